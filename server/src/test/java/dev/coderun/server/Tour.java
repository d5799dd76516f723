package dev.coderun.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coderun.server.web.Json;
import dev.coderun.server.web.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One way through every route of a server: what was asked, what was answered, and what it cost at the table.
final class Tour {

    private final int port;
    private final ApiDescription description;
    private final List<Visit> visits = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private String token = "";

    Tour(int port, ApiDescription description) {
        this.port = port;
        this.description = description;
    }

    /// @param route the method and the path as it is described
    /// @param calls in the words of [StoreCalls]
    record Visit(String route, RawHttp answer, List<String> calls) {
        JsonNode json() {
            return Json.read(answer.body(), JsonNode.class);
        }

        String text(String pointer) {
            return json().at(pointer).asText();
        }
    }

    /// From now on somebody else asks, or nobody.
    void as(String newToken) {
        token = newToken;
    }

    Visit ask(String route, String... places) {
        return send(route, "", List.of(), places);
    }

    Visit ask(String route, Map<String, ?> body, String... places) {
        var json = Json.write(new LinkedHashMap<>(body));
        faults.addAll(description.faults(route, json));
        return send(route, json, List.of("Content-Type: application/json"), places);
    }

    /// `places` are what stands in the path in place of its names, and after them perhaps a query.
    Visit send(String route, String body, List<String> moreHeaders, String... places) {
        var headers = new ArrayList<>(moreHeaders);
        if (!token.isEmpty()) {
            headers.add("Authorization: Bearer " + token);
        }
        var parts = route.split(" ", 2);
        var path = parts[1];
        for (var place : places) {
            path = place.startsWith("?") ? path + place : path.replaceFirst("\\{\\w+}", place);
        }
        try {
            var answer = RawHttp.send(port, parts[0], path, body, headers.toArray(String[]::new));
            var visit = new Visit(route, answer, StoreCalls.of(answer.header("X-Request-Id")));
            visits.add(visit);
            faults.addAll(
                    description.faults(
                            route, answer.status(), answer.header("Content-Type"), answer.body()));
            return visit;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String token() {
        return token;
    }

    List<Visit> visits() {
        return List.copyOf(visits);
    }

    /// Where what travelled was not as it is described.
    List<String> faults() {
        return List.copyOf(faults);
    }
}
