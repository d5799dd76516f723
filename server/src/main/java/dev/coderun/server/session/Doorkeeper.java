package dev.coderun.server.session;

import dev.coderun.server.identity.Authentication;
import dev.coderun.server.identity.Caller;
import dev.coderun.server.identity.User;
import dev.coderun.server.web.HttpProblem;
import dev.coderun.server.web.Problem;
import dev.coderun.session.live.Role;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/// Finds out who asks over HTTP, for which session, and what they may do there.
public final class Doorkeeper {

    private final Authentication authentication;
    private final SessionCatalog catalog;
    private final SessionAccess access;

    public Doorkeeper(Authentication authentication, SessionCatalog catalog, SessionAccess access) {
        this.authentication = authentication;
        this.catalog = catalog;
        this.access = access;
    }

    /// Who asks, and for what. Without a caller it is a guest.
    record Place(Optional<Caller> visitor, SessionInfo session, Role role) {

        /// For what a guest may not do.
        Caller caller() {
            return visitor.orElseThrow(() -> Problem.loginNeeded().thrown());
        }

        User user() {
            return caller().user();
        }
    }

    /// Whoever may enter, guests too where they may watch.
    Place place(ServerRequest request) {
        var caller = authentication.caller(request);
        if (caller.isEmpty()) {
            return guestPlace(request);
        }
        var session = session(request);
        var role =
                access.of(session, caller.get().user().id())
                        .map(SessionAccess.Granted::role)
                        .orElseThrow(Doorkeeper::notFound);
        return new Place(caller, session, role);
    }

    /// Whoever is not logged in learns nothing about sessions that are not open to guests, not even that they are.
    private Place guestPlace(ServerRequest request) {
        return requested(request)
                .flatMap(
                        session ->
                                access.ofGuest(session)
                                        .map(
                                                guest ->
                                                        new Place(
                                                                Optional.empty(),
                                                                session,
                                                                guest.role())))
                .orElseThrow(() -> Problem.loginNeeded().thrown());
    }

    /// The same for what no guest may do.
    Place known(ServerRequest request) {
        authentication.required(request);
        return place(request);
    }

    /// The same for what the owner alone may do.
    Place owned(ServerRequest request) {
        var place = place(request);
        if (place.role() != Role.OWNER) {
            throw Problem.notAllowed("Only the owner of a session may do that.").thrown();
        }
        return place;
    }

    private SessionInfo session(ServerRequest request) {
        return requested(request).orElseThrow(Doorkeeper::notFound);
    }

    /// The session of the address, whoever asks.
    Optional<SessionInfo> requested(ServerRequest request) {
        return Optional.of(request.path().pathParameters().get("id"))
                .filter(SessionIds::isId)
                .flatMap(catalog::find);
    }

    /// The same for whoever may not enter: a stranger learns of no session that it is there.
    static HttpProblem notFound() {
        return Problem.of(
                        404,
                        "session-not-found",
                        "No session here for you",
                        "There is no such session, or you may not enter it: ask its owner for a"
                                + " link.")
                .thrown();
    }
}
