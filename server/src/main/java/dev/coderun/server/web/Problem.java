package dev.coderun.server.web;

import java.util.LinkedHashMap;
import java.util.Map;

/// What went wrong with a request, as in RFC 9457: a stable type, and a sentence that a person can act on.
public record Problem(
        String type, String title, int status, String detail, Map<String, Object> extras) {

    public Problem {
        extras = Map.copyOf(extras);
    }

    /// `kind` is the last part of the type, such as `session-not-found`.
    public static Problem of(int status, String kind, String title, String detail) {
        return new Problem("/problems/" + kind, title, status, detail, Map.of());
    }

    public static Problem badRequest(String detail) {
        return of(400, "bad-request", "Bad request", detail);
    }

    public static Problem loginNeeded() {
        return of(401, "login-needed", "Login needed", "Log in, then try again.");
    }

    public static Problem notAllowed(String detail) {
        return of(403, "not-allowed", "Not allowed", detail);
    }

    /// The same with one more member in its document.
    public Problem with(String name, Object value) {
        var all = new LinkedHashMap<>(extras);
        all.put(name, value);
        return new Problem(type, title, status, detail, all);
    }

    public HttpProblem thrown() {
        return new HttpProblem(this);
    }
}
