package dev.coderun.server.session;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.coderun.server.session.Entrance.Decision;
import dev.coderun.server.transport.Connection;
import dev.coderun.server.transport.FrameReceiver;
import dev.coderun.session.codec.MalformedInputException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// A socket that speaks Hocuspocus: any number of sessions share it, each with a login of its own. Used by the
/// connection's own thread alone, but for the one look at whether anybody logged in at all.
final class HocuspocusConnection implements FrameReceiver {

    static final Duration LOGIN_PATIENCE = Duration.ofSeconds(10);
    static final int MAX_SESSIONS = 64;
    static final int MAX_REFUSED_LOGINS = 20;

    private static final int TRY_AGAIN_LATER = 1013;
    private static final int LOG_IN = 4401;

    private final Connection connection;
    private final Entrance entrance;
    private final Map<String, Seat> seats = new HashMap<>();
    private int refusedLogins;
    private boolean broken;
    private volatile boolean wasAdmitted;

    private record Seat(HocuspocusOutbox outbox, CollabConnection receiver) {}

    HocuspocusConnection(Connection connection, Entrance entrance) {
        this.connection = connection;
        this.entrance = entrance;
        CompletableFuture.delayedExecutor(
                        LOGIN_PATIENCE.toMillis(), MILLISECONDS, Thread::startVirtualThread)
                .execute(this::loginIsLate);
    }

    private void loginIsLate() {
        if (!wasAdmitted) {
            connection.outbox().close(LOG_IN, "nobody logged in");
        }
    }

    @Override
    public void frame(byte[] frame) {
        if (broken) {
            return;
        }
        try {
            HocuspocusFrames.read(frame).ifPresent(this::receive);
        } catch (MalformedInputException e) {
            broken = true;
            connection.outbox().close(CollabConnection.NOT_THIS_PROTOCOL, "not this protocol");
        }
    }

    /// What comes for a session that nobody entered is dropped: clients send it along with their token, and learn of its
    /// refusal later.
    private void receive(HocuspocusFrames.Incoming incoming) {
        var seat = seats.get(incoming.key());
        if (incoming.type() == HocuspocusFrames.AUTH) {
            if (seat == null || seat.outbox.isClosed()) {
                leave(incoming.key());
                enter(incoming);
            }
        } else if (incoming.type() == HocuspocusFrames.CLOSE) {
            leave(incoming.key());
        } else if (seat != null) {
            receive(seat, incoming);
        }
    }

    private void receive(Seat seat, HocuspocusFrames.Incoming incoming) {
        boolean asks = incoming.asksForState();
        if (asks) {
            // The state of one session after the other, each with the room that one state has.
            connection.flush();
        }
        incoming.inYProtocols().ifPresent(seat.receiver::frame);
        if (asks) {
            seat.receiver.ask();
        }
    }

    private void enter(HocuspocusFrames.Incoming incoming) {
        if (seats.size() >= MAX_SESSIONS) {
            refuse(incoming.key(), "too many sessions on one connection");
            return;
        }
        switch (entrance.byTicketOrToken(incoming.documentName(), incoming.token())) {
            case Decision.TurnedAway(int code, var reason) -> {
                if (code == TRY_AGAIN_LATER) {
                    connection.outbox().close(code, reason);
                } else {
                    refuse(incoming.key(), reason);
                }
            }
            case Decision.Welcome welcome -> {
                wasAdmitted = true;
                connection.admitted();
                var outbox = new HocuspocusOutbox(incoming.key(), connection.outbox());
                outbox.authenticated(welcome.role());
                entrance.open(new Share(connection, incoming.key(), outbox), welcome)
                        .ifPresent(
                                receiver -> seats.put(incoming.key(), new Seat(outbox, receiver)));
                outbox.joined();
            }
        }
    }

    private void refuse(String key, String reason) {
        refusedLogins++;
        if (refusedLogins > MAX_REFUSED_LOGINS) {
            connection.outbox().close(LOG_IN, "too many tokens that do not hold");
        } else {
            connection.outbox().offer(HocuspocusFrames.permissionDenied(key, reason));
        }
    }

    private void leave(String key) {
        var seat = seats.remove(key);
        if (seat != null) {
            seat.receiver.closed();
        }
    }

    @Override
    public void closed() {
        wasAdmitted = true; // nobody is left to be late
        seats.values().forEach(seat -> seat.receiver.closed());
        seats.clear();
    }

    /// One session's share of the connection.
    private record Share(Connection whole, String key, HocuspocusOutbox outbox)
            implements Connection {

        /// A session may be entered twice on one socket.
        @Override
        public String id() {
            return whole.id() + "/" + key;
        }

        @Override
        public void sendText(String message) {
            throw new UnsupportedOperationException("Hocuspocus has binary messages only");
        }

        @Override
        public String remoteAddress() {
            return whole.remoteAddress();
        }

        @Override
        public boolean speaksCodeRun() {
            return false;
        }

        @Override
        public void admitted() {}

        @Override
        public void flush() {
            whole.flush();
        }
    }
}
