package dev.coderun.parked;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Runs the JUnit tests among what was built. What it is told, and what it tells, is in `../README.md`.
public final class UnitTests {
    private static final Path BUILT = Path.of("/work/built");
    private static final int MAX_NAME_CHARACTERS = 300;

    private UnitTests() {}

    public static void main(String[] nothing) throws Exception {
        run(Orders.read());
    }

    /// The order: an empty word, the key, milliseconds for each test, and the lists; see `../README.md`.
    static void run(List<String> order) {
        var files = list(order.subList(3, order.size()));
        var rest = order.subList(4 + files.size(), order.size());
        FirstOnes.words = list(rest);
        var only = rest.subList(1 + FirstOnes.words.size(), rest.size());
        var teller = new Teller(order.get(1));
        var sources = new Sources(files);
        var clock = new TestClock(teller, sources, Long.parseLong(order.get(2)));
        var selectors =
                only.isEmpty()
                        ? selectClasspathRoots(Set.of(BUILT))
                        : only.stream().map(id -> (DiscoverySelector) selectUniqueId(id)).toList();
        var request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectors)
                        .filters(includeClassNamePatterns(".*"))
                        .configurationParameter("junit.jupiter.execution.parallel.enabled", "false");
        if (!FirstOnes.words.isEmpty()) {
            request.configurationParameter("junit.jupiter.testclass.order.default", FirstOnes.class.getName())
                    .configurationParameter("junit.jupiter.testmethod.order.default", FirstOnes.class.getName());
        }
        LauncherFactory.create().execute(request.build(), new Listener(teller, sources, clock));
        teller.tell("end", Map.of());
        System.exit(0);
    }

    /// Takes one off the words: how many, and these.
    private static List<String> list(List<String> words) {
        return words.subList(1, 1 + Integer.parseInt(words.getFirst()));
    }

    private static final class Listener implements TestExecutionListener {
        private final Teller teller;
        private final Sources sources;
        private final TestClock clock;
        private final Set<String> told = new HashSet<>();
        private TestPlan plan;

        Listener(Teller teller, Sources sources, TestClock clock) {
            this.teller = teller;
            this.sources = sources;
            this.clock = clock;
        }

        @Override
        public void testPlanExecutionStarted(TestPlan started) {
            plan = started;
            for (var root : started.getRoots()) {
                started.getDescendants(root).forEach(this::found);
            }
        }

        @Override
        public void dynamicTestRegistered(TestIdentifier test) {
            found(test);
        }

        private void found(TestIdentifier test) {
            if (test.isTest()) {
                var place =
                        test.getSource()
                                .filter(MethodSource.class::isInstance)
                                .map(source -> sources.placeOf((MethodSource) source))
                                .orElse(Map.of());
                var description = new LinkedHashMap<String, Object>(place);
                description.put("id", test.getUniqueId());
                description.put("name", Teller.shortened(test.getDisplayName(), MAX_NAME_CHARACTERS));
                teller.tell("found", Map.of("tests", List.of(description)));
            }
        }

        @Override
        public void executionStarted(TestIdentifier test) {
            if (test.isTest()) {
                started(test);
                clock.start(test.getUniqueId());
            }
        }

        private void started(TestIdentifier test) {
            told.add(test.getUniqueId());
            teller.tell("started", Map.of("id", test.getUniqueId()));
        }

        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            withoutRunning(test, Map.of("verdict", "skipped", "message", reason));
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            var verdict = verdict(result);
            if (test.isTest()) {
                long micros = clock.stop();
                ended(test, micros, verdict);
            } else if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                withoutRunning(test, verdict);
            }
        }

        /// What is true of all that is in it, and did not begin.
        private void withoutRunning(TestIdentifier container, Map<String, Object> verdict) {
            var tests = new ArrayList<>(plan.getDescendants(container));
            tests.add(container);
            for (var test : tests) {
                if (test.isTest() && !told.contains(test.getUniqueId())) {
                    started(test);
                    ended(test, 0, verdict);
                }
            }
        }

        private void ended(TestIdentifier test, long micros, Map<String, Object> verdict) {
            var result = new LinkedHashMap<>(verdict);
            result.put("id", test.getUniqueId());
            result.put("micros", micros);
            teller.tell("ended", result);
        }

        private Map<String, Object> verdict(TestExecutionResult result) {
            var thrown = result.getThrowable();
            return switch (result.getStatus()) {
                case SUCCESSFUL -> Map.of("verdict", "passed");
                case ABORTED ->
                        Map.of(
                                "verdict",
                                "skipped",
                                "message",
                                thrown.map(Throwable::getMessage).orElse(""));
                case FAILED ->
                        thrown.map(
                                        failure ->
                                                sources.told(
                                                        failure instanceof AssertionError
                                                                ? "failed"
                                                                : "error",
                                                        failure.toString(),
                                                        failure.getStackTrace()))
                                .orElse(Map.of("verdict", "error"));
            };
        }
    }
}
