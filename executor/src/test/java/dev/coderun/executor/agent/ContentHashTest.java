package dev.coderun.executor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContentHashTest {
    @TempDir Path folder;

    @Test
    void anUnchangedFolderKeepsItsName() throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), "FROM x");

        assertThat(name()).isEqualTo(name());
    }

    @Test
    void aChangedFileChangesTheName() throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), "FROM x");
        var before = name();

        Files.writeString(folder.resolve("Dockerfile"), "FROM y");

        assertThat(name()).isNotEqualTo(before);
    }

    @Test
    void whatIsNotInTheImageDoesNot() throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), "FROM x");
        var before = name();

        Files.writeString(folder.resolve("language.json"), "{}");
        Files.createDirectory(folder.resolve("template"));
        Files.writeString(folder.resolve("template/main"), "hello");

        assertThat(name()).isEqualTo(before);
    }

    private String name() throws IOException {
        return new ContentHash().addFolder(folder).name();
    }
}
