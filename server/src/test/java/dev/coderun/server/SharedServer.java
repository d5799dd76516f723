package dev.coderun.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Hands a [LiveServer] to each test that asks for one: started for the first of them, closed after the last of all.
final class SharedServer implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LiveServer.class;
    }

    @Override
    public LiveServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(Started.class, _ -> Started.now(), Started.class)
                .server;
    }

    private record Started(LiveServer server, Path folder) implements AutoCloseable {

        static Started now() {
            try {
                var folder = Files.createTempDirectory("coderun-live-");
                return new Started(new LiveServer(folder), folder);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException("no server could be started", e);
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
