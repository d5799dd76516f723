package dev.coderun.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir private Path place;

    @Test
    void aFolderThatIsMadeIsItsOwnersAlone() throws Exception {
        try (var folder = DataFolder.take(place.resolve("new/data"))) {
            assertThat(permissions(folder.path())).isEqualTo("rwx------");
        }
    }

    /// What tokens are signed with is in there.
    @Test
    void theDatabaseIsItsOwnersAloneInAFolderThatOthersMayReadToo() throws Exception {
        var database = Files.createDirectory(place.resolve("dynamodb"));
        Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("rwxr-xr-x"));
        var noProgram = place;

        try (var folder = DataFolder.take(place)) {
            assertThatThrownBy(() -> folder.startDatabase(noProgram))
                    .isInstanceOf(StartException.class);
        }

        assertThat(permissions(database)).isEqualTo("rwx------");
    }

    @Test
    void itsIdStaysTheSame() throws Exception {
        String id;
        try (var folder = DataFolder.take(place)) {
            id = folder.id();
        }
        try (var folder = DataFolder.take(place)) {
            assertThat(folder.id()).isEqualTo(id).isNotBlank();
        }
    }

    @Test
    void aLockThatCannotBeWrittenIsSaidInOneSentence() throws IOException {
        Files.createDirectory(place.resolve("lock"));

        assertThatThrownBy(() -> DataFolder.take(place))
                .isInstanceOf(StartException.class)
                .hasMessageContainingAll(place.toString(), "writable", "--data");
    }

    @Test
    void aDatabaseThatCannotBeWrittenIsSaidInOneSentence() throws Exception {
        Files.createFile(place.resolve("dynamodb"));

        try (var folder = DataFolder.take(place)) {
            assertThatThrownBy(() -> folder.startDatabase(place))
                    .isInstanceOf(StartException.class)
                    .hasMessageContainingAll(place.toString(), "writable");
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
