package dev.coderun.server.session;

import dev.coderun.server.web.Json;
import dev.coderun.session.codec.ByteWriter;
import dev.coderun.session.live.LiveSession;
import dev.coderun.session.live.Participant;
import dev.coderun.session.live.Person;
import dev.coderun.session.live.ReceiveResult.Reason;
import dev.coderun.session.live.ReceiveResult.Refused;
import dev.coderun.session.live.Role;
import dev.coderun.session.live.Roster;
import dev.coderun.session.sync.MessageCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the server says about a session and its document: frames of type 64, as `docs/protocol.md` has them.
final class SessionMessages {

    static final int MESSAGE = 64;

    /// So many people are named in `people`; of the others only the number is told.
    static final int MAX_PEOPLE_LISTED = 200;

    private SessionMessages() {}

    record UserJson(String id, String name, String color) {
        static UserJson of(Participant participant) {
            return of(participant.person());
        }

        static UserJson of(Person person) {
            return new UserJson(person.id(), person.name(), person.color());
        }
    }

    private record Hello(String t, UserJson user, String role, long revision, int documentLimit) {}

    private record RoleMessage(String t, String role) {}

    private record Lecture(String t, boolean on) {}

    private record Leads(String t, @Nullable UserJson user) {}

    /// A person in a session, however many connections they have.
    private record Present(
            String id,
            String name,
            String color,
            String role,
            int connections,
            List<Long> clients) {}

    private record People(String t, List<Present> items, int more) {}

    private record Saved(String t, long received) {}

    private record ErrorMessage(String t, String code, String message, @Nullable Long frame) {}

    private record ReadOnly(String t, String reason) {}

    private record Unsaved(String t, String reason) {}

    static byte[] hello(LiveSession session, Participant participant, int documentLimit) {
        return frame(
                new Hello(
                        "hello",
                        UserJson.of(participant),
                        name(participant.role()),
                        session.revision(),
                        documentLimit));
    }

    static byte[] role(Role role) {
        return frame(new RoleMessage("role", name(role)));
    }

    static byte[] lecture(boolean on) {
        return frame(new Lecture("lecture", on));
    }

    /// Whom everybody is asked to follow, if anybody.
    static byte[] leads(Optional<Person> leader) {
        return frame(new Leads("leads", leader.map(UserJson::of).orElse(null)));
    }

    /// Who is here by the server's own knowledge. Guests are one, whoever they are.
    static byte[] people(Roster roster) {
        Map<String, List<Roster.Entry>> byUser =
                roster.entries().stream()
                        .collect(
                                Collectors.groupingBy(
                                        entry -> entry.participant().userId(),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        var items =
                byUser.values().stream()
                        .limit(MAX_PEOPLE_LISTED)
                        .map(SessionMessages::present)
                        .toList();
        return frame(new People("people", items, byUser.size() - items.size()));
    }

    private static Present present(List<Roster.Entry> connections) {
        var first = connections.getFirst().participant();
        return new Present(
                first.userId(),
                first.name(),
                first.person().color(),
                name(first.role()),
                connections.size(),
                connections.stream().flatMap(entry -> entry.clientIds().stream()).toList());
    }

    static byte[] saved(long received) {
        return frame(new Saved("saved", received));
    }

    static byte[] readOnly(String reason) {
        return frame(new ReadOnly("readonly", reason));
    }

    static byte[] unsaved(String reason) {
        return frame(new Unsaved("unsaved", reason));
    }

    static byte[] refused(Refused refused) {
        return frame(
                new ErrorMessage(
                        "error",
                        code(refused.reason()),
                        sentence(refused.reason()),
                        refused.frame()));
    }

    static byte[] mayNotLead() {
        return frame(
                new ErrorMessage(
                        "error",
                        code(Reason.ROLE),
                        "Only the owner of a session may lead everybody.",
                        null));
    }

    static String name(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static String code(Reason reason) {
        return switch (reason) {
            case ROLE -> "not-allowed";
            case READ_ONLY -> "read-only";
            case DOCUMENT_LIMIT -> "document-limit";
            case FILES -> "files-limit";
            case MALFORMED -> "malformed";
        };
    }

    static String sentence(Reason reason) {
        return switch (reason) {
            case ROLE -> "You may watch this session, not edit it.";
            case READ_ONLY -> "This session takes no edits until those before are stored.";
            case DOCUMENT_LIMIT ->
                    "The session would grow past its limit. Remove some text, then try again.";
            case FILES ->
                    "The session would have more files than it may. Delete some, then try again.";
            case MALFORMED -> "This edit does not fit the document.";
        };
    }

    private static byte[] frame(Object message) {
        var payload = new ByteWriter();
        payload.writeVarString(Json.write(message));
        return MessageCodec.application(MESSAGE, payload.toByteArray());
    }
}
