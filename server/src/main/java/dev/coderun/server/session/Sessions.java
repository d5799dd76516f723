package dev.coderun.server.session;

import dev.coderun.server.dynamodb.StoreDownException;
import dev.coderun.server.web.LogContext;
import dev.coderun.session.live.Batch.AuthoredUpdate;
import dev.coderun.session.live.LiveSession;
import dev.coderun.session.live.Participant;
import dev.coderun.session.live.RestoreResult;
import dev.coderun.session.live.SessionContents;
import dev.coderun.session.live.SessionDocument;
import dev.coderun.session.live.SessionFiles;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/// The sessions in memory: opened when somebody comes, stored while they are edited, put away when all is quiet.
public final class Sessions implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Sessions.class.getName());

    private static final int GOING_AWAY = 1001;
    private static final int GONE = 4404;

    /// Longer than a y-protocols client waits before it repeats its presence.
    private static final Duration PRESENCE_TIMEOUT = Duration.ofSeconds(60);

    /// Each holds a whole document and its past in memory.
    static final int COMPACTIONS_AT_ONCE = 4;

    private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(1);

    private final DocumentStore store;
    private final SessionSettings settings;
    private final FrameHandler frames;
    private final SessionMetrics metrics;
    private final InstantSource time;
    private final Committer committer;
    private final Semaphore compactionSlots = new Semaphore(COMPACTIONS_AT_ONCE);
    private final Thread caretaker;
    private final Map<String, CompletableFuture<OpenSession>> sessions = new ConcurrentHashMap<>();

    public Sessions(
            DocumentStore store,
            SessionSettings settings,
            FrameHandler frames,
            SessionMetrics metrics,
            InstantSource time) {
        this.store = store;
        this.settings = settings;
        this.frames = frames;
        this.metrics = metrics;
        this.time = time;
        this.committer =
                new Committer(store, settings, metrics, time, this::compactIfDue, this::fenced);
        metrics.unsavedBytes(this::unsavedBytes);
        this.caretaker = Thread.ofVirtual().name("session caretaker").start(this::takeCare);
    }

    /// Somebody in a session, and the session that holds them.
    public record Seat(LiveSession session, Participant participant) {}

    /// Stores a new session's document, made of these files, perhaps for a problem.
    ///
    /// @throws StoreDownException if it is not stored
    public void create(
            String sessionId,
            String userId,
            String language,
            Map<String, String> files,
            String entry,
            Optional<String> problem) {
        var doc = StoredDocuments.newDoc();
        SessionDocument.plant(doc, language, files, entry, SessionIds::newId);
        problem.ifPresent(id -> SessionDocument.dedicate(doc, id));
        var update = new AuthoredUpdate(userId, doc.encodeStateAsUpdate());
        var stored = store.open(sessionId);
        var first = new Entry(1, time.instant(), List.of(update));
        var append = Append.of(stored.lease(), stored.nextSequence(), first);
        if (store.append(List.of(append)).getFirst() != Append.Result.STORED) {
            throw new StoreDownException(new IllegalStateException("not stored"));
        }
    }

    /// Lets somebody in, opening the session if it is not in memory.
    ///
    /// @throws StoreDownException if it cannot be read now
    /// @throws TooManySessionsException if it is not in memory, where there is no room for another
    /// @throws dev.coderun.session.codec.MalformedInputException if what is stored is no document
    public Seat enter(String sessionId, Function<LiveSession, Participant> join) {
        return with(
                sessionId,
                session -> {
                    var participant = join.apply(session);
                    frames.joined(session, participant);
                    return new Seat(session, participant);
                });
    }

    /// What the server holds, read from the store if nobody is in the session.
    public SessionFiles files(String sessionId) {
        return with(sessionId, LiveSession::files);
    }

    /// The same with the ids of the files.
    SessionContents contents(String sessionId) {
        return with(sessionId, LiveSession::contents);
    }

    /// Makes the files what they were, for everybody who is in the session.
    RestoreResult restore(String sessionId, String userId, SessionContents wanted) {
        return with(sessionId, session -> session.restore(userId, wanted));
    }

    private <T> T with(String sessionId, Function<LiveSession, T> action) {
        while (true) {
            var session = opened(sessionId);
            if (session.beginEntering()) {
                try {
                    return action.apply(session.live());
                } finally {
                    session.endEntering();
                }
            }
            forget(session);
        }
    }

    /// The first to come reads it, the others wait for that.
    private OpenSession opened(String sessionId) {
        var own = new CompletableFuture<OpenSession>();
        var known = sessions.putIfAbsent(sessionId, own);
        if (known == null) {
            try {
                if (sessions.size() > settings.openSessions()) {
                    throw new TooManySessionsException();
                }
                own.complete(open(sessionId));
                metrics.sessions.inc();
            } catch (RuntimeException e) {
                sessions.remove(sessionId, own);
                own.completeExceptionally(e);
            }
        }
        try {
            return (known == null ? own : known).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException reason ? reason : e;
        }
    }

    private OpenSession open(String sessionId) {
        var opened =
                new OpenSession(store.open(sessionId), settings, metrics, frames, this::unsaved);
        log(opened, System.Logger.Level.INFO, "the session is opened");
        return opened;
    }

    private static void log(OpenSession session, System.Logger.Level level, String text) {
        LogContext.with("session", session.lease().sessionId()).run(() -> LOG.log(level, text));
    }

    private void unsaved(OpenSession session) {
        committer.add(session);
    }

    /// Takes somebody out, however the connection ended.
    public void leave(Seat seat) {
        seat.session().leave(seat.participant());
        frames.left(seat.session(), seat.participant());
    }

    /// The session's document was deleted or is about to be: everybody is sent away.
    ///
    /// @throws StoreDownException if it is not sure to be deleted; to be repeated
    public void delete(String sessionId) {
        inMemory(sessionId).ifPresent(session -> putAway(session, GONE, "deleted"));
        store.delete(sessionId);
    }

    /// The session if it is in memory.
    Optional<LiveSession> live(String sessionId) {
        return inMemory(sessionId).map(OpenSession::live);
    }

    /// Those who are in a session now.
    public List<Participant> participants(String sessionId) {
        return inMemory(sessionId).map(found -> found.live().participants()).orElse(List.of());
    }

    private Optional<OpenSession> inMemory(String sessionId) {
        var session = sessions.get(sessionId);
        return session == null || !session.isDone() || session.isCompletedExceptionally()
                ? Optional.empty()
                : Optional.of(session.join());
    }

    private long unsavedBytes() {
        return sessions.keySet().stream()
                .flatMap(id -> inMemory(id).stream())
                .mapToLong(session -> session.live().unsavedBytes())
                .sum();
    }

    private void putAway(OpenSession session, int code, String reason) {
        session.close();
        forget(session);
        session.live().dismissAll(code, reason);
    }

    private void forget(OpenSession session) {
        var id = session.lease().sessionId();
        var known = sessions.get(id);
        boolean isIt = inMemory(id).filter(found -> found == session).isPresent();
        if (isIt && known != null && sessions.remove(id, known)) {
            metrics.sessions.dec();
            log(session, System.Logger.Level.INFO, "the session is put away");
            frames.closed(id);
        }
    }

    private void fenced(OpenSession session) {
        log(session, System.Logger.Level.WARNING, "another server took over the session");
        metrics.fencedSessions.inc();
        // Their clients still hold what was not stored, and bring it to whoever has the session
        // now.
        putAway(session, GOING_AWAY, "another server has this session now");
    }

    /// Whoever finds no slot is due again with the next entry.
    private void compactIfDue(OpenSession session) {
        if (!compactionSlots.tryAcquire()) {
            return;
        }
        session.beginSnapshot()
                .ifPresentOrElse(
                        snapshot ->
                                Thread.ofVirtual()
                                        .name("compaction")
                                        .start(() -> compact(session, snapshot)),
                        compactionSlots::release);
    }

    private void compact(OpenSession session, Snapshot snapshot) {
        boolean done = false;
        try {
            done = store.replaceBySnapshot(session.lease(), snapshot);
        } catch (RuntimeException e) {
            LogContext.with("session", session.lease().sessionId())
                    .run(
                            () ->
                                    LOG.log(
                                            System.Logger.Level.WARNING,
                                            "a snapshot is left for later",
                                            e));
        } finally {
            session.endSnapshot(snapshot, done);
            compactionSlots.release();
        }
    }

    private void takeCare() {
        try {
            while (true) {
                Thread.sleep(BETWEEN_ROUNDS);
                sessions.keySet().forEach(id -> inMemory(id).ifPresent(this::takeCareOf));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void takeCareOf(OpenSession session) {
        session.live().expirePresence(time.millis(), PRESENCE_TIMEOUT.toMillis());
        session.tellRoster();
        session.tellIfUnsaved();
        if (session.closeIfIdle(time.instant(), frames.isBusy(session.lease().sessionId()))) {
            forget(session);
        }
    }

    /// Sends everybody away and stores what is not stored yet.
    @Override
    public void close() {
        caretaker.interrupt();
        sessions.keySet()
                .forEach(
                        id ->
                                inMemory(id)
                                        .ifPresent(
                                                found ->
                                                        found.live()
                                                                .dismissAll(
                                                                        GOING_AWAY,
                                                                        "the server ends")));
        committer.close();
    }
}
