package dev.coderun.session.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.session.live.TextSplices.Splice;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextSplicesTest {

    @Test
    void equalTextsNeedNothing() {
        assertThat(TextSplices.between("a\nb\n", "a\nb\n")).isEmpty();
        assertThat(TextSplices.between("", "")).isEmpty();
    }

    @Test
    void onlyTheLinesThatDifferAreTouched() {
        assertThat(TextSplices.between("one\ntwo\nthree\nfour\n", "one\n2\nthree\n4\n"))
                .containsExactly(new Splice(4, 4, "2\n"), new Splice(14, 5, "4\n"));
    }

    @Test
    void linesThatMovedTogetherStay() {
        assertThat(TextSplices.between("a\nb\nc\n", "x\na\nb\nc\ny\n"))
                .containsExactly(new Splice(0, 0, "x\n"), new Splice(6, 0, "y\n"));
    }

    @Test
    void anyTextBecomesAnyOther() {
        long seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            var before = randomText(random);
            var after = randomText(random);

            assertThat(apply(before, TextSplices.between(before, after)))
                    .as("seed %d", seed)
                    .isEqualTo(after);
        }
    }

    @Test
    void whatIsTooMuchToCompareIsReplacedAsAWhole() {
        int lines = 1 + (int) Math.sqrt(TextSplices.MAX_COMPARED);
        var before = "same\n" + "old\nboth\n".repeat(lines / 2 + 1) + "end\n";
        var after = "same\n" + "new\nboth\n".repeat(lines / 2 + 1) + "end\n";

        var splices = TextSplices.between(before, after);

        assertThat(splices).hasSize(1);
        assertThat(splices.getFirst().at()).isEqualTo("same\n".length());
        assertThat(apply(before, splices)).isEqualTo(after);
    }

    private static String randomText(Random random) {
        var text = new StringBuilder();
        int letters = random.nextInt(30);
        for (int i = 0; i < letters; i++) {
            text.append("ab\n".charAt(random.nextInt(3)));
        }
        return text.toString();
    }

    private static String apply(String before, List<Splice> splices) {
        var text = new StringBuilder(before);
        for (var splice : splices.reversed()) {
            text.replace(splice.at(), splice.at() + splice.deleted(), splice.inserted());
        }
        return text.toString();
    }
}
