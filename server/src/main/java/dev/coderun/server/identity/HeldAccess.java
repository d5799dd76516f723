package dev.coderun.server.identity;

import dev.coderun.server.dynamodb.StoreDownException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What is held open in people's names for longer than one request – sockets, tickets – and must go at once when
/// their access ends. Who serves them holds; who ends a login, a token or a user says so here, after it is stored. What
/// ends by itself is looked for: programs' tokens, and logins that nobody has used for long. The expiry of a short token
/// is no end while its login can be renewed. Guarded by this.
public final class HeldAccess implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(HeldAccess.class.getName());

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    /// So many ends are remembered for those who were let in just before and hold just after.
    static final int MAX_REMEMBERED = 10_000;

    /// If the table does not say whether a login was renewed, it counts for so long before it is asked again.
    static final Duration UNKNOWN = Duration.ofSeconds(10);

    private final LoginEnds logins;
    private final InstantSource time;
    private final Thread clock;

    private final Map<Subject, Set<Hold>> holds = new HashMap<>();

    /// Those that end by themselves, the first to end first.
    private final NavigableSet<Hold> expiring =
            new TreeSet<>(
                    Comparator.<Hold, Instant>comparing(hold -> hold.end)
                            .thenComparing(hold -> hold.number));

    private final LinkedHashMap<Subject, Long> ends = new LinkedHashMap<>();
    private long count;
    private long forgottenCount;
    private long holdCount;

    public HeldAccess(LoginEnds logins, InstantSource time) {
        this.logins = logins;
        this.time = time;
        clock = Thread.ofVirtual().name("access clock").start(this::lookAtTheClock);
    }

    private sealed interface Subject {}

    private record OfUser(String userId) implements Subject {}

    private record OfGrant(String grant) implements Subject {}

    /// What somebody is allowed is true of a moment: taken before they are checked, so that an end in between counts.
    public synchronized long moment() {
        return count;
    }

    /// Runs `onEnd`, once, when the caller's login, token or user ends; at once if that was since they were checked.
    /// It must not wait. Whoever holds closes the [Hold] when there is nothing left to end.
    public Hold hold(Caller caller, Runnable onEnd) {
        Hold hold;
        boolean ended;
        synchronized (this) {
            hold = new Hold(caller, onEnd, holdCount++);
            ended = !stillHolds(caller);
            if (!ended) {
                if (caller.expires().isPresent()) {
                    expiring.add(hold);
                }
                holds.computeIfAbsent(hold.user, _ -> new LinkedHashSet<>()).add(hold);
                holds.computeIfAbsent(hold.grant, _ -> new LinkedHashSet<>()).add(hold);
            }
        }
        if (ended) {
            onEnd.run();
        }
        return hold;
    }

    /// Whether what lets a caller has not ended since they were checked, as far as is known here.
    synchronized boolean stillHolds(Caller caller) {
        return !caller.hasExpired(time.instant())
                && !hasEndedSince(caller.moment(), new OfUser(caller.user().id()))
                && !hasEndedSince(caller.moment(), new OfGrant(caller.grant()));
    }

    /// A login was logged out, or a token was revoked or has run out for good.
    public void endGrant(String grant) {
        end(new OfGrant(grant));
    }

    /// All of a user's logins and tokens have ended, or the account is gone.
    public void endUser(String userId) {
        end(new OfUser(userId));
    }

    private void end(Subject subject) {
        List<Hold> ended;
        synchronized (this) {
            count++;
            ends.remove(subject);
            ends.put(subject, count);
            if (ends.size() > MAX_REMEMBERED) {
                Iterator<Long> oldest = ends.values().iterator();
                forgottenCount = oldest.next();
                oldest.remove();
            }
            ended = new ArrayList<>(holds.getOrDefault(subject, Set.of()));
            ended.forEach(this::forget);
        }
        ended.forEach(hold -> hold.onEnd.run());
    }

    /// Ends what has expired, but for logins that have been renewed.
    void endExpired() {
        var now = time.instant();
        List<Hold> ended = new ArrayList<>();
        List<Hold> perhapsRenewed = new ArrayList<>();
        synchronized (this) {
            while (!expiring.isEmpty() && !now.isBefore(expiring.first().end)) {
                var hold = expiring.pollFirst();
                if (hold.caller.isLogin()) {
                    perhapsRenewed.add(hold);
                } else {
                    forget(hold);
                    ended.add(hold);
                }
            }
        }
        ended.forEach(HeldAccess::endSafely);
        if (!perhapsRenewed.isEmpty()) {
            // The table may be slow, and others expire meanwhile.
            Thread.startVirtualThread(() -> perhapsRenewed.forEach(this::endUnlessRenewed));
        }
    }

    private void endUnlessRenewed(Hold hold) {
        var end = nextEnd(hold.caller);
        synchronized (this) {
            if (!isHeld(hold)) {
                return;
            }
            if (end.isPresent()) {
                hold.end = end.get();
                expiring.add(hold);
                return;
            }
            forget(hold);
        }
        endSafely(hold);
    }

    private Optional<Instant> nextEnd(Caller caller) {
        try {
            return logins.end(caller.user().id(), caller.grant());
        } catch (StoreDownException e) {
            return Optional.of(time.instant().plus(UNKNOWN));
        }
    }

    /// One hold's trouble must not keep all others open.
    private static void endSafely(Hold hold) {
        try {
            hold.onEnd.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "what has expired may still be open", e);
        }
    }

    private void lookAtTheClock() {
        try {
            while (true) {
                Thread.sleep(BETWEEN_LOOKS);
                endExpired();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        clock.interrupt();
    }

    /// Whoever was checked so long ago that an end may have been forgotten counts as ended, and comes again.
    private boolean hasEndedSince(long moment, Subject subject) {
        return moment < forgottenCount || moment < ends.getOrDefault(subject, 0L);
    }

    private boolean isHeld(Hold hold) {
        return holds.getOrDefault(hold.user, Set.of()).contains(hold);
    }

    private void forget(Hold hold) {
        expiring.remove(hold);
        forget(hold.user, hold);
        forget(hold.grant, hold);
    }

    private void forget(Subject subject, Hold hold) {
        holds.computeIfPresent(
                subject,
                (_, all) -> {
                    all.remove(hold);
                    return all.isEmpty() ? null : all;
                });
    }

    /// One thing that is held open.
    public final class Hold implements AutoCloseable {
        private final Caller caller;
        private final Subject user;
        private final Subject grant;
        private final Runnable onEnd;

        /// Tells apart those that expire at the same instant.
        private final long number;

        /// Changes only while it is not among those that expire.
        private Instant end;

        private Hold(Caller caller, Runnable onEnd, long number) {
            this.caller = caller;
            this.user = new OfUser(caller.user().id());
            this.grant = new OfGrant(caller.grant());
            this.onEnd = onEnd;
            this.number = number;
            this.end = caller.expires().orElse(Instant.MAX);
        }

        @Override
        public void close() {
            synchronized (HeldAccess.this) {
                forget(this);
            }
        }
    }
}
