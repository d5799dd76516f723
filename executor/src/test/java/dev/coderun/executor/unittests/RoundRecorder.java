package dev.coderun.executor.unittests;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coderun.executor.Channel;
import dev.coderun.executor.Diagnostic;
import dev.coderun.executor.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Keeps what a round tells, and lets a test wait for it.
public final class RoundRecorder implements UnitTestListener {
    // All guarded by `this`.
    private final Map<String, UnitTest> found = new LinkedHashMap<>();
    private final Map<String, UnitTestResult> results = new LinkedHashMap<>();
    private final Map<String, String> printed = new LinkedHashMap<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final List<String> order = new ArrayList<>();
    private final StringBuilder outside = new StringBuilder();

    @Override
    public synchronized void stage(Stage stage) {
        order.add(stage.name());
    }

    @Override
    public synchronized void diagnostics(List<Diagnostic> all) {
        diagnostics.addAll(all);
    }

    @Override
    public synchronized void found(List<UnitTest> tests) {
        tests.forEach(test -> found.put(test.id(), test));
    }

    @Override
    public synchronized void started(String id) {
        order.add("started " + id);
        notifyAll();
    }

    @Override
    public synchronized void output(String id, Channel channel, byte[] bytes) {
        printed.merge(id, new String(bytes, UTF_8), String::concat);
        notifyAll();
    }

    @Override
    public synchronized void outputOutside(Channel channel, byte[] bytes) {
        outside.append(new String(bytes, UTF_8));
    }

    @Override
    public synchronized void ended(UnitTestResult result) {
        order.add("ended " + result.id());
        results.put(result.id(), result);
        notifyAll();
    }

    synchronized void awaitStart() throws InterruptedException {
        while (order.stream().noneMatch(each -> each.startsWith("started"))) {
            wait();
        }
    }

    synchronized List<UnitTest> found() {
        return List.copyOf(found.values());
    }

    public synchronized List<UnitTestResult> results() {
        return List.copyOf(results.values());
    }

    /// In the order in which the tests ended.
    public List<UnitTestResult.Verdict> verdicts() {
        return results().stream().map(UnitTestResult::verdict).toList();
    }

    synchronized List<String> order() {
        return List.copyOf(order);
    }

    /// The ids of the tests in the order in which they began, since so much was told.
    public synchronized List<String> started(int since) {
        return order.subList(since, order.size()).stream()
                .filter(each -> each.startsWith("started "))
                .map(each -> each.substring("started ".length()))
                .toList();
    }

    synchronized List<Diagnostic> diagnostics() {
        return List.copyOf(diagnostics);
    }

    public synchronized String outside() {
        return outside.toString();
    }

    /// The one result whose test is called so.
    public UnitTestResult result(String name) {
        return results().stream()
                .filter(result -> result.id().equals(idOf(name)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No result of " + name + ": " + this));
    }

    public synchronized String printedBy(String name) {
        return printed.getOrDefault(idOf(name), "");
    }

    UnitTest test(String name) {
        return found().stream()
                .filter(test -> test.name().toLowerCase(Locale.ROOT).contains(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No test " + name + ": " + this));
    }

    private String idOf(String name) {
        return test(name).id();
    }

    @Override
    public synchronized String toString() {
        return order + "\n" + results.values() + "\n" + printed + "\n" + outside + diagnostics;
    }
}
