package dev.coderun.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {

    @TempDir private Path folder;

    @Test
    void theKeyStaysTheSameAndIsItsOwnersAlone() throws IOException {
        var first = SigningKey.in(folder);
        var second = SigningKey.in(folder);

        assertThat(second.bytes()).isEqualTo(first.bytes());
        var file = folder.resolve("token.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aKeyThatOthersCouldReadIsClosedToThem() throws IOException {
        var file = folder.resolve("token.key");
        SigningKey.in(folder);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        SigningKey.in(folder);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileThatIsNoKeyIsNotUsed() throws IOException {
        Files.write(folder.resolve("token.key"), new byte[SigningKey.BYTES - 1]);

        assertThatThrownBy(() -> SigningKey.in(folder)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void twoFoldersHaveTwoKeys() throws IOException {
        var other = Files.createDirectory(folder.resolve("other"));

        assertThat(SigningKey.in(folder).bytes()).isNotEqualTo(SigningKey.in(other).bytes());
    }
}
