package dev.coderun.server.session;

import dev.coderun.server.session.Append.Result;
import dev.coderun.server.session.OpenSession.Commit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// The one thread that stores what sessions have gathered, many documents at a time, and says "saved" afterwards. What
/// could not be stored is tried again with the next window.
final class Committer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Committer.class.getName());

    /// How long the server's end waits for the last edits to be stored.
    static final Duration PATIENCE_AT_END = Duration.ofSeconds(10);

    private final DocumentStore store;
    private final SessionSettings settings;
    private final SessionMetrics metrics;
    private final InstantSource time;
    private final Consumer<OpenSession> onStored;
    private final Consumer<OpenSession> onFenced;

    /// Bounded by the number of open sessions: each is in it once at most.
    private final BlockingQueue<OpenSession> queue = new LinkedBlockingQueue<>();

    private final Thread thread;
    private volatile boolean ending;

    Committer(
            DocumentStore store,
            SessionSettings settings,
            SessionMetrics metrics,
            InstantSource time,
            Consumer<OpenSession> onStored,
            Consumer<OpenSession> onFenced) {
        this.store = store;
        this.settings = settings;
        this.metrics = metrics;
        this.time = time;
        this.onStored = onStored;
        this.onFenced = onFenced;
        this.thread = Thread.ofVirtual().name("committer").start(this::run);
    }

    void add(OpenSession session) {
        queue.add(session);
    }

    private void run() {
        var window = settings.shortestWindow();
        List<OpenSession> again = new ArrayList<>();
        while (!ending || !queue.isEmpty()) {
            awaitWork(window, again);
            List<OpenSession> due = new ArrayList<>(again);
            queue.drainTo(due);
            again.clear();
            long start = System.nanoTime();
            try {
                again.addAll(commit(due.stream().distinct().toList()));
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "a commit failed", e);
                again.addAll(due);
            }
            var took = Duration.ofNanos(System.nanoTime() - start);
            metrics.committed(took);
            window = again.isEmpty() ? windowAfter(took) : settings.longestWindow();
        }
    }

    /// As long as the store takes, so that it rests as much as it works.
    private Duration windowAfter(Duration took) {
        if (took.compareTo(settings.shortestWindow()) < 0) {
            return settings.shortestWindow();
        }
        return took.compareTo(settings.longestWindow()) > 0 ? settings.longestWindow() : took;
    }

    private void awaitWork(Duration window, List<OpenSession> again) {
        try {
            if (again.isEmpty() && !ending) {
                again.add(queue.take());
            }
            if (!ending) {
                Thread.sleep(window);
            }
        } catch (InterruptedException e) {
            // The server ends: what there is goes without waiting.
            ending = true;
        }
    }

    /// Returns those that are to be tried again.
    private List<OpenSession> commit(List<OpenSession> sessions) {
        var now = time.instant();
        List<OpenSession> storing = new ArrayList<>();
        List<Commit> commits = new ArrayList<>();
        for (var session : sessions) {
            var commit = session.nextCommit(now);
            if (commit.isEmpty()) {
                continue;
            }
            if (commit.get().append().isEmpty()) {
                session.committed(commit.get());
            } else {
                storing.add(session);
                commits.add(commit.get());
            }
        }
        if (commits.isEmpty()) {
            return List.of();
        }
        var results =
                store.append(
                        commits.stream().map(commit -> commit.append().orElseThrow()).toList());
        List<OpenSession> again = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            var session = storing.get(i);
            switch (results.get(i)) {
                case Result.STORED -> {
                    session.committed(commits.get(i));
                    onStored.accept(session);
                }
                case Result.UNKNOWN -> again.add(session);
                case Result.FENCED -> onFenced.accept(session);
            }
        }
        return again;
    }

    /// Stores what there is, if the store answers.
    @Override
    public void close() {
        ending = true;
        thread.interrupt();
        try {
            if (!thread.join(PATIENCE_AT_END)) {
                LOG.log(System.Logger.Level.ERROR, "the last edits could not be stored");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
