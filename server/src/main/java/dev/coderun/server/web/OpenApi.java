package dev.coderun.server.web;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.io.UncheckedIOException;

/// `GET /api/openapi`: what programs may ask, for people and for tools. A test compares it with the routes.
public final class OpenApi implements HttpService {

    private static final String RESOURCE = "openapi.json";

    private final byte[] document = read();

    @Override
    public void routing(HttpRules rules) {
        rules.get(
                "/",
                (request, response) ->
                        Tagged.send(request, response, "application/json", document));
    }

    static byte[] read() {
        try (var in = OpenApi.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not in the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
