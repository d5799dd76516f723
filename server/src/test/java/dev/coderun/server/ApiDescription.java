package dev.coderun.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.coderun.server.web.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// `openapi.json`, and whether what travels is as it says: what must be there is, and nothing that it does not mention.
public final class ApiDescription {

    private static final String JSON = "application/json";
    private static final String EVENTS = "text/event-stream";
    private static final Pattern EVENT = Pattern.compile("event: (.*)\ndata: (.*)\n\n");

    private static final String RESOURCE = "/dev/coderun/server/web/openapi.json";

    private final SchemaRegistry registry =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final JsonNode document;

    ApiDescription(String text) {
        document = Json.read(text, JsonNode.class);
    }

    public static ApiDescription ofThisServer() {
        try (var in = ApiDescription.class.getResourceAsStream(RESOURCE)) {
            return new ApiDescription(new String(Objects.requireNonNull(in).readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Fails if an answer is not as described.
    public void check(HttpResponse<String> answer) {
        var path = answer.request().uri().getPath();
        var type = answer.headers().firstValue("Content-Type").orElse("");
        var route =
                routes().stream()
                        .filter(each -> matches(each, answer.request().method() + " " + path))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("not described: " + path));
        assertThat(faults(route, answer.statusCode(), type, answer.body())).isEmpty();
    }

    private static boolean matches(String route, String request) {
        return request.matches(route.replaceAll("\\{\\w+}", "[^/]+"));
    }

    JsonNode document() {
        return document;
    }

    /// `METHOD /path` of everything that is described.
    Set<String> routes() {
        var routes = new TreeSet<String>();
        document.path("paths")
                .properties()
                .forEach(
                        path ->
                                path.getValue()
                                        .fieldNames()
                                        .forEachRemaining(
                                                method ->
                                                        routes.add(
                                                                method.toUpperCase(Locale.ROOT)
                                                                        + " "
                                                                        + path.getKey())));
        return routes;
    }

    /// Whether nobody needs to log in for it.
    boolean isPublic(String route) {
        var security = operation(route).path("security");
        return security.isArray() && security.isEmpty();
    }

    /// What is wrong with a value that should be as one of the named schemas says.
    public List<String> faultsOf(String schema, Object value) {
        var described = document.at("/components/schemas/" + schema);
        return schema(described).validate(Json.read(Json.write(value), JsonNode.class)).stream()
                .map(Object::toString)
                .toList();
    }

    /// Where an object is described without what is in it.
    List<String> openObjects() {
        var found = new ArrayList<String>();
        findOpenObjects(document, "", found);
        return found;
    }

    private static void findOpenObjects(JsonNode node, String place, List<String> found) {
        if ("object".equals(node.path("type").asText())
                && !node.has("properties")
                && !node.has("additionalProperties")) {
            found.add(place);
        }
        node.properties()
                .forEach(one -> findOpenObjects(one.getValue(), place + "/" + one.getKey(), found));
    }

    /// What is wrong with an answer.
    List<String> faults(String route, int status, String fullContentType, String body) {
        var contentType = fullContentType.replaceFirst(";.*", "");
        var responses = operation(route).path("responses");
        var exact = responses.path(Integer.toString(status));
        var response =
                resolved(
                        exact.isMissingNode() && status >= 400 ? responses.path("default") : exact);
        if (response.isMissingNode()) {
            return List.of(route + " answers " + status + ", which is not described");
        }
        var content = response.path("content");
        if (contentType.equals(EVENTS)) {
            return events(body).stream()
                    .flatMap(event -> faults(route, content.path(EVENTS), event).stream())
                    .toList();
        }
        if (!contentType.endsWith("json") || !content.has(contentType)) {
            return content.has(contentType) || content.isMissingNode() || body.isEmpty()
                    ? List.of()
                    : List.of(route + " answers " + contentType + ", which is not described");
        }
        return faults(route + " answers " + status, content.path(contentType), body);
    }

    /// Each server-sent event, as it is described.
    private static List<String> events(String body) {
        return EVENT.matcher(body)
                .results()
                .map(
                        event ->
                                "{\"event\": \"%s\", \"data\": %s}"
                                        .formatted(event.group(1), event.group(2)))
                .toList();
    }

    /// What is wrong with a request.
    List<String> faults(String route, String body) {
        var described = operation(route).path("requestBody").path("content").path(JSON);
        return faults(route + " is asked", described, body);
    }

    private List<String> faults(String what, JsonNode described, String body) {
        var faults = new ArrayList<String>();
        if (!described.has("schema")) {
            return List.of(what + " with JSON that is not described");
        }
        schema(described.path("schema"))
                .validate(Json.read(body, JsonNode.class))
                .forEach(error -> faults.add(what + ": " + error + " in " + body));
        return faults;
    }

    private JsonNode operation(String route) {
        var parts = route.split(" ", 2);
        return document.path("paths").path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    private Schema schema(JsonNode described) {
        ObjectNode whole = described.deepCopy();
        whole.set("components", document.path("components").deepCopy());
        close(whole);
        return registry.getSchema(whole);
    }

    /// Clients must bear members that they do not know, but here none may be that are not described.
    private void close(JsonNode node) {
        if (node instanceof ObjectNode object) {
            join(object);
            if (object.has("properties") && !object.has("additionalProperties")) {
                object.put("additionalProperties", false);
            }
        }
        node.forEach(this::close);
    }

    /// Makes one object of what is all of several, for each of them alone would forbid what the others have.
    private void join(ObjectNode object) {
        var parts = object.path("allOf");
        object.remove("allOf");
        for (var part : parts) {
            var described = resolved(part).deepCopy();
            join((ObjectNode) described);
            described
                    .path("properties")
                    .properties()
                    .forEach(
                            one ->
                                    object.withObject("properties")
                                            .set(one.getKey(), one.getValue()));
            described.path("required").forEach(object.withArray("required")::add);
        }
    }
}
