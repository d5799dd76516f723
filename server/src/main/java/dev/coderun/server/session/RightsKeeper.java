package dev.coderun.server.session;

import dev.coderun.server.dynamodb.StoreDownException;
import dev.coderun.server.identity.Tickets;
import dev.coderun.session.live.LiveSession;
import dev.coderun.session.live.Participant;
import dev.coderun.session.live.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// Brings what changed about people's rights to those who are in a session now: another role, or the end of their
/// stay. Also when a link expires by itself, and again when the store did not answer.
public final class RightsKeeper implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RightsKeeper.class.getName());

    private static final int NOT_ALLOWED = 4403;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final int LOCKS = 64;

    private final SessionAccess access;
    private final Sessions sessions;
    private final Tickets tickets;
    private final InstantSource time;

    private final AtomicLong changes = new AtomicLong();
    private final Map<String, Instant> due = new ConcurrentHashMap<>();

    /// Of two refreshes of one session the later to begin also ends later, so that what it read stands.
    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

    private final Thread clock;

    public RightsKeeper(
            SessionAccess access, Sessions sessions, Tickets tickets, InstantSource time) {
        this.access = access;
        this.sessions = sessions;
        this.tickets = tickets;
        this.time = time;
        this.clock = Thread.ofVirtual().name("rights clock").start(this::lookAtTheClock);
    }

    /// To be asked before somebody's rights are read, and handed to [#joined] once they are in.
    long moment() {
        return changes.get();
    }

    /// Somebody is in by rights that were read at that moment. If any have changed since, theirs are read again.
    void joined(String sessionId, Optional<Instant> until, long moment) {
        until.ifPresent(end -> refreshAt(sessionId, end));
        if (changes.get() != moment) {
            refresh(sessionId);
        }
    }

    /// Rights have changed in the store: when this returns, those who are in the session have theirs, unless the store
    /// does not answer now. Then they get them as soon as it does.
    void refresh(String sessionId) {
        changes.incrementAndGet();
        var lock = locks.get(Math.floorMod(sessionId.hashCode(), LOCKS));
        lock.lock();
        try {
            sessions.live(sessionId).ifPresent(this::refresh);
        } catch (StoreDownException e) {
            LOG.log(System.Logger.Level.WARNING, "rights in a session are read again later", e);
            refreshAt(sessionId, time.instant());
        } finally {
            lock.unlock();
        }
    }

    private void refresh(LiveSession live) {
        var rights = access.rights(live.id());
        if (rights.isEmpty()) {
            return; // being deleted, which sends everybody away
        }
        var present = live.participants();
        var userIds =
                present.stream()
                        .filter(one -> !one.person().isGuest())
                        .map(Participant::userId)
                        .toList();
        var members = access.members().find(live.id(), userIds);
        live.broadcast(SessionMessages.lecture(rights.get().session().sharing().lecture()));
        for (var participant : present) {
            var member = Optional.ofNullable(members.get(participant.userId()));
            role(rights.get(), participant, member)
                    .ifPresentOrElse(
                            role -> live.changeRole(participant, role),
                            () -> sendAway(live, participant));
            rights.get().until(member).ifPresent(end -> refreshAt(live.id(), end));
        }
    }

    private static Optional<Role> role(
            Rights rights, Participant participant, Optional<Member> member) {
        return participant.person().isGuest()
                ? rights.ofGuest()
                : rights.of(participant.userId(), member);
    }

    private void sendAway(LiveSession live, Participant participant) {
        tickets.end(live.id(), participant.userId());
        live.dismiss(participant, NOT_ALLOWED, "not allowed");
    }

    private void refreshAt(String sessionId, Instant when) {
        due.merge(sessionId, when, (one, other) -> one.isBefore(other) ? one : other);
    }

    private void lookAtTheClock() {
        try {
            while (true) {
                Thread.sleep(BETWEEN_LOOKS);
                var now = time.instant();
                due.forEach(
                        (sessionId, when) -> {
                            if (!now.isBefore(when) && due.remove(sessionId, when)) {
                                refreshSafely(sessionId);
                            }
                        });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// One session's trouble must not keep all others from their rights.
    private void refreshSafely(String sessionId) {
        try {
            refresh(sessionId);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "rights in a session are not refreshed", e);
        }
    }

    @Override
    public void close() {
        clock.interrupt();
    }
}
