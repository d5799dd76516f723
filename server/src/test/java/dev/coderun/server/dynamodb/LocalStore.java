package dev.coderun.server.dynamodb;

import java.nio.file.Path;

/// A DynamoDB Local of a test's own, in a folder of its own.
public final class LocalStore {

    /// Where the module's jar and its libraries are once it is built.
    private static final Path PROGRAM = Path.of("..", "dynamodb-local", "target");

    private LocalStore() {}

    public static LocalDynamo in(Path folder) {
        return LocalDynamo.start(PROGRAM, folder);
    }
}
