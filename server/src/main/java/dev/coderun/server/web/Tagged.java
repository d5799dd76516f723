package dev.coderun.server.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

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

    /// Tells the tag of a state in an answer that is more than that.
    public static void mark(ServerResponse response, Object state) {
        response.header(HeaderNames.ETAG, tag(Json.bytes(state)));
    }

    /// Throws a problem if a change was meant for another state than this.
    public static void check(ServerRequest request, Object current) {
        if (isForOneState(request) && !expected(request).contains(tag(Json.bytes(current)))) {
            throw hasChanged();
        }
    }

    /// Whether a change was meant for some state alone.
    public static boolean isForOneState(ServerRequest request) {
        return request.headers().contains(HeaderNames.IF_MATCH) && !expected(request).contains("*");
    }

    public static HttpProblem hasChanged() {
        return Problem.of(
                        412,
                        "changed",
                        "It has changed",
                        "Somebody changed it since you read it. Read it again, then decide.")
                .thrown();
    }

    private static List<String> expected(ServerRequest request) {
        return request.headers().values(HeaderNames.IF_MATCH);
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
