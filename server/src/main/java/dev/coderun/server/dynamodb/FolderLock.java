package dev.coderun.server.dynamodb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The hold of one server on its data folder. The system takes it away when the process ends, however it ends.
public final class FolderLock implements AutoCloseable {

    /// A server that was told to end may take so long to let go.
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);
    private static final String FILE_NAME = "lock";

    private final FileChannel file;

    private FolderLock(FileChannel file) {
        this.file = file;
    }

    /// Makes the folder if it is missing and locks it.
    ///
    /// @throws FolderInUseException if it is still locked after `patience`
    public static FolderLock take(Path folder, Duration patience) throws InterruptedException {
        try {
            Files.createDirectories(folder);
            var path = folder.resolve(FILE_NAME);
            var file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!lock(file, patience)) {
                file.close();
                throw new FolderInUseException(
                        "The data folder "
                                + folder
                                + " is in use by another Code Run server ("
                                + Files.readString(path).strip()
                                + "). Stop that one, or choose another folder with --data.");
            }
            file.truncate(0);
            var holder = "process " + ProcessHandle.current().pid() + "\n";
            file.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.US_ASCII)));
            return new FolderLock(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean lock(FileChannel file, Duration patience)
            throws IOException, InterruptedException {
        var end = System.nanoTime() + patience.toNanos();
        while (tryLock(file) == null) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            Thread.sleep(BETWEEN_TRIES);
        }
        return true;
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this process
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
