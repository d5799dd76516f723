package dev.coderun.server.web;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.security.SecureRandom;
import java.util.HexFormat;

/// Names one request, in its answer and in the log, so that a person can say which one went wrong.
public final class RequestId {

    public static final HeaderName HEADER = HeaderNames.create("X-Request-Id");

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_BYTES = 8;

    private RequestId() {}

    static String next() {
        var bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return "r-" + HexFormat.of().formatHex(bytes);
    }

    /// The id that the first filter gave to this request.
    public static String of(ServerRequest request) {
        return request.context().get(RequestId.class, String.class).orElse("r-unknown");
    }

    static void give(ServerRequest request, String id) {
        request.context().register(RequestId.class, id);
    }
}
