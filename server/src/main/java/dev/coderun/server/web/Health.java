package dev.coderun.server.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Says whether the server lives, and whether it is ready to be used; each part that it is made of tells how it is.
public final class Health implements HttpService {

    /// How one part is. Parts that are not needed are told of, but do not make the server unready.
    public record Check(boolean isUp, Map<String, Object> details) {
        public Check {
            details = Map.copyOf(details);
        }
    }

    private record Part(boolean isNeeded, Supplier<Check> check) {}

    private final Map<String, Part> parts = new LinkedHashMap<>();

    /// A part without which the server cannot be used. Add all parts before the server starts.
    public void needs(String name, Supplier<Check> check) {
        parts.put(name, new Part(true, check));
    }

    /// A part without which the server can do less.
    public void mentions(String name, Supplier<Check> check) {
        parts.put(name, new Part(false, check));
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/live", (_, response) -> send(response, true, Map.of()));
        rules.get("/ready", this::ready);
    }

    private void ready(ServerRequest request, ServerResponse response) {
        boolean isReady = true;
        Map<String, Object> checks = new LinkedHashMap<>();
        for (var entry : parts.entrySet()) {
            var check = entry.getValue().check.get();
            isReady &= check.isUp() || !entry.getValue().isNeeded;
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("status", check.isUp() ? "UP" : "DOWN");
            told.putAll(check.details());
            checks.put(entry.getKey(), told);
        }
        send(response, isReady, checks);
    }

    private static void send(ServerResponse response, boolean isUp, Map<String, Object> checks) {
        response.status(isUp ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503);
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("status", isUp ? "UP" : "DOWN");
        document.put("checks", checks);
        Json.send(response, document);
    }
}
