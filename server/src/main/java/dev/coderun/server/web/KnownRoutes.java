package dev.coderun.server.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// Hands routes on to Helidon and remembers which methods each address takes, so that the wrong one is answered with
/// 405, and so that a test can compare the routes with the OpenAPI document.
public final class KnownRoutes implements HttpRules {

    private final HttpRules rules;
    private final String prefix;
    private final Map<String, Set<String>> methodsByPath;

    private KnownRoutes(HttpRules rules, String prefix, Map<String, Set<String>> methodsByPath) {
        this.rules = rules;
        this.prefix = prefix;
        this.methodsByPath = methodsByPath;
    }

    public static KnownRoutes of(HttpRules rules) {
        return new KnownRoutes(rules, "", new TreeMap<>());
    }

    /// The methods that each address takes, by path, such as `/api/sessions/{id}`.
    public Map<String, Set<String>> methodsByPath() {
        return Map.copyOf(methodsByPath);
    }

    /// Answers 405 wherever nothing that was added before took a request. To be called last. A service itself, since
    /// Helidon asks services for their routes only when it builds them all, in this order.
    public void refuseOtherMethods() {
        rules.register("/", (HttpService) last -> methodsByPath.forEach(refusal(last)));
    }

    private static BiConsumer<String, Set<String>> refusal(HttpRules rules) {
        return (path, methods) ->
                rules.any(
                        path,
                        (_, response) -> {
                            response.header(HeaderNames.ALLOW, String.join(", ", methods));
                            throw ProblemDocuments.ofStatus(405).thrown();
                        });
    }

    @Override
    public HttpRules register(HttpService... services) {
        return register("/", services);
    }

    @Override
    public HttpRules register(String path, HttpService... services) {
        Stream.of(services)
                .forEach(
                        service ->
                                rules.register(
                                        path,
                                        (HttpService)
                                                inner ->
                                                        service.routing(
                                                                new KnownRoutes(
                                                                        inner,
                                                                        at(path),
                                                                        methodsByPath))));
        return this;
    }

    @Override
    public HttpRules route(Method method, String path, Handler handler) {
        methodsByPath.computeIfAbsent(at(path), _ -> new TreeSet<>()).add(method.text());
        rules.route(method, path, handler);
        return this;
    }

    /// What is not a method at a path is handed on, and not remembered.
    @Override
    public HttpRules route(HttpRoute route) {
        rules.route(route);
        return this;
    }

    private String at(String path) {
        var joined = (prefix + "/" + path).replaceAll("/+", "/");
        return joined.length() > 1 && joined.endsWith("/")
                ? joined.substring(0, joined.length() - 1)
                : joined;
    }
}
