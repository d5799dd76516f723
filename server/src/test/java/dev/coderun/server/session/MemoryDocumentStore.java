package dev.coderun.server.session;

import dev.coderun.server.dynamodb.StoreDownException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// A store that forgets with the process, and that a test can take down. Guarded by this.
final class MemoryDocumentStore implements DocumentStore {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, Document> documents = new HashMap<>();
    private final Map<String, Long> runs = new HashMap<>();
    private boolean down;
    private boolean losesAnswers;
    private boolean holdsSnapshots;
    private int snapshotsBegun;
    private boolean holdsAppends;
    private boolean heldAppend;
    private final List<List<String>> appended = new ArrayList<>();

    private static final class Document {
        private long epoch;
        private Optional<Snapshot> snapshot = Optional.empty();
        private final NavigableMap<Long, byte[]> entries = new TreeMap<>();
    }

    synchronized void goDown() {
        down = true;
    }

    /// Stores, but nobody hears of it.
    synchronized void loseAnswers() {
        losesAnswers = true;
    }

    synchronized void comeBack() {
        down = false;
        losesAnswers = false;
    }

    /// Whoever brings a snapshot waits until they are let go.
    synchronized void holdSnapshots() {
        holdsSnapshots = true;
    }

    synchronized void letSnapshotsGo() {
        holdsSnapshots = false;
        notifyAll();
    }

    synchronized int snapshotsBegun() {
        return snapshotsBegun;
    }

    synchronized void awaitSnapshotsBegun(int count) throws InterruptedException {
        await(() -> snapshotsBegun >= count, count + " snapshots");
    }

    /// Whoever brings entries waits until they are let go.
    synchronized void holdAppends() {
        holdsAppends = true;
    }

    synchronized void letAppendsGo() {
        holdsAppends = false;
        notifyAll();
    }

    synchronized int appendCalls() {
        return appended.size();
    }

    synchronized void awaitHeldAppend() throws InterruptedException {
        await(() -> heldAppend, "an append that is held");
    }

    /// The documents of each call, in the order in which they came.
    synchronized List<List<String>> appended() {
        return List.copyOf(appended);
    }

    /// Waits until so many more appends were asked for.
    synchronized void awaitAppendCalls(int more) throws InterruptedException {
        int target = appended.size() + more;
        await(() -> appended.size() >= target, target + " appends");
    }

    private void await(BooleanSupplier condition, String what) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError("waited in vain for " + what);
            }
            wait(left);
        }
    }

    /// What is stored, read without taking it over.
    synchronized StoredDocument peek(String sessionId) {
        return read(sessionId, documents.computeIfAbsent(sessionId, _ -> new Document()));
    }

    /// Puts bytes in an entry's place that are none.
    synchronized void damage(String sessionId) {
        documents.computeIfAbsent(sessionId, _ -> new Document()).entries.put(1L, new byte[] {9});
    }

    @Override
    public synchronized StoredDocument open(String sessionId) {
        checkUp();
        var document = documents.computeIfAbsent(sessionId, _ -> new Document());
        document.epoch++;
        return read(sessionId, document);
    }

    private static StoredDocument read(String sessionId, Document document) {
        long covered = document.snapshot.map(Snapshot::lastSequence).orElse(0L);
        long last = document.entries.isEmpty() ? 0 : document.entries.lastKey();
        return new StoredDocument(
                new Lease(sessionId, document.epoch),
                document.snapshot,
                document.entries.tailMap(covered, false).values().stream()
                        .map(EntryCodec::decode)
                        .toList(),
                Math.max(last, covered) + 1);
    }

    @Override
    public synchronized List<Append.Result> append(List<Append> appends) {
        appended.add(appends.stream().map(append -> append.lease().sessionId()).toList());
        heldAppend = holdsAppends;
        notifyAll();
        awaitLetGo(() -> holdsAppends);
        List<Append.Result> results = new ArrayList<>();
        for (var append : appends) {
            results.add(down ? Append.Result.UNKNOWN : store(append));
        }
        return results;
    }

    private Append.Result store(Append append) {
        var document = documents.get(append.lease().sessionId());
        if (document == null || document.epoch != append.lease().epoch()) {
            return Append.Result.FENCED;
        }
        document.entries.put(append.sequence(), append.encodedEntry());
        return losesAnswers ? Append.Result.UNKNOWN : Append.Result.STORED;
    }

    @Override
    public synchronized boolean replaceBySnapshot(Lease lease, Snapshot snapshot) {
        snapshotsBegun++;
        notifyAll();
        awaitLetGo(() -> holdsSnapshots);
        checkUp();
        var document = documents.get(lease.sessionId());
        if (document == null || document.epoch != lease.epoch()) {
            return false;
        }
        document.snapshot = Optional.of(snapshot);
        document.entries.headMap(snapshot.lastSequence(), true).clear();
        return true;
    }

    private void awaitLetGo(BooleanSupplier held) {
        try {
            while (held.getAsBoolean()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void delete(String sessionId) {
        checkUp();
        documents.remove(sessionId);
    }

    @Override
    public synchronized long nextRunId(String sessionId) {
        return runs.merge(sessionId, 1L, Long::sum);
    }

    private void checkUp() {
        if (down) {
            throw new StoreDownException(new IllegalStateException("taken down by the test"));
        }
    }
}
