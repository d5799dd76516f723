package dev.coderun.server.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/// The secret that tokens are signed with: made once, kept in the data folder, readable by its owner alone.
public final class SigningKey {

    static final int BYTES = 32;

    private static final String FILE_NAME = "token.key";

    private final byte[] bytes;

    private SigningKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /// A key that is kept nowhere: its tokens end with it.
    public static SigningKey random() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new SigningKey(bytes);
    }

    /// The data folder's key, made if there is none.
    public static SigningKey in(Path dataFolder) {
        var file = dataFolder.resolve(FILE_NAME);
        try {
            if (Files.notExists(file)) {
                write(random(), file);
            }
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            var bytes = Files.readAllBytes(file);
            if (bytes.length != BYTES) {
                throw new IOException(
                        file + " is not a key: delete it, and everybody logs in again");
            }
            return new SigningKey(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /// Complete under another name first, so that a crash in between leaves no half a key.
    private static void write(SigningKey key, Path file) throws IOException {
        var unfinished = file.resolveSibling(FILE_NAME + ".new");
        Files.deleteIfExists(unfinished);
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var out = FileChannel.open(unfinished, options, ownerOnly)) {
            var rest = ByteBuffer.wrap(key.bytes);
            while (rest.hasRemaining()) {
                out.write(rest);
            }
            out.force(true);
        }
        try {
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            throw new IOException("two servers are making a key in one data folder", e);
        }
    }
}
