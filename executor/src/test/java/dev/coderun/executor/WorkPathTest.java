package dev.coderun.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"main.py", "a/b/c.txt", "with space", "naïve.py", "...", ".hidden", "-rf"})
    void aRelativePathFits(String path) {
        assertThat(WorkPath.fault(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/x", "..", "a/../b", ".", "a//b", "a/", "a\tb", "a\u0000", "a\u007f"})
    void aPathThatCouldLeaveTheFolderDoesNot(String path) {
        assertThat(WorkPath.fault(path)).isPresent();
    }

    @Test
    void aPathMayHave255Characters() {
        assertThat(WorkPath.fault("a".repeat(255))).isEmpty();
        assertThat(WorkPath.fault("a".repeat(256))).isPresent();
    }

    @Test
    void aPartMayHaveAsManyBytesAsAFileSystemTakes() {
        assertThat(WorkPath.fault("é".repeat(127))).isEmpty();
        assertThat(WorkPath.fault("é".repeat(128))).isPresent();
    }

    @Test
    void theRefusalNamesThePathWithoutItsControlCharacters() {
        assertThatThrownBy(() -> WorkPath.checked("a\u001b[31m"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a?[31m");
    }
}
