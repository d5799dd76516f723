package dev.coderun.server.dynamodb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// DynamoDB Local for tests.
public final class LocalStore {

    /// Where the module's jar and its libraries are once it is built.
    private static final Path PROGRAM = Path.of("..", "dynamodb-local", "target");

    private LocalStore() {}

    /// One of a test's own, in a folder of its own.
    public static LocalDynamo in(Path folder) {
        return LocalDynamo.start(PROGRAM, folder);
    }

    /// One for all tests that leave room for each other, for it takes seconds to start. Nobody closes it.
    public static LocalDynamo shared() {
        return Shared.STARTED;
    }

    private static final class Shared {
        private static final LocalDynamo STARTED = start();

        private static LocalDynamo start() {
            try {
                var folder = Files.createTempDirectory("coderun-store-");
                var started = in(folder);
                Runtime.getRuntime()
                        .addShutdownHook(
                                new Thread(
                                        () -> {
                                            started.close();
                                            remove(folder);
                                        }));
                return started;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void remove(Path folder) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
