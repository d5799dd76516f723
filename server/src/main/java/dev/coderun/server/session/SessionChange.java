package dev.coderun.server.session;

import dev.coderun.server.dynamodb.Keys;
import dev.coderun.server.dynamodb.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// What makes of a session that is stored another, as one conditional write.
final class SessionChange {

    /// As good as not there.
    private static final AttributeValue NO = AttributeValue.fromBool(false);

    private final String sessionId;
    private final Map<String, AttributeValue> before;

    private final List<String> assignments = new ArrayList<>();
    private final List<String> removals = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>(List.of("attribute_exists(pk)"));
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, AttributeValue> values = new HashMap<>();

    SessionChange(SessionInfo before, SessionInfo after) {
        this.sessionId = before.id();
        this.before = SessionItems.changing(before);
        var next = SessionItems.changing(after);
        for (var attribute : SessionItems.CHANGING) {
            var value = next.get(attribute);
            if (Objects.equals(value, this.before.get(attribute))) {
                continue;
            }
            if (value == null) {
                removals.add(named(attribute));
            } else {
                assignments.add(named(attribute) + " = " + valued(":" + attribute, value));
            }
        }
    }

    boolean isNone() {
        return assignments.isEmpty() && removals.isEmpty();
    }

    /// Not if anything of what may change has changed meanwhile.
    void onlyIfAsBefore() {
        for (var attribute : SessionItems.CHANGING) {
            var name = named(attribute);
            var value = before.get(attribute);
            conditions.add(
                    value == null
                            ? "(attribute_not_exists(%s) OR %s = %s)"
                                    .formatted(name, name, valued(":no", NO))
                            : name + " = " + valued(":old_" + attribute, value));
        }
    }

    UpdateItemRequest update() {
        var expression =
                (assignments.isEmpty() ? "" : "SET " + String.join(", ", assignments))
                        + (removals.isEmpty() ? "" : " REMOVE " + String.join(", ", removals));
        var request =
                UpdateItemRequest.builder()
                        .tableName(Table.NAME)
                        .key(Keys.session(sessionId).attributes())
                        .updateExpression(expression)
                        .conditionExpression(String.join(" AND ", conditions))
                        .expressionAttributeNames(names);
        return (values.isEmpty() ? request : request.expressionAttributeValues(values)).build();
    }

    private String named(String attribute) {
        names.put("#" + attribute, attribute);
        return "#" + attribute;
    }

    private String valued(String placeholder, AttributeValue value) {
        values.put(placeholder, value);
        return placeholder;
    }
}
