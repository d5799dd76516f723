package dev.coderun.server.session;

import dev.coderun.server.session.Append.Result;
import dev.coderun.server.session.OpenSession.Commit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The one thread that stores what sessions have gathered, several documents at a time, and says "saved" afterwards.
/// What could not be stored is tried again with the next ones. Of many only a part is stored at a time, so that nobody
/// waits for all the others, and after each part the store rests for as long as it has worked.
final class Committer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Committer.class.getName());

    /// How long the server's end waits for the last edits to be stored.
    static final Duration PATIENCE_AT_END = Duration.ofSeconds(10);

    private static final Duration PAUSE_AT_END = Duration.ofMillis(100);

    /// Fewer at a time would cost the store more than they would save anybody.
    static final int FEWEST_AT_ONCE = 8;

    /// Of what waits so manieth part goes at once.
    static final int PARTS = 4;

    private final DocumentStore store;
    private final SessionSettings settings;
    private final SessionMetrics metrics;
    private final InstantSource time;
    private final Consumer<OpenSession> onStored;
    private final Consumer<OpenSession> onFenced;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition workCame = lock.newCondition();
    private final Condition endCame = lock.newCondition();

    /// Since when each has something to store, by [System#nanoTime]; the one that has waited longest is first. Guarded by
    /// `lock`.
    private final SequencedMap<OpenSession, Long> queue = new LinkedHashMap<>();

    /// Guarded by `lock`.
    private boolean ending;

    private final Thread thread;

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
        lock.lock();
        try {
            queue.putIfAbsent(session, System.nanoTime());
            workCame.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        var rest = Duration.ZERO;
        List<OpenSession> again = new ArrayList<>();
        try {
            while (awaitWork(rest, again)) {
                var due = takeDue(again);
                again.clear();
                long start = System.nanoTime();
                try {
                    again.addAll(commit(due));
                } catch (RuntimeException e) {
                    LOG.log(System.Logger.Level.ERROR, "a commit failed", e);
                    again.addAll(due);
                }
                var took = Duration.ofNanos(System.nanoTime() - start);
                metrics.committed(took);
                rest =
                        again.isEmpty()
                                ? shorter(took, settings.longestWindow())
                                : settings.longestWindow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /// Returns when the store has rested and there is something to store; false once the end has come and nothing is left.
    /// At the end what there is goes at once, and what the store would not take again and again.
    private boolean awaitWork(Duration rest, List<OpenSession> again) throws InterruptedException {
        long restEnd = System.nanoTime() + rest.toNanos();
        lock.lock();
        try {
            while (queue.isEmpty() && again.isEmpty() && !ending) {
                workCame.await();
            }
            if (again.isEmpty() && !queue.isEmpty()) {
                long ripe = firstRipe();
                restEnd = ripe - restEnd > 0 ? ripe : restEnd;
            }
            long restNanos = restEnd - System.nanoTime();
            while (restNanos > 0 && !ending) {
                restNanos = endCame.awaitNanos(restNanos);
            }
            restNanos = again.isEmpty() ? 0 : Math.min(restNanos, PAUSE_AT_END.toNanos());
            while (restNanos > 0) {
                restNanos = endCame.awaitNanos(restNanos);
            }
            return !queue.isEmpty() || !again.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// When the first in the queue has gathered for long enough.
    private long firstRipe() {
        return queue.values().iterator().next() + settings.shortestWindow().toNanos();
    }

    private List<OpenSession> takeDue(List<OpenSession> again) {
        lock.lock();
        try {
            var due = new LinkedHashSet<>(again);
            int most = Math.max(FEWEST_AT_ONCE, Math.ceilDiv(queue.size(), PARTS));
            long now = System.nanoTime();
            for (int i = 0; !queue.isEmpty(); i++) {
                boolean isRipe = i < most && firstRipe() - now <= 0;
                if (!isRipe && !ending) {
                    break;
                }
                due.add(queue.pollFirstEntry().getKey());
            }
            return List.copyOf(due);
        } finally {
            lock.unlock();
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

    /// Stores what there is, if the store answers in time.
    @Override
    public void close() {
        lock.lock();
        try {
            ending = true;
            workCame.signal();
            endCame.signal();
        } finally {
            lock.unlock();
        }
        try {
            if (!thread.join(PATIENCE_AT_END)) {
                LOG.log(System.Logger.Level.ERROR, "the last edits could not be stored");
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
