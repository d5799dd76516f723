package dev.coderun.server.piston;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.server.piston.VersionRange.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "x",
                "3",
                "3.x",
                "3.13",
                "3.13.*",
                "3.13.0",
                "v3.13.0",
                "=3.13.0",
                "^3.10.0",
                "^3.13",
                "~3.13",
                "~3",
                ">=3",
                ">3.12.9",
                "<4",
                "<=3",
                "<=3.13",
                "> 3.1 < 3.20",
                ">=3.13.0",
                "2 || 3",
                "1 || >=3.0.0 <4.0.0",
                ""
            })
    void theseAreContentWithPython313(String range) {
        assertThat(contains(range, "3.13")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2",
                "4.x",
                "3.12",
                "3.13.1",
                "^3.14",
                "^2",
                "~3.12",
                "~2",
                ">3",
                ">3.13",
                ">=3.14",
                "<3",
                "<3.13",
                "<=3.12",
                "1 || 2",
                "> 3.20 < 4"
            })
    void theseAreNot(String range) {
        assertThat(contains(range, "3.13")).isFalse();
    }

    @Test
    void aCaretKeepsTheFirstNumberThatIsNotZero() {
        assertThat(contains("^0.2.3", "0.2.9")).isTrue();
        assertThat(contains("^0.2.3", "0.3.0")).isFalse();
        assertThat(contains("^0.0.3", "0.0.4")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "3.13.0.1", "-1", "3..1", ">", "1.2.3.4", "99999999999"})
    void whatIsNoRangeIsNone(String text) {
        assertThat(VersionRange.parse(text)).isEmpty();
    }

    @Test
    void rangesAreBounded() {
        assertThat(VersionRange.parse("3 || ".repeat(VersionRange.MAX_CHARACTERS))).isEmpty();
    }

    @Test
    void missingNumbersAreZero() {
        assertThat(Version.of("25")).hasToString("25.0.0");
        assertThat(Version.of("3.13")).hasToString("3.13.0");
    }

    private static boolean contains(String range, String version) {
        return VersionRange.parse(range).orElseThrow().contains(Version.of(version));
    }
}
