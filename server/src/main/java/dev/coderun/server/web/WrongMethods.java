package dev.coderun.server.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.Map;

/// Answers 405 where an address is known but not for this method. Registered last, so that it sees what nobody took.
public final class WrongMethods implements HttpService {

    private final Map<String, String> methodsByPath;

    /// `methodsByPath` gives the methods that an address takes, such as `GET, POST`.
    public WrongMethods(Map<String, String> methodsByPath) {
        this.methodsByPath = Map.copyOf(methodsByPath);
    }

    @Override
    public void routing(HttpRules rules) {
        methodsByPath.forEach(
                (path, methods) ->
                        rules.any(
                                path,
                                (_, response) -> {
                                    response.header(HeaderNames.ALLOW, methods);
                                    throw ProblemDocuments.ofStatus(405).thrown();
                                }));
    }
}
