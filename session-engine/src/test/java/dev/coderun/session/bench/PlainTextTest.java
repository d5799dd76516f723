package dev.coderun.session.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlainTextTest {
    static Stream<PlainText> texts() {
        return Stream.of(new GapBuffer(), new Rope());
    }

    @ParameterizedTest
    @MethodSource("texts")
    void holdsWhatWasTypedAnywhere(PlainText text) {
        var random = new SplittableRandom(7);
        var expected = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            int position = random.nextInt(expected.length() + 1);
            int deleted = Math.min(random.nextInt(4), expected.length() - position);
            String inserted = "x".repeat(random.nextInt(3)) + random.nextInt(10);
            expected.replace(position, position + deleted, inserted);
            text.replace(position, deleted, inserted);
        }

        assertThat(text).hasToString(expected.toString());
    }

    @ParameterizedTest
    @MethodSource("texts")
    void takesAPasteLargerThanItsRoom(PlainText text) {
        text.replace(0, 0, "<>");
        text.replace(1, 0, "ab".repeat(5_000));

        assertThat(text).hasToString("<" + "ab".repeat(5_000) + ">");
    }
}
