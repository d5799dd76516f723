package dev.coderun.server.problems;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coderun.executor.LanguageCatalog;
import dev.coderun.executor.Sandbox;
import dev.coderun.executor.SandboxUnavailable;
import dev.coderun.executor.judge.Judge;
import dev.coderun.executor.judge.SourceProgram;
import dev.coderun.executor.judge.SubmissionReport;
import dev.coderun.executor.judge.Task;
import dev.coderun.executor.judge.Verdict;
import dev.coderun.server.dynamodb.Blobs;
import dev.coderun.server.dynamodb.StoreDownException;
import dev.coderun.server.problems.LiveSubmission.Stage;
import dev.coderun.server.web.Json;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Takes submissions and judges them, first come, first served. What waits is stored before anybody is told so, and is
/// taken up again after a restart; a verdict is stored together with the end of the waiting.
public final class JudgeService implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(JudgeService.class.getName());

    /// How long until a store or a sandbox that was away is asked again.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /// How many are stored at a time. More would wait inside the store's client, which gives up after a while.
    static final int MAX_STORED_AT_ONCE = 8;

    private static final String WAITS_FOR_MEMORY =
            "Those before it use the memory that judging has here. Your submission is judged as"
                    + " soon as they leave enough of it.";

    private final Semaphore storing = new Semaphore(MAX_STORED_AT_ONCE, true);
    private final SubmissionStore store;
    private final Blobs blobs;
    private final ProblemCatalog problems;
    private final Readiness readiness;
    private final LanguageCatalog languages;
    private final Judge judge;
    private final JudgeMemory memory;
    private final SubmissionMetrics metrics;
    private final InstantSource time;
    private final int maxWaitingOfOne;
    private final int maxWaiting;
    private final List<Thread> workers = new ArrayList<>();

    private final SubmissionQueue queue = new SubmissionQueue(PATIENCE);
    private final SubmissionQueue.Admission admission = new Admission();

    /// How much is judged, and how much may wait.
    ///
    /// @param judges how many submissions are judged at a time, if there is memory for them
    /// @param memoryBytes what all their boxes may use together; no less than any problem of the catalogue needs
    /// @param maxWaitingOfOne how many of one user may be unfinished
    public record Bounds(int judges, long memoryBytes, int maxWaitingOfOne, int maxWaiting) {
        public static Bounds within(long memoryBytes) {
            int processors = Math.max(1, Runtime.getRuntime().availableProcessors());
            return new Bounds(processors, memoryBytes, 250, 5000);
        }
    }

    public JudgeService(
            SubmissionStore store,
            Blobs blobs,
            ProblemCatalog problems,
            Sandbox sandbox,
            SubmissionMetrics metrics,
            Bounds bounds,
            InstantSource time) {
        this.store = store;
        this.blobs = blobs;
        this.problems = problems;
        this.readiness = new Readiness(problems, sandbox);
        this.languages = sandbox.languages();
        this.judge = new Judge(sandbox);
        this.memory = new JudgeMemory(bounds.memoryBytes());
        this.metrics = metrics;
        this.time = time;
        this.maxWaitingOfOne = bounds.maxWaitingOfOne();
        this.maxWaiting = bounds.maxWaiting();
        metrics.gaugeWaiting(queue::size);
        takeUp();
        for (int i = 0; i < bounds.judges(); i++) {
            workers.add(Thread.ofVirtual().name("judge-" + i).start(this::work));
        }
    }

    /// What a server before this one left.
    private void takeUp() {
        for (var id : store.queued()) {
            store.find(id)
                    .filter(submission -> submission.judged().isEmpty())
                    .ifPresent(submission -> queue.add(new LiveSubmission(submission)));
        }
    }

    /// Empty if too many wait, of this user's or of all.
    Optional<LiveSubmission> submit(Submission submission, Map<String, String> files) {
        if (queue.size() >= maxWaiting || queue.ofUser(submission.userId()) >= maxWaitingOfOne) {
            return Optional.empty();
        }
        storing.acquireUninterruptibly();
        try {
            store.create(submission, files);
        } finally {
            storing.release();
        }
        metrics.submitted();
        var live = new LiveSubmission(submission);
        queue.add(live);
        return Optional.of(live);
    }

    Optional<LiveSubmission> live(String id) {
        return queue.find(id);
    }

    /// How many are before it; empty if it does not wait.
    Optional<Integer> position(String id) {
        return queue.position(id);
    }

    // ---- a worker ----

    private void work() {
        try {
            while (true) {
                var live = queue.take(admission);
                boolean done = false;
                try {
                    judge(live);
                    done = true;
                } catch (SandboxUnavailable _) {
                    Thread.sleep(PATIENCE); // The sandbox has just gone; it keeps its place.
                } finally {
                    memory.release(live.submission().id());
                    if (done) {
                        queue.done(live);
                    } else {
                        live.enter(Stage.QUEUED);
                        queue.putBack(live);
                    }
                }
            }
        } catch (InterruptedException _) {
            // The server ends; what is not judged waits in the store.
        }
    }

    /// Asked under the queue's lock.
    private final class Admission implements SubmissionQueue.Admission {
        @Override
        public Optional<String> obstacle(LiveSubmission live) {
            return readiness.obstacle(live.submission());
        }

        @Override
        public Optional<String> claim(LiveSubmission live) {
            var submission = live.submission();
            long needed = problems.task(submission.problem()).map(Task::boxMemoryBytes).orElse(0L);
            return memory.claim(submission.id(), needed)
                    ? Optional.empty()
                    : Optional.of(WAITS_FOR_MEMORY);
        }
    }

    private void judge(LiveSubmission live) throws InterruptedException {
        var submission = live.submission();
        var problem = problems.find(submission.problem());
        var task = problems.task(submission.problem());
        var language = languages.find(submission.language());
        var queued = queued(submission);
        if (problem.isEmpty() || task.isEmpty() || language.isEmpty()) {
            finish(
                    live,
                    FinalReport.broken("The problem or the language is no longer here.", queued));
            return;
        }
        var recorder =
                new JudgeRecorder(
                        live,
                        problem.get(),
                        language.get().name() + " " + language.get().version(),
                        queued,
                        System::nanoTime);
        SubmissionReport report;
        try {
            var files = filesOf(submission.id());
            var program = new SourceProgram(language.get(), submission.entry(), files);
            report = judge.judge(program, task.get(), recorder);
        } catch (SandboxUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "submission " + submission.id() + " could not be judged",
                    e);
            finish(live, FinalReport.broken("Something on this side broke.", queued));
            return;
        }
        finish(live, recorder.finalReport(report));
    }

    /// Before a restart too.
    private Duration queued(Submission submission) {
        var queued = Duration.between(submission.createdAt(), time.instant());
        return queued.isNegative() ? Duration.ZERO : queued; // A clock may be set back.
    }

    private Map<String, byte[]> filesOf(String id) throws InterruptedException {
        while (true) {
            try {
                var files = new HashMap<String, byte[]>();
                store.files(id).forEach((path, text) -> files.put(path, text.getBytes(UTF_8)));
                return files;
            } catch (StoreDownException _) {
                Thread.sleep(PATIENCE);
            }
        }
    }

    /// Stores the verdict, however long the store is away, and tells it then.
    private void finish(LiveSubmission live, FinalReport result) throws InterruptedException {
        var verdict = result.verdict();
        while (true) {
            try {
                var report = blobs.put(Json.bytes(result.report()));
                var judged =
                        live.submission()
                                .with(
                                        new Submission.Judged(
                                                verdict.name(),
                                                result.score(),
                                                result.possibleScore(),
                                                time.instant().truncatedTo(ChronoUnit.MILLIS),
                                                report));
                // A judge error is nobody's attempt.
                if (store.finish(judged, verdict != Verdict.JE)) {
                    metrics.judged(verdict);
                }
                live.judged(
                        SubmissionJson.of(
                                judged,
                                problems.find(judged.problem()).orElse(null),
                                null,
                                null,
                                result.report(),
                                null));
                return;
            } catch (StoreDownException _) {
                Thread.sleep(PATIENCE);
            }
        }
    }

    /// Cuts short what is being judged: the next server takes it up again.
    @Override
    public void close() {
        workers.forEach(Thread::interrupt);
        try {
            for (var worker : workers) {
                worker.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
