package dev.coderun.session.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a fuzzer makes up, guided by which code it reaches, breaks nothing.
///
/// Another seed: `-Dseed=`. Longer, and what was found worth keeping goes into the corpus: `-Dfuzz.grow=SECONDS`.
class FuzzTest {
    private static final int LONG_SECONDS = 120;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(classes = {UpdateTarget.class, FrameTarget.class})
    void theCorpusIsSurvived(Class<?> target) {
        for (byte[] input : Corpus.of(target).inputs()) {
            assertThatCode(() -> take(target, input))
                    .as(HexFormat.of().formatHex(input))
                    .doesNotThrowAnyException();
        }
    }

    private static void take(Class<?> target, byte[] input) {
        if (target == UpdateTarget.class) {
            UpdateTarget.fuzzerTestOneInput(input);
        } else {
            FrameTarget.fuzzerTestOneInput(input);
        }
    }

    @ParameterizedTest
    @Tag("long")
    @ValueSource(classes = {UpdateTarget.class, FrameTarget.class})
    void aFuzzerFindsNothingInMinutes(Class<?> target) {
        fuzz(target, "-max_total_time=" + Integer.getInteger("fuzz.grow", LONG_SECONDS));
    }

    private void fuzz(Class<?> target, String bound) {
        long seed = Long.getLong("seed", System.nanoTime() & Integer.MAX_VALUE);
        System.out.println("fuzzing from -Dseed=" + seed);
        Corpus corpus = Corpus.of(target);
        Path inputs = folder.resolve("inputs");
        corpus.unpack(inputs);
        var fuzzer = new Fuzzer(target, folder);
        fuzzer.run(inputs, seed, bound);
        if (Integer.getInteger("fuzz.grow") != null) {
            Path least = folder.resolve("least");
            fuzzer.minimise(least, inputs);
            corpus.pack(least);
        }
    }
}
