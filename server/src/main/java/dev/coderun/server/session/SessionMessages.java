package dev.coderun.server.session;

import dev.coderun.server.web.Json;
import dev.coderun.session.codec.ByteWriter;
import dev.coderun.session.live.LiveSession;
import dev.coderun.session.live.Participant;
import dev.coderun.session.live.ReceiveResult.Reason;
import dev.coderun.session.live.ReceiveResult.Refused;
import dev.coderun.session.live.Role;
import dev.coderun.session.sync.MessageCodec;
import java.util.Locale;

/// What the server says about a session and its document: frames of type 64, as `docs/protocol.md` has them.
final class SessionMessages {

    static final int MESSAGE = 64;

    private SessionMessages() {}

    record UserJson(String id, String name, String color) {
        static UserJson of(Participant participant) {
            var person = participant.person();
            return new UserJson(person.id(), person.name(), person.color());
        }
    }

    private record Hello(String t, UserJson user, String role, long revision, int documentLimit) {}

    private record RoleMessage(String t, String role) {}

    private record Saved(String t, long received) {}

    private record ErrorMessage(String t, String code, String message, long frame) {}

    private record ReadOnly(String t, String reason) {}

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

    static byte[] saved(long received) {
        return frame(new Saved("saved", received));
    }

    static byte[] readOnly(String reason) {
        return frame(new ReadOnly("readonly", reason));
    }

    static byte[] refused(Refused refused) {
        return frame(
                new ErrorMessage(
                        "error",
                        code(refused.reason()),
                        sentence(refused.reason()),
                        refused.frame()));
    }

    static String name(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static String code(Reason reason) {
        return switch (reason) {
            case ROLE -> "not-allowed";
            case READ_ONLY -> "read-only";
            case DOCUMENT_LIMIT -> "document-limit";
            case MALFORMED -> "malformed";
        };
    }

    static String sentence(Reason reason) {
        return switch (reason) {
            case ROLE -> "You may watch this session, not edit it.";
            case READ_ONLY -> "This session takes no edits until those before are stored.";
            case DOCUMENT_LIMIT ->
                    "The session would grow past its limit. Remove some text, then try again.";
            case MALFORMED -> "This edit does not fit the document.";
        };
    }

    private static byte[] frame(Object message) {
        var payload = new ByteWriter();
        payload.writeVarString(Json.write(message));
        return MessageCodec.application(MESSAGE, payload.toByteArray());
    }
}
