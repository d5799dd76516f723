package dev.coderun.server.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Answers that carry a tag of their content: whoever has it already is not sent it again, and whoever changes something
/// can say what they think it is.
public final class Tagged {

    private static final int TAG_BYTES = 16;

    private Tagged() {}

    /// A value as JSON.
    public static void send(ServerRequest request, ServerResponse response, Object value) {
        send(request, response, "application/json", Json.bytes(value));
    }

    public static void send(
            ServerRequest request, ServerResponse response, String type, byte[] content) {
        var tag = tag(content);
        response.header(HeaderNames.ETAG, tag);
        response.header(HeaderNames.CACHE_CONTROL, "private, no-cache");
        if (request.headers().values(HeaderNames.IF_NONE_MATCH).contains(tag)) {
            response.status(Status.NOT_MODIFIED_304).send();
            return;
        }
        response.header(HeaderNames.CONTENT_TYPE, type);
        response.send(content);
    }

    /// Throws a problem if a change was meant for another state than this.
    public static void check(ServerRequest request, Object current) {
        var expected = request.headers().first(HeaderNames.IF_MATCH);
        if (expected.isPresent()
                && !expected.get().equals("*")
                && !expected.get().equals(tag(Json.bytes(current)))) {
            throw Problem.of(
                            412,
                            "changed",
                            "It has changed",
                            "Somebody changed it since you read it. Read it again, then decide.")
                    .thrown();
        }
    }

    private static String tag(byte[] content) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(content);
            return "\"" + HexFormat.of().formatHex(hash, 0, TAG_BYTES) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
