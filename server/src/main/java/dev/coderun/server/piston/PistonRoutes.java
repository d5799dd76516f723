package dev.coderun.server.piston;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coderun.server.identity.Authentication;
import dev.coderun.server.piston.PistonService.Answer;
import dev.coderun.server.web.BadJsonException;
import dev.coderun.server.web.Json;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// `GET /api/v2/runtimes` and `POST /api/v2/execute`, with Piston's statuses and messages.
public final class PistonRoutes implements HttpService {
    private final PistonService service;
    private final Authentication authentication;

    public PistonRoutes(PistonService service, Authentication authentication) {
        this.service = service;
        this.authentication = authentication;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/runtimes", (_, response) -> Json.send(response, service.runtimes()));
        rules.post("/execute", this::execute);
    }

    private void execute(ServerRequest request, ServerResponse response) {
        try {
            requireCaller(request);
            requireJson(request);
            Answer answer = service.execute(body(request));
            Json.send(response, answer);
        } catch (PistonRefusal refusal) {
            response.status(Status.create(refusal.status()));
            Json.send(response, Map.of("message", refusal.message()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            response.status(Status.SERVICE_UNAVAILABLE_503).send();
        }
    }

    private void requireCaller(ServerRequest request) {
        if (!service.settings().anonymous() && authentication.user(request).isEmpty()) {
            throw new PistonRefusal(
                    401, "log in, or send an API token as Authorization: Bearer TOKEN");
        }
    }

    /// npm's `piston-client` does not say that it sends JSON; where anybody may ask anyway, it is believed, unless a
    /// page in a browser asks.
    private void requireJson(ServerRequest request) {
        var type =
                request.headers().contentType().map(found -> found.mediaType().text()).orElse("");
        var isPlain =
                service.settings().anonymous()
                        && type.equals("text/plain")
                        && !request.headers().contains(HeaderNames.ORIGIN);
        if (!type.equals("application/json") && !isPlain) {
            throw new PistonRefusal(415, "requests must be of type application/json");
        }
    }

    private static JsonNode body(ServerRequest request) {
        byte[] bytes;
        try (var in = request.content().inputStream()) {
            bytes = in.readNBytes(PistonSettings.MAX_BODY_BYTES + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (bytes.length > PistonSettings.MAX_BODY_BYTES) {
            throw new PistonRefusal(
                    413, "requests cannot be larger than " + PistonSettings.MAX_BODY_BYTES);
        }
        try {
            return Json.read(new String(bytes, StandardCharsets.UTF_8), JsonNode.class);
        } catch (BadJsonException e) {
            throw new PistonRefusal("the body is not JSON");
        }
    }
}
