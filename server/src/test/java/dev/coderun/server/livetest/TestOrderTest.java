package dev.coderun.server.livetest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.session.live.SessionTests.OwnCase;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TestOrderTest {
    private final TestOrder order = new TestOrder();

    @Test
    void withoutAPastTestsRunAsTheyAreShown() {
        assertThat(ids(order.of(cases("a1", "b1", "c1"), 1))).containsExactly("a", "b", "c");
    }

    @Test
    void whatFailedLastComesFirstThenWhatChangedLast() {
        order.of(cases("a1", "b1", "c1", "d1", "e1"), 1);
        order.of(cases("a1", "b1", "c1", "d2", "e1"), 2);
        ended(cases("b1"), false, 2);
        order.of(cases("a1", "b1", "c1", "d2", "e1"), 3);
        ended(cases("c1"), false, 3);

        assertThat(ids(order.of(cases("a1", "b1", "c1", "d2", "e1"), 4)))
                .containsExactly("c", "b", "d", "a", "e");
    }

    @Test
    void whatPassesAgainLosesItsPlace() {
        order.of(cases("a1", "b1"), 1);
        ended(cases("b1"), false, 1);
        ended(cases("b1"), true, 2);

        assertThat(ids(order.of(cases("a1", "b1"), 3))).containsExactly("a", "b");
    }

    @Test
    void whatIsGoneIsForgotten() {
        order.of(cases("a1", "b1"), 1);
        ended(cases("b1"), false, 1);
        order.of(cases("a1"), 2);

        order.of(cases("a1", "b1"), 3);
        order.of(cases("a2", "b1"), 4);

        assertThat(ids(order.of(cases("a2", "b1"), 5))).containsExactly("a", "b");
    }

    private void ended(List<CaseTest> tests, boolean passed, long round) {
        tests.forEach(test -> order.ended(test, passed, round));
    }

    /// By id and version, such as `a1`.
    private static List<CaseTest> cases(String... words) {
        return Stream.of(words)
                .map(word -> new OwnCase(word.substring(0, 1), word, word, ""))
                .map(own -> CaseTest.own(own, List.of(), Optional.empty()))
                .toList();
    }

    private static List<String> ids(List<CaseTest> tests) {
        return tests.stream().map(test -> test.data().name()).toList();
    }
}
