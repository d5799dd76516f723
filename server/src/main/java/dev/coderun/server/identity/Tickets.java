package dev.coderun.server.identity;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Secrets that open one session's websockets in a user's name, for programs that can only set an address. A ticket
/// ends ten minutes after it was made or after its last connection closed. Guarded by this.
public final class Tickets {

    static final Duration LIFETIME = Duration.ofMinutes(10);
    static final int MAX_TICKETS_PER_USER = 1_000;

    /// Bounds the memory: about 20 MB.
    static final int MAX_TICKETS = 100_000;

    private static final int SECRET_BYTES = 24;

    private final HeldAccess heldAccess;
    private final InstantSource time;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Ticket> tickets = new HashMap<>();
    private final Map<String, Integer> countByUser = new HashMap<>();

    public Tickets(HeldAccess heldAccess, InstantSource time) {
        this.heldAccess = heldAccess;
        this.time = time;
    }

    /// A new ticket, which ends at once when its user's access does; empty if the user, or everybody together, holds too
    /// many that have not ended.
    public synchronized Optional<String> issue(String sessionId, Caller caller) {
        if (isFullFor(caller.user())) {
            var now = time.instant();
            removeAll(ticket -> ticket.hasEnded(now));
        }
        if (isFullFor(caller.user())) {
            return Optional.empty();
        }
        var secret = newSecret();
        var ticket = new Ticket(sessionId, caller, time.instant().plus(LIFETIME));
        tickets.put(secret, ticket);
        countByUser.merge(caller.user().id(), 1, Integer::sum);
        ticket.hold = heldAccess.hold(caller, () -> remove(secret));
        return Optional.of(secret);
    }

    private String newSecret() {
        var secretBytes = new byte[SECRET_BYTES];
        random.nextBytes(secretBytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secretBytes);
    }

    /// Takes a ticket for one connection, which must close the [Use] when it ends. Empty if there is no such ticket for
    /// this session, or it has ended.
    public synchronized Optional<Use> use(String secret, String sessionId) {
        var ticket = tickets.get(secret);
        if (ticket == null
                || !ticket.sessionId.equals(sessionId)
                || ticket.hasEnded(time.instant())) {
            return Optional.empty();
        }
        ticket.connections++;
        return Optional.of(new Use(ticket, heldAccess.moment()));
    }

    /// Ends a user's tickets for a session, because they may no longer enter it.
    public synchronized void end(String sessionId, String userId) {
        removeAll(ticket -> ticket.sessionId.equals(sessionId) && ticket.userId().equals(userId));
    }

    /// Ends everybody's tickets for a session, because it is gone.
    public synchronized void endSession(String sessionId) {
        removeAll(ticket -> ticket.sessionId.equals(sessionId));
    }

    private boolean isFullFor(User user) {
        return tickets.size() >= MAX_TICKETS
                || countByUser.getOrDefault(user.id(), 0) >= MAX_TICKETS_PER_USER;
    }

    private synchronized void remove(String secret) {
        var ticket = tickets.remove(secret);
        if (ticket != null) {
            forget(ticket);
        }
    }

    private void removeAll(Predicate<Ticket> condition) {
        var all = tickets.values().iterator();
        while (all.hasNext()) {
            var ticket = all.next();
            if (condition.test(ticket)) {
                all.remove();
                forget(ticket);
            }
        }
    }

    private void forget(Ticket ticket) {
        countByUser.computeIfPresent(ticket.userId(), (_, count) -> count == 1 ? null : count - 1);
        if (ticket.hold != null) {
            ticket.hold.close();
        }
    }

    private synchronized void release(Ticket ticket) {
        ticket.connections--;
        ticket.end = time.instant().plus(LIFETIME);
    }

    private static final class Ticket {
        private final String sessionId;
        private final Caller caller;
        private Instant end;
        private int connections;
        private HeldAccess.@Nullable Hold hold;

        Ticket(String sessionId, Caller caller, Instant end) {
            this.sessionId = sessionId;
            this.caller = caller;
            this.end = end;
        }

        String userId() {
            return caller.user().id();
        }

        boolean hasEnded(Instant now) {
            return connections == 0 && !now.isBefore(end);
        }
    }

    /// One connection's hold on a ticket: while there is one, the ticket does not end by time.
    public final class Use implements AutoCloseable {
        private final Ticket ticket;
        private final Caller caller;
        private boolean closed;

        private Use(Ticket ticket, long moment) {
            this.ticket = ticket;
            this.caller = ticket.caller.at(moment);
        }

        public Caller caller() {
            return caller;
        }

        @Override
        public void close() {
            synchronized (Tickets.this) {
                if (!closed) {
                    closed = true;
                    release(ticket);
                }
            }
        }
    }
}
