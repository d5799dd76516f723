package dev.coderun.server;

import dev.coderun.server.web.RawHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Everything as [Main] starts it, without a sandbox, and what it says of its routes. Started for the first test that asks
/// for it, closed after the last of all.
final class WholeServer implements AutoCloseable {

    private final Closing started = new Closing();
    private final Path data;
    private final int port;
    private final Set<String> routes = new TreeSet<>();
    private final RawHttp document;
    private final ApiDescription description;

    private WholeServer() throws IOException, InterruptedException {
        data = Files.createTempDirectory("coderun-whole-");
        var settings =
                SettingsReader.read(
                        List.of("--port=0", "--sandbox=docker", "--data", data.toString()),
                        Map.of("DOCKER_HOST", "unix:///there/is/no/engine"),
                        Path.of("..").toAbsolutePath().normalize());
        StoreCalls.watch();
        var server = Main.start(settings, started);
        port = server.port();
        server.methodsByPath()
                .forEach((path, methods) -> methods.forEach(each -> routes.add(each + " " + path)));
        routes.removeIf(route -> !route.matches("[A-Z]+ /(api|auth|observe)(/.*)?"));
        document = RawHttp.get(port, "/api/openapi");
        description = new ApiDescription(document.body());
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

    @Override
    public void close() throws IOException {
        started.close();
        try (var files = Files.walk(data)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /// Hands it to each test that asks for one.
    static final class Shared implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == WholeServer.class;
        }

        @Override
        public WholeServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .getOrComputeIfAbsent(WholeServer.class, _ -> started(), WholeServer.class);
        }

        private static WholeServer started() {
            try {
                return new WholeServer();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException("no server could be started", e);
            }
        }
    }
}
