package dev.coderun.server;

import dev.coderun.server.dynamodb.FolderLock;
import dev.coderun.server.dynamodb.LocalDynamo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/// The folder that everything is kept in: this server's alone while it runs, and its owner's alone always.
final class DataFolder implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(DataFolder.class.getName());

    private static final String ID_FILE = "id";

    private final Path path;
    private final FolderLock lock;

    private DataFolder(Path path, FolderLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /// Makes the folder if it is missing, and waits a while for a server that is about to let it go.
    static DataFolder take(Path path) throws InterruptedException {
        try {
            if (Files.notExists(path)) {
                var ownerOnly = PosixFilePermissions.fromString("rwx------");
                Files.createDirectories(path, PosixFilePermissions.asFileAttribute(ownerOnly));
            }
            Files.delete(Files.createTempFile(path, "writable", ".probe"));
            return new DataFolder(path, FolderLock.take(path, FolderLock.PATIENCE));
        } catch (IOException | UncheckedIOException e) {
            throw new StartException(
                    "The data folder "
                            + path
                            + " cannot be written: make it writable, or choose another with"
                            + " --data.");
        }
    }

    /// Starts the database that lies in the folder.
    LocalDynamo startDatabase(Path program) {
        try {
            return LocalDynamo.start(program, path);
        } catch (UncheckedIOException e) {
            LOG.log(System.Logger.Level.DEBUG, "no database", e);
            throw new StartException(
                    "The database in "
                            + path
                            + " cannot be started: make all that is in the folder writable, or look"
                            + " for the reason in dynamodb/dynamodb-local.log there.");
        }
    }

    Path path() {
        return path;
    }

    /// Stays the same while the folder lives; marks what belongs to it elsewhere.
    String id() {
        var file = path.resolve(ID_FILE);
        try {
            if (Files.notExists(file)) {
                Files.writeString(file, UUID.randomUUID() + "\n");
            }
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
