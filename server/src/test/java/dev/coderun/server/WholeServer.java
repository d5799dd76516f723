package dev.coderun.server;

import dev.coderun.server.web.RawHttp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Everything as [Main] starts it, without a sandbox, and what it says of its routes.
final class WholeServer {

    private final Closing started = new Closing();
    private final int port;
    private final Set<String> routes = new TreeSet<>();
    private final RawHttp document;
    private final ApiDescription description;

    private WholeServer(Path data) throws IOException, InterruptedException {
        StoreCalls.watch();
        var server = Main.start(settings(data), started);
        port = server.port();
        server.methodsByPath()
                .forEach((path, methods) -> methods.forEach(each -> routes.add(each + " " + path)));
        routes.removeIf(route -> !route.matches("[A-Z]+ /(api|auth|observe)(/.*)?"));
        document = RawHttp.get(port, "/api/openapi");
        description = new ApiDescription(document.body());
    }

    /// Of a server without a sandbox.
    static Settings settings(Path data, String... more) {
        var arguments = new ArrayList<>(List.of("--port=0", "--sandbox=docker", "--data"));
        arguments.add(data.toString());
        arguments.addAll(List.of(more));
        return SettingsReader.read(
                arguments,
                Map.of("DOCKER_HOST", "unix:///there/is/no/engine"),
                Path.of("..").toAbsolutePath().normalize());
    }

    int port() {
        return port;
    }

    /// `METHOD /path` of everything that it answers, but for the page.
    Set<String> routes() {
        return routes;
    }

    /// The description of its API as it was served.
    RawHttp document() {
        return document;
    }

    ApiDescription description() {
        return description;
    }

    Tour tour() {
        return new Tour(port, description);
    }

    private void close() {
        started.close();
    }

    /// One for all tests.
    static final class Shared extends ForAllTests<WholeServer> {

        Shared() {
            super(WholeServer.class, WholeServer::close);
        }

        @Override
        WholeServer start(Path data) throws IOException, InterruptedException {
            return new WholeServer(data);
        }
    }
}
