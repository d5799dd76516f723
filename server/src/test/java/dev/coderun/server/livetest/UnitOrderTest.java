package dev.coderun.server.livetest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.Usage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnitOrderTest {
    private static final Map<String, String> FILES = Map.of("a_test", "1", "b_test", "1");

    private final UnitOrder order = new UnitOrder();

    @Test
    void withoutAPastNothingComesFirst() {
        assertThat(order.first(FILES, 1)).isEmpty();
    }

    @Test
    void whatFailedLastComesFirstThenTheFileThatChangedLast() {
        order.first(Map.of("a_test", "1", "b_test", "1", "c_test", "1"), 1);
        ends("x", TestResult.Verdict.FAILED, 1);
        order.first(Map.of("a_test", "1", "b_test", "2", "c_test", "1"), 2);
        ends("y", TestResult.Verdict.TIMEOUT, 2);

        assertThat(order.first(Map.of("a_test", "1", "b_test", "2", "c_test", "2"), 3))
                .containsExactly("y", "x", "c_test", "b_test");
    }

    @Test
    void whatPassesAgainOrIsSkippedHasNotFailed() {
        ends("x", TestResult.Verdict.ERROR, 1);
        ends("y", TestResult.Verdict.SKIPPED, 1);
        ends("x", TestResult.Verdict.PASSED, 2);

        assertThat(order.first(FILES, 3)).isEmpty();
    }

    @Test
    void whatIsNamedHasABound() {
        IntStream.range(0, 40).forEach(i -> ends("test " + i, TestResult.Verdict.FAILED, i));

        assertThat(order.first(FILES, 50)).hasSize(UnitOrder.MAX_FIRST).startsWith("test 39");

        ends("x".repeat(UnitOrder.MAX_CHARACTERS - 10), TestResult.Verdict.FAILED, 60);

        assertThat(order.first(FILES, 61)).hasSize(2).endsWith("test 39");
    }

    private void ends(String id, TestResult.Verdict verdict, long round) {
        order.ended(
                LiveTest.of(LiveTest.Kind.UNIT, id, id),
                new TestResult(
                        verdict,
                        Optional.empty(),
                        Usage.NONE,
                        Optional.empty(),
                        KeptOutput.Texts.NOTHING,
                        Optional.empty(),
                        Optional.empty(),
                        List.of()),
                round);
    }
}
