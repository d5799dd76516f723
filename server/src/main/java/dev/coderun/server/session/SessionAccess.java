package dev.coderun.server.session;

import dev.coderun.server.identity.Authentication;
import dev.coderun.server.identity.Caller;
import dev.coderun.server.identity.User;
import dev.coderun.server.web.HttpProblem;
import dev.coderun.server.web.Problem;
import dev.coderun.session.live.Role;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/// Who asks for which session over HTTP, and what they may do there.
public final class SessionAccess {

    private final Authentication authentication;
    private final SessionCatalog catalog;

    public SessionAccess(Authentication authentication, SessionCatalog catalog) {
        this.authentication = authentication;
        this.catalog = catalog;
    }

    record Place(Caller caller, SessionInfo session, Role role) {

        User user() {
            return caller.user();
        }
    }

    /// Of the session that the address names as `id`. Throws a problem: 401, 404, or 403 for whoever may not enter.
    Place place(ServerRequest request) {
        var caller = authentication.requiredCaller(request);
        var session =
                Optional.of(request.path().pathParameters().get("id"))
                        .filter(SessionIds::isId)
                        .flatMap(catalog::find)
                        .orElseThrow(SessionAccess::notFound);
        var role =
                catalog.role(session, caller.user().id())
                        .orElseThrow(
                                () ->
                                        Problem.notAllowed(
                                                        "You may not enter this session. Ask its"
                                                                + " owner.")
                                                .thrown());
        return new Place(caller, session, role);
    }

    static HttpProblem notFound() {
        return Problem.of(
                        404,
                        "session-not-found",
                        "No such session",
                        "There is no session with this id. Ask for a new link, or start a session"
                                + " of your own.")
                .thrown();
    }
}
