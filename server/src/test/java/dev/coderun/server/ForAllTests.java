package dev.coderun.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Hands a server with a folder of its own to each test that asks for one: started for the first of them, closed after the
/// last of all.
abstract class ForAllTests<S> implements ParameterResolver {

    private final Class<S> kind;
    private final Consumer<S> closing;

    ForAllTests(Class<S> kind, Consumer<S> closing) {
        this.kind = kind;
        this.closing = closing;
    }

    abstract S start(Path data) throws IOException, InterruptedException;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == kind;
    }

    @Override
    public S resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var started =
                context.getRoot()
                        .getStore(ExtensionContext.Namespace.GLOBAL)
                        .getOrComputeIfAbsent(kind, _ -> start(), Started.class);
        return kind.cast(started.server);
    }

    private Started start() {
        try {
            var data = Files.createTempDirectory("coderun-tests-");
            var server = start(data);
            return new Started(server, data, () -> closing.accept(server));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("no server could be started", e);
        }
    }

    private record Started(Object server, Path data, Runnable closing) implements AutoCloseable {

        @Override
        public void close() {
            closing.run();
            try (var files = Files.walk(data)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
