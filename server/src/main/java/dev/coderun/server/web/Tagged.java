package dev.coderun.server.web;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

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
        if (tags(request, HeaderNames.IF_NONE_MATCH).contains(tag)) {
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
        if (isForOneState(request)
                && !tags(request, HeaderNames.IF_MATCH).contains(tag(Json.bytes(current)))) {
            throw hasChanged();
        }
    }

    /// Whether a change was meant for some state alone.
    public static boolean isForOneState(ServerRequest request) {
        return request.headers().contains(HeaderNames.IF_MATCH)
                && !tags(request, HeaderNames.IF_MATCH).contains("*");
    }

    public static HttpProblem hasChanged() {
        return Problem.of(
                        412,
                        "changed",
                        "It has changed",
                        "Somebody changed it since you read it. Read it again, then decide.")
                .thrown();
    }

    /// Ours have no comma in them.
    private static List<String> tags(ServerRequest request, HeaderName name) {
        return request.headers().values(name).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .toList();
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
