package dev.coderun.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coderun.server.web.Json;
import dev.coderun.server.web.RawHttp;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The description of the API beside the routes of a started server.
class OpenApiIT {

    private static final String FILE =
            "server/src/main/resources/dev/coderun/server/web/openapi.json";

    @TempDir private static Path data;

    private static final Closing STARTED = new Closing();
    private static Set<String> routes = Set.of();
    private static RawHttp document = new RawHttp(0, List.of(), "");
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        var settings =
                SettingsReader.read(
                        List.of("--port=0", "--data", data.toString()),
                        Map.of(),
                        Path.of("..").toAbsolutePath().normalize());
        var server = Main.start(settings, STARTED);
        port = server.port();
        routes = new TreeSet<>();
        server.methodsByPath()
                .forEach((path, methods) -> methods.forEach(each -> routes.add(each + " " + path)));
        routes.removeIf(route -> !route.matches("[A-Z]+ /(api|auth|observe)(/.*)?"));
        document = RawHttp.get(port, "/api/openapi");
    }

    @AfterAll
    static void stop() {
        STARTED.close();
    }

    @Test
    void everyRouteIsDescribedAndNothingElse() {
        var described = new TreeSet<String>();
        json().path("paths")
                .properties()
                .forEach(
                        path ->
                                path.getValue()
                                        .fieldNames()
                                        .forEachRemaining(
                                                method ->
                                                        described.add(
                                                                method.toUpperCase(Locale.ROOT)
                                                                        + " "
                                                                        + path.getKey())));

        var missing = new TreeSet<>(routes);
        missing.removeAll(described);
        var tooMany = new TreeSet<>(described);
        tooMany.removeAll(routes);

        assertThat(missing).as("describe these under \"paths\" in " + FILE).isEmpty();
        assertThat(tooMany).as("no route answers these: remove them from " + FILE).isEmpty();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        for (var reference : json().findValuesAsText("$ref")) {
            assertThat(json().at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
        }
    }

    @Test
    void whoHasTheDocumentIsNotSentItAgain() throws Exception {
        var again = RawHttp.get(port, "/api/openapi", "If-None-Match: " + document.header("ETag"));

        assertThat(document.status()).isEqualTo(200);
        assertThat(again.status()).isEqualTo(304);
    }

    private static JsonNode json() {
        return Json.read(document.body(), JsonNode.class);
    }
}
