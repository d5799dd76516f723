package dev.coderun.server.session;

import dev.coderun.server.dynamodb.StoreDownException;
import dev.coderun.server.identity.Authentication;
import dev.coderun.server.identity.Caller;
import dev.coderun.server.identity.HeldAccess;
import dev.coderun.server.identity.Tickets;
import dev.coderun.server.session.Sessions.Seat;
import dev.coderun.server.transport.Admission;
import dev.coderun.server.transport.Connection;
import dev.coderun.server.transport.Endpoint;
import dev.coderun.server.transport.FrameReceiver;
import dev.coderun.server.transport.UpgradeRequest;
import dev.coderun.session.codec.MalformedInputException;
import dev.coderun.session.live.Person;
import dev.coderun.session.live.Role;
import java.time.InstantSource;
import java.util.Optional;

/// `WS /collab/{session}`: lets people and programs into sessions.
public final class CollabEndpoint implements Endpoint {

    public static final String PATH = "/collab/";

    private static final System.Logger LOG = System.getLogger(CollabEndpoint.class.getName());

    private static final String CODE_RUN = "coderun.v1";
    private static final int TRY_AGAIN_LATER = 1013;
    private static final int LOG_IN = 4401;
    private static final int NOT_ALLOWED = 4403;
    private static final int NO_SUCH_SESSION = 4404;

    private final Authentication authentication;
    private final HeldAccess heldAccess;
    private final Tickets tickets;
    private final SessionCatalog catalog;
    private final Sessions sessions;
    private final FrameHandler frames;
    private final SessionMetrics metrics;
    private final InstantSource time;

    public CollabEndpoint(
            Authentication authentication,
            HeldAccess heldAccess,
            Tickets tickets,
            SessionCatalog catalog,
            Sessions sessions,
            FrameHandler frames,
            SessionMetrics metrics,
            InstantSource time) {
        this.authentication = authentication;
        this.heldAccess = heldAccess;
        this.tickets = tickets;
        this.catalog = catalog;
        this.sessions = sessions;
        this.frames = frames;
        this.metrics = metrics;
        this.time = time;
    }

    @Override
    public Admission admit(UpgradeRequest request) {
        var sessionId = request.path().substring(PATH.length());
        if (!SessionIds.isId(sessionId)) {
            return new Admission.AcceptThenClose(NO_SUCH_SESSION, "no such session");
        }
        var ticket = request.parameter("ticket");
        if (ticket.isEmpty()) {
            return authentication
                    .caller(request.headers())
                    .map(caller -> admit(request, sessionId, caller, () -> {}))
                    .orElseGet(CollabEndpoint::loginNeeded);
        }
        var use = tickets.use(ticket.get(), sessionId);
        if (use.isEmpty()) {
            return loginNeeded();
        }
        var admission = admit(request, sessionId, use.get().caller(), use.get()::close);
        if (!(admission instanceof Admission.Accept)) {
            use.get().close();
        }
        return admission;
    }

    private static Admission loginNeeded() {
        return new Admission.AcceptThenClose(LOG_IN, "log in");
    }

    private Admission admit(
            UpgradeRequest request, String sessionId, Caller caller, Runnable onClosed) {
        try {
            var session = catalog.find(sessionId);
            if (session.isEmpty()) {
                return new Admission.AcceptThenClose(NO_SUCH_SESSION, "no such session");
            }
            var role = catalog.enter(session.get(), caller.user());
            if (role.isEmpty()) {
                return new Admission.AcceptThenClose(NOT_ALLOWED, "not allowed");
            }
            return new Admission.Accept(
                    Optional.of(CODE_RUN).filter(request.subprotocols()::contains),
                    connection -> open(connection, sessionId, caller, role.get(), onClosed));
        } catch (StoreDownException e) {
            return new Admission.AcceptThenClose(TRY_AGAIN_LATER, "the database does not answer");
        }
    }

    private FrameReceiver open(
            Connection connection, String sessionId, Caller caller, Role role, Runnable onClosed) {
        var user = caller.user();
        var person = new Person(user.id(), user.name(), user.color());
        try {
            var seat =
                    sessions.enter(
                            sessionId,
                            session ->
                                    session.join(
                                            connection.id(),
                                            person,
                                            role,
                                            connection.outbox(),
                                            connection.speaksCodeRun()));
            var hold = heldAccess.hold(caller, () -> dismiss(seat));
            return new CollabConnection(
                    connection,
                    sessions,
                    seat,
                    frames,
                    metrics,
                    time,
                    () -> {
                        hold.close();
                        onClosed.run();
                    });
        } catch (StoreDownException e) {
            connection.outbox().close(TRY_AGAIN_LATER, "the database does not answer");
        } catch (MalformedInputException e) {
            LOG.log(System.Logger.Level.ERROR, "the session " + sessionId + " cannot be read", e);
            connection.outbox().close(TRY_AGAIN_LATER, "the session cannot be read");
        }
        onClosed.run();
        return new TurnedAway();
    }

    private static void dismiss(Seat seat) {
        seat.session().dismiss(seat.participant(), LOG_IN, "log in");
    }

    /// Hears what is still said on a connection that is about to close.
    private static final class TurnedAway implements FrameReceiver {

        @Override
        public void frame(byte[] message) {}

        @Override
        public void closed() {}
    }
}
