package dev.coderun.server.problems;

import dev.coderun.server.problems.ReportJson.BuildJson;
import dev.coderun.server.problems.ReportJson.TestJson;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/// A submission on its way to a verdict, and whoever watches it. Everything is guarded by this; each watcher reads from a
/// bounded queue of its own, so that nobody waits for one that does not read.
final class LiveSubmission {
    static final int MAX_WATCHERS = 20;

    /// More events than a submission has.
    static final int MAX_EVENTS = 2048;

    /// What is under way.
    enum Stage {
        QUEUED,
        BUILDING,
        RUNNING,
        JUDGED
    }

    /// One thing that a watcher is told: the name of the event, and its JSON.
    record Event(String name, Object json) {
        /// Told to nobody: whoever watched may no longer.
        static final Event NO_MORE = new Event("", "");
    }

    /// What a watcher joins: everything so far.
    ///
    /// @param waitsFor why nothing can be run for it now
    record Snapshot(
            Stage stage,
            @Nullable String waitsFor,
            @Nullable BuildJson build,
            List<TestJson> tests,
            @Nullable Integer running) {}

    private final Submission submission;
    private final List<TestJson> tests = new ArrayList<>();
    private final Set<BlockingQueue<Event>> watchers = new LinkedHashSet<>();
    private Stage stage = Stage.QUEUED;
    private @Nullable String waitsFor;
    private @Nullable BuildJson build;
    private @Nullable Integer running;

    LiveSubmission(Submission submission) {
        this.submission = submission;
    }

    Submission submission() {
        return submission;
    }

    synchronized Snapshot snapshot() {
        return new Snapshot(stage, waitsFor, build, List.copyOf(tests), running);
    }

    /// Empty if too many watch already.
    synchronized Optional<BlockingQueue<Event>> watch() {
        if (watchers.size() >= MAX_WATCHERS) {
            return Optional.empty();
        }
        var queue = new ArrayBlockingQueue<Event>(MAX_EVENTS);
        watchers.add(queue);
        return Optional.of(queue);
    }

    synchronized int watchers() {
        return watchers.size();
    }

    synchronized void unwatch(BlockingQueue<Event> queue) {
        watchers.remove(queue);
    }

    /// Whoever watches by this queue may no longer: what they have not been told yet they never are.
    synchronized void dismiss(BlockingQueue<Event> queue) {
        watchers.remove(queue);
        queue.clear();
        queue.add(Event.NO_MORE);
    }

    private record StageJson(String stage) {}

    private record WaitsJson(@Nullable String waitsFor) {}

    private record StartedJson(int index) {}

    private record PositionJson(int position) {}

    /// While it is queued: what keeps it from being judged, whatever its place; empty if nothing does.
    synchronized void waits(Optional<String> what) {
        var reason = what.orElse(null);
        if (!Objects.equals(waitsFor, reason)) {
            waitsFor = reason;
            tell(new Event("waits", new WaitsJson(reason)));
        }
    }

    /// Begins anew, also after the sandbox was away.
    synchronized void enter(Stage next) {
        stage = next;
        if (next == Stage.QUEUED || next == Stage.BUILDING) {
            tests.clear();
            build = null;
            running = null;
            waitsFor = null;
        }
        tell(new Event("stage", new StageJson(SubmissionJson.name(next))));
    }

    synchronized void built(BuildJson report) {
        build = report;
        tell(new Event("build", report));
    }

    synchronized void testStarted(int index) {
        running = index;
        tell(new Event("test.started", new StartedJson(index)));
    }

    synchronized void testDone(TestJson test) {
        running = null;
        tests.add(test);
        tell(new Event("test.done", test));
    }

    synchronized void moved(int position) {
        tell(new Event("position", new PositionJson(position)));
    }

    /// The last word.
    synchronized void judged(Object json) {
        stage = Stage.JUDGED;
        tell(new Event("judged", json));
    }

    /// Whoever does not read loses events, and asks again.
    private void tell(Event event) {
        watchers.removeIf(queue -> !queue.offer(event));
    }
}
