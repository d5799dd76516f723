package dev.coderun.executor.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/// Tests that count together, in the order in which they are run.
public record TestGroup(String name, Rules rules, List<TestNode> children) implements TestNode {
    public TestGroup {
        children = List.copyOf(children);
    }

    /// How the points of a group come from those of what is in it.
    public enum Aggregation {
        /// All or nothing.
        PASS_FAIL,
        SUM,
        MIN
    }

    /// What a group asks for, and gives.
    ///
    /// @param stopsAtFailure whether what follows a failed test is not run
    /// @param acceptScore the points of an accepted test, unless its validator gives others
    /// @param maxScore the points of the group at most, and of a passed group that is all or nothing
    /// @param counts whether its points and verdict count for the whole
    /// @param required groups that must be accepted before this one is run
    public record Rules(
            boolean stopsAtFailure,
            Aggregation aggregation,
            double acceptScore,
            OptionalDouble maxScore,
            boolean counts,
            Set<String> required) {
        public static final Rules PASS_FAIL =
                new Rules(true, Aggregation.PASS_FAIL, 1, OptionalDouble.empty(), true, Set.of());

        public Rules {
            required = Set.copyOf(required);
        }
    }

    /// Every test in it, in their order.
    public List<TestCase> tests() {
        var tests = new ArrayList<TestCase>();
        collect(this, tests);
        return tests;
    }

    private static void collect(TestGroup group, List<TestCase> tests) {
        for (var child : group.children) {
            switch (child) {
                case TestCase test -> tests.add(test);
                case TestGroup inner -> collect(inner, tests);
            }
        }
    }

    /// The points that can be had.
    public double possibleScore() {
        double sum = 0;
        double min = Double.POSITIVE_INFINITY;
        for (var child : children) {
            double possible =
                    switch (child) {
                        case TestCase _ -> rules.acceptScore;
                        case TestGroup inner -> inner.rules.counts ? inner.possibleScore() : 0;
                    };
            sum += possible;
            if (!(child instanceof TestGroup inner) || inner.rules.counts) {
                min = Math.min(min, possible);
            }
        }
        return switch (rules.aggregation) {
            case PASS_FAIL -> rules.maxScore.orElse(children.isEmpty() ? 0 : rules.acceptScore);
            case SUM -> rules.maxScore.orElse(sum);
            case MIN -> rules.maxScore.orElse(children.isEmpty() ? 0 : min);
        };
    }
}
