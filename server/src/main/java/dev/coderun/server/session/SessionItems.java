package dev.coderun.server.session;

import dev.coderun.server.dynamodb.Attributes;
import dev.coderun.server.dynamodb.Keys;
import dev.coderun.session.live.Role;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// How a session is written down as an item of the table.
final class SessionItems {

    static final String ID = "id";

    /// What may become another; what is not so is not there.
    static final List<String> CHANGING = List.of("title", "addressRole", "guests", "lecture");

    private static final String TITLE = "title";
    private static final String LANGUAGE = "language";
    private static final String OWNER_ID = "ownerId";
    private static final String OWNER_NAME = "ownerName";
    private static final String CREATED_AT = "createdAt";
    private static final String ADDRESS_ROLE = "addressRole";
    private static final String GUESTS = "guests";
    private static final String LECTURE = "lecture";

    private SessionItems() {}

    static Map<String, AttributeValue> item(SessionInfo session) {
        var item = new HashMap<>(Keys.session(session.id()).attributes());
        item.put(ID, Attributes.text(session.id()));
        item.put(LANGUAGE, Attributes.text(session.language()));
        item.put(OWNER_ID, Attributes.text(session.ownerId()));
        item.put(OWNER_NAME, Attributes.text(session.ownerName()));
        item.put(CREATED_AT, Attributes.text(session.createdAt().toString()));
        item.putAll(changing(session));
        return item;
    }

    static Map<String, AttributeValue> changing(SessionInfo session) {
        var sharing = session.sharing();
        var values = new HashMap<String, AttributeValue>();
        values.put(TITLE, Attributes.text(session.title()));
        sharing.addressRole()
                .ifPresent(role -> values.put(ADDRESS_ROLE, Attributes.text(role.name())));
        if (sharing.guests()) {
            values.put(GUESTS, AttributeValue.fromBool(true));
        }
        if (sharing.lecture()) {
            values.put(LECTURE, AttributeValue.fromBool(true));
        }
        return values;
    }

    static SessionInfo session(Map<String, AttributeValue> item) {
        return new SessionInfo(
                Attributes.text(item, ID),
                Attributes.text(item, TITLE),
                Attributes.text(item, LANGUAGE),
                Attributes.text(item, OWNER_ID),
                Attributes.text(item, OWNER_NAME),
                Instant.parse(Attributes.text(item, CREATED_AT)),
                sharing(item));
    }

    private static Sharing sharing(Map<String, AttributeValue> item) {
        return new Sharing(
                item.containsKey(ADDRESS_ROLE)
                        ? Optional.of(Role.valueOf(Attributes.text(item, ADDRESS_ROLE)))
                        : Optional.empty(),
                isTrue(item.get(GUESTS)),
                isTrue(item.get(LECTURE)));
    }

    private static boolean isTrue(@Nullable AttributeValue value) {
        return value != null && Boolean.TRUE.equals(value.bool());
    }
}
