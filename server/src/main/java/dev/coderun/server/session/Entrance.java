package dev.coderun.server.session;

import dev.coderun.server.identity.Authentication;
import dev.coderun.server.identity.Caller;
import dev.coderun.server.identity.HeldAccess;
import dev.coderun.server.identity.Tickets;
import dev.coderun.server.session.Sessions.Seat;
import dev.coderun.server.transport.Connection;
import dev.coderun.server.web.LogContext;
import dev.coderun.server.web.Quota;
import dev.coderun.server.web.UnavailableException;
import dev.coderun.session.codec.MalformedInputException;
import dev.coderun.session.live.Person;
import dev.coderun.session.live.Role;
import io.helidon.http.Headers;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// Lets people and programs into sessions, whichever protocol they speak, and says why if it does not.
public final class Entrance {

    private static final System.Logger LOG = System.getLogger(Entrance.class.getName());

    private static final int TRY_AGAIN_LATER = 1013;
    private static final int LOG_IN = 4401;
    private static final int NOT_ALLOWED = 4403;
    private static final int NO_SUCH_SESSION = 4404;

    private static final Decision LOGIN_NEEDED = new Decision.TurnedAway(LOG_IN, "log in");

    private final Authentication authentication;
    private final HeldAccess heldAccess;
    private final Tickets tickets;
    private final SessionCatalog catalog;
    private final SessionAccess access;
    private final RightsKeeper rightsKeeper;
    private final Sessions sessions;
    private final FrameHandler frames;
    private final EntranceLimits limits;
    private final Quota seatsOfUsers;
    private final Quota seatsInSessions;
    private final SessionMetrics metrics;
    private final InstantSource time;

    public Entrance(
            Authentication authentication,
            HeldAccess heldAccess,
            Tickets tickets,
            SessionCatalog catalog,
            SessionAccess access,
            RightsKeeper rightsKeeper,
            Sessions sessions,
            FrameHandler frames,
            EntranceLimits limits,
            SessionMetrics metrics,
            InstantSource time) {
        this.authentication = authentication;
        this.heldAccess = heldAccess;
        this.tickets = tickets;
        this.catalog = catalog;
        this.access = access;
        this.rightsKeeper = rightsKeeper;
        this.sessions = sessions;
        this.frames = frames;
        this.limits = limits;
        this.seatsOfUsers = new Quota(limits.seatsPerUser());
        this.seatsInSessions = new Quota(limits.seatsPerSession());
        this.metrics = metrics;
        this.time = time;
    }

    /// Whether somebody may come in.
    sealed interface Decision {

        /// They may: to be opened or, if that does not come about, closed.
        ///
        /// @param caller empty for a guest
        /// @param moment when the rights were read, as [RightsKeeper] counts
        record Welcome(
                SessionInfo session,
                Optional<Caller> caller,
                SessionAccess.Granted granted,
                long moment,
                Runnable onClosed)
                implements Decision {

            Role role() {
                return granted.role();
            }

            private Welcome andThen(Runnable more) {
                return new Welcome(
                        session,
                        caller,
                        granted,
                        moment,
                        () -> {
                            onClosed.run();
                            more.run();
                        });
            }

            private Person person() {
                return caller.map(Caller::user)
                        .map(user -> new Person(user.id(), user.name(), user.color()))
                        .orElse(Person.GUEST);
            }
        }

        /// They may not; the code is one that a browser can read.
        record TurnedAway(int code, String reason) implements Decision {}
    }

    /// With a cookie beside our exact Origin, a bearer token, or as a guest.
    Decision byHeaders(String sessionId, Headers headers) {
        return decided(
                () ->
                        authentication
                                .caller(headers)
                                .map(caller -> decide(sessionId, caller, () -> {}))
                                .orElseGet(() -> decideAboutGuest(sessionId)));
    }

    Decision byTicket(String sessionId, String ticket) {
        if (!SessionIds.isId(sessionId)) {
            return noSuchSession();
        }
        var use = tickets.use(ticket, sessionId);
        if (use.isEmpty()) {
            return LOGIN_NEEDED;
        }
        var decision = decided(() -> decide(sessionId, use.get().caller(), use.get()::close));
        if (decision instanceof Decision.TurnedAway) {
            use.get().close();
        }
        return decision;
    }

    /// With a ticket or an API token, for protocols that have one place for both.
    Decision byTicketOrToken(String sessionId, String secret) {
        return decided(
                () ->
                        authentication
                                .caller(secret)
                                .map(caller -> decide(sessionId, caller, () -> {}))
                                .orElseGet(() -> byTicket(sessionId, secret)));
    }

    /// What a decision needs may not answer.
    private static Decision decided(Supplier<Decision> decision) {
        try {
            return decision.get();
        } catch (UnavailableException e) {
            return new Decision.TurnedAway(TRY_AGAIN_LATER, e.reason());
        }
    }

    private Decision decide(String sessionId, Caller caller, Runnable onClosed) {
        if (!SessionIds.isId(sessionId)) {
            return noSuchSession();
        }
        long moment = rightsKeeper.moment();
        var session = catalog.find(sessionId);
        if (session.isEmpty()) {
            return noSuchSession();
        }
        return access.enter(session.get(), caller.user())
                .map(
                        granted ->
                                seat(
                                        new Decision.Welcome(
                                                session.get(),
                                                Optional.of(caller),
                                                granted,
                                                moment,
                                                onClosed)))
                .orElseGet(() -> new Decision.TurnedAway(NOT_ALLOWED, "not allowed"));
    }

    /// Whoever is not logged in learns nothing about sessions that are not open to guests, not even which there are.
    private Decision decideAboutGuest(String sessionId) {
        if (!SessionIds.isId(sessionId)) {
            return LOGIN_NEEDED;
        }
        long moment = rightsKeeper.moment();
        return catalog.find(sessionId)
                .flatMap(
                        session ->
                                access.ofGuest(session)
                                        .map(
                                                granted ->
                                                        seat(
                                                                new Decision.Welcome(
                                                                        session,
                                                                        Optional.empty(),
                                                                        granted,
                                                                        moment,
                                                                        () -> {}))))
                .orElse(LOGIN_NEEDED);
    }

    /// Whoever may come in does if there is room.
    private Decision seat(Decision.Welcome welcome) {
        var inSession = seatsInSessions.take(welcome.session().id());
        if (inSession.isEmpty()) {
            return new Decision.TurnedAway(TRY_AGAIN_LATER, "this session is full");
        }
        if (welcome.caller().isEmpty()) {
            return welcome.andThen(inSession.get()::close);
        }
        var ofUser = seatsOfUsers.take(welcome.caller().get().user().id());
        if (ofUser.isEmpty()) {
            inSession.get().close();
            return new Decision.TurnedAway(TRY_AGAIN_LATER, "too many connections of yours");
        }
        return welcome.andThen(inSession.get()::close).andThen(ofUser.get()::close);
    }

    private static Decision noSuchSession() {
        return new Decision.TurnedAway(NO_SUCH_SESSION, "no such session");
    }

    /// Gives somebody a seat. Empty if that does not come about: then the connection closes with the reason.
    Optional<CollabConnection> open(Connection connection, Decision.Welcome welcome) {
        var sessionId = welcome.session().id();
        try {
            var seat =
                    sessions.enter(
                            sessionId,
                            session ->
                                    session.join(
                                            connection.id(),
                                            welcome.person(),
                                            welcome.role(),
                                            connection.outbox(),
                                            connection.speaksCodeRun()));
            if (welcome.session().sharing().lecture() && connection.speaksCodeRun()) {
                connection.outbox().offer(SessionMessages.lecture(true));
            }
            var hold = welcome.caller().map(caller -> heldAccess.hold(caller, () -> dismiss(seat)));
            rightsKeeper.joined(sessionId, welcome.granted().until(), welcome.moment());
            return Optional.of(
                    new CollabConnection(
                            connection,
                            sessions,
                            seat,
                            frames,
                            metrics,
                            new FramePace(limits, System.nanoTime()),
                            time,
                            () -> {
                                hold.ifPresent(HeldAccess.Hold::close);
                                welcome.onClosed().run();
                            }));
        } catch (UnavailableException e) {
            connection.outbox().close(TRY_AGAIN_LATER, e.reason());
        } catch (MalformedInputException e) {
            LogContext.with("session", sessionId)
                    .run(() -> LOG.log(System.Logger.Level.ERROR, "the session cannot be read", e));
            connection.outbox().close(TRY_AGAIN_LATER, "the session cannot be read");
        }
        welcome.onClosed().run();
        return Optional.empty();
    }

    private static void dismiss(Seat seat) {
        seat.session().dismiss(seat.participant(), LOG_IN, "log in");
    }
}
