package dev.coderun.server.livetest;

import dev.coderun.server.run.WarmBox;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What the tests of a session came to when they were run last, and which of that is still true. Used by one round after
/// the other.
final class KnownResults {
    private final Map<String, Known> results = new LinkedHashMap<>();

    private final UnitOrder unitOrder = new UnitOrder();

    /// The program whose unit tests were all run.
    private Optional<String> unitsOf = Optional.empty();

    /// A result, and what it depends on.
    private record Known(LiveTest test, String key, TestResult result) {}

    /// Of this round.
    synchronized void add(RoundPlan plan, long round, LiveTest test, TestResult result) {
        if (test.kind() == LiveTest.Kind.UNIT) {
            unitOrder.ended(test, result, round);
        }
        results.put(test.id(), new Known(test, key(plan, test), result));
    }

    private static String key(RoundPlan plan, LiveTest test) {
        return plan.tests().stream()
                .filter(one -> one.test().id().equals(test.id()))
                .findFirst()
                .map(plan::key)
                .orElse(plan.programKey());
    }

    /// All of its unit tests were run.
    synchronized void hasUnitsOf(RoundPlan plan) {
        unitsOf = Optional.of(plan.programKey());
    }

    /// Whether every test of the plan has a result that is still true.
    synchronized boolean isComplete(RoundPlan plan) {
        return cases(plan).size() == plan.tests().size()
                && (!plan.hasUnitTests() || hasUnits(plan));
    }

    private boolean hasUnits(RoundPlan plan) {
        return unitsOf.filter(plan.programKey()::equals).isPresent();
    }

    /// What a round brings along: all that is still true, unless somebody asked for it anew.
    synchronized RoundRunner.Past past(
            RoundPlan plan, RoundSchedule.Wish wish, WarmBox box, TestOrder order) {
        results.values().removeIf(known -> !isOf(plan, known));
        boolean all = wish.asked() && wish.only().isEmpty();
        var cases = all ? new HashMap<String, TestResult>() : cases(plan);
        var units = all ? new LinkedHashMap<LiveTest, TestResult>() : units();
        wish.only().ifPresent(cases::remove);
        wish.only().ifPresent(id -> units.keySet().removeIf(test -> test.id().equals(id)));
        boolean runsUnits =
                wish.only().map(LiveTest.Kind.UNIT::isOf).orElse(wish.asked() || !hasUnits(plan));
        if (runsUnits && wish.only().isEmpty()) {
            units.clear(); // They are all run.
        }
        return new RoundRunner.Past(box, order, unitOrder, cases, units, runsUnits);
    }

    private static boolean isOf(RoundPlan plan, Known known) {
        return known.test().kind() == LiveTest.Kind.UNIT
                ? known.key().equals(plan.programKey())
                : plan.tests().stream()
                        .anyMatch(test -> test.test().id().equals(known.test().id()));
    }

    private Map<String, TestResult> cases(RoundPlan plan) {
        var still = new HashMap<String, TestResult>();
        for (var test : plan.tests()) {
            var known = results.get(test.test().id());
            if (known != null && known.key().equals(plan.key(test))) {
                still.put(test.test().id(), known.result());
            }
        }
        return still;
    }

    private Map<LiveTest, TestResult> units() {
        var units = new LinkedHashMap<LiveTest, TestResult>();
        for (var known : results.values()) {
            if (known.test().kind() == LiveTest.Kind.UNIT) {
                units.put(known.test(), known.result());
            }
        }
        return units;
    }
}
