package dev.coderun.server.session;

import dev.coderun.session.live.Batch;
import dev.coderun.session.live.LiveSession;
import dev.coderun.session.live.Participant;
import dev.coderun.session.live.SessionListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A session in memory together with its place in the store. What is on its way to the store belongs to the committer's
/// thread alone; who is about to enter is guarded by this.
final class OpenSession implements SessionListener {

    private static final String READ_ONLY =
            "Nothing can be saved at the moment, because the database does not answer. Typing goes"
                    + " on when it does.";

    private static final String NOT_SAVED =
            "Nothing can be saved at the moment, because the database does not answer. You can go"
                    + " on typing.";

    private final LiveSession live;
    private final Lease lease;
    private final SessionSettings settings;
    private final SessionMetrics metrics;
    private final FrameHandler frames;
    private final Consumer<OpenSession> onUnsaved;

    private final SaveDelay saveDelay = new SaveDelay();
    private final AtomicBoolean compacting = new AtomicBoolean();

    private long nextSequence;
    private long entriesSinceSnapshot;
    private long bytesSinceSnapshot;
    private volatile long snapshotBytes;
    private volatile long generation;
    private @Nullable Commit commit;
    private boolean repeats;

    /// Written by the caretaker alone.
    private long toldRosterVersion;

    private volatile boolean toldUnsaved;

    private int entering;
    private boolean closed;
    private @Nullable Instant restingSince;

    OpenSession(
            StoredDocument stored,
            SessionSettings settings,
            SessionMetrics metrics,
            FrameHandler frames,
            Consumer<OpenSession> onUnsaved) {
        this.lease = stored.lease();
        this.settings = settings;
        this.metrics = metrics;
        this.frames = frames;
        this.onUnsaved = onUnsaved;
        this.nextSequence = stored.nextSequence();
        this.entriesSinceSnapshot = stored.entries().size();
        this.bytesSinceSnapshot = stored.entryBytes();
        this.snapshotBytes = stored.snapshot().map(found -> found.state().length).orElse(0);
        this.generation = stored.snapshot().map(Snapshot::generation).orElse(0L);
        this.live =
                new LiveSession(
                        lease.sessionId(),
                        StoredDocuments.load(stored),
                        stored.revision(),
                        settings.limits(),
                        this);
    }

    /// What is on its way to the store: the batch, and the entry that was made of it unless it only acknowledges.
    record Commit(Batch batch, Optional<Append> append, long queuedNanos) {}

    LiveSession live() {
        return live;
    }

    Lease lease() {
        return lease;
    }

    /// False if the session has been put away: whoever wants to enter opens it anew.
    synchronized boolean beginEntering() {
        if (!closed) {
            entering++;
        }
        return !closed;
    }

    synchronized void endEntering() {
        entering--;
    }

    /// True once the session has been at rest for long enough; from then on nobody enters it.
    synchronized boolean closeIfIdle(Instant now, boolean busy) {
        if (busy || entering > 0 || !live.isAtRest()) {
            restingSince = null;
            return false;
        }
        if (restingSince == null) {
            restingSince = now;
        }
        closed |= !now.isBefore(restingSince.plus(settings.idle()));
        return closed;
    }

    synchronized void close() {
        closed = true;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void joined(LiveSession session, Participant participant) {
        metrics.participants.inc();
        Announcements.hello(session, participant, settings.limits().documentBytes());
        if (session.isReadOnly()) {
            Announcements.readOnly(participant, READ_ONLY);
        }
        if (toldUnsaved) {
            Announcements.unsaved(participant, NOT_SAVED);
        }
    }

    @Override
    public void left(LiveSession session, Participant participant) {
        metrics.participants.dec();
    }

    /// Tells everybody who is here, if that has changed; called by the caretaker alone, so that of many who come at once
    /// not each is told to each.
    void tellRoster() {
        if (live.rosterVersion() != toldRosterVersion) {
            var roster = live.roster();
            toldRosterVersion = roster.version();
            live.broadcast(SessionMessages.people(roster));
        }
    }

    /// Tells everybody who is here that what they type is not stored, once that has lasted too long, and when it is over.
    /// Called by the caretaker alone, so that the two never overtake each other.
    void tellIfUnsaved() {
        boolean unsaved =
                saveDelay.isLongerThan(settings.longestSilenceAboutSaving(), System.nanoTime());
        if (unsaved != toldUnsaved) {
            toldUnsaved = unsaved;
            live.broadcast(SessionMessages.unsaved(unsaved ? NOT_SAVED : ""));
        }
    }

    @Override
    public void unsaved(LiveSession session) {
        if (saveDelay.gathered(System.nanoTime())) {
            onUnsaved.accept(this);
        }
    }

    @Override
    public void changed(LiveSession session) {
        frames.changed(session);
    }

    @Override
    public void readOnly(LiveSession session, boolean readOnly) {
        session.broadcast(SessionMessages.readOnly(readOnly ? READ_ONLY : ""));
    }

    @Override
    public void roleChanged(LiveSession session, Participant participant) {
        Announcements.role(participant);
    }

    /// What is to be stored now: what could not be stored before, else what has gathered since.
    Optional<Commit> nextCommit(Instant now) {
        long since = saveDelay.taken(System.nanoTime());
        repeats = commit != null;
        if (commit == null) {
            saveDelay.storing(since);
            commit =
                    live.cut()
                            .map(batch -> new Commit(batch, append(batch, now), since))
                            .orElse(null);
            if (commit == null) {
                saveDelay.stored();
            }
        }
        return Optional.ofNullable(commit);
    }

    private Optional<Append> append(Batch batch, Instant now) {
        if (batch.updates().isEmpty()) {
            return Optional.empty();
        }
        var entry = new Entry(batch.revision(), now, batch.updates());
        return Optional.of(Append.of(lease, nextSequence++, entry));
    }

    /// What was to be stored is: says so to everybody whose edits are in it.
    void committed(Commit done) {
        commit = null;
        saveDelay.stored();
        done.append()
                .ifPresent(
                        append -> {
                            entriesSinceSnapshot++;
                            bytesSinceSnapshot += append.encodedEntry().length;
                            metrics.updates.inc(done.batch().updates().size());
                        });
        metrics.saved(Duration.ofNanos(System.nanoTime() - done.queuedNanos()));
        live.stored(done.batch());
        if (repeats) {
            // What gathered since the first try was taken off the queue with it, and never cut.
            unsaved(live);
        }
        for (var receipt : done.batch().receipts()) {
            Announcements.saved(receipt.participant(), receipt.received());
        }
    }

    /// The snapshot that is due, if one is; whoever gets it says how it ended.
    Optional<Snapshot> beginSnapshot() {
        boolean due =
                entriesSinceSnapshot >= settings.entriesBeforeSnapshot()
                        || bytesSinceSnapshot
                                >= Math.max(settings.bytesBeforeSnapshot(), snapshotBytes);
        if (!due || !compacting.compareAndSet(false, true)) {
            return Optional.empty();
        }
        entriesSinceSnapshot = 0;
        bytesSinceSnapshot = 0;
        // It may hold a little more than the entries that it covers, which harms nobody: they are
        // applied again.
        var state = live.state();
        return Optional.of(
                new Snapshot(generation + 1, nextSequence - 1, state.revision(), state.update()));
    }

    void endSnapshot(Snapshot snapshot, boolean done) {
        if (done) {
            generation = snapshot.generation();
            snapshotBytes = snapshot.state().length;
            metrics.snapshots.inc();
        }
        compacting.set(false);
    }
}
