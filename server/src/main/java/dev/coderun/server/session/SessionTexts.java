package dev.coderun.server.session;

import dev.coderun.server.identity.User;
import dev.coderun.server.web.Problem;
import dev.coderun.session.live.SessionFiles;
import java.util.Optional;

/// What a session holds, for whoever may hand it in somewhere else: its owner and editors.
public final class SessionTexts {
    private final SessionCatalog catalog;
    private final SessionAccess access;
    private final Sessions sessions;

    public SessionTexts(SessionCatalog catalog, SessionAccess access, Sessions sessions) {
        this.catalog = catalog;
        this.access = access;
        this.sessions = sessions;
    }

    /// The text that the server holds at this moment. Throws a problem if there is no such session, or if the user may
    /// not edit it.
    public SessionFiles editableBy(User user, String sessionId) {
        var session =
                Optional.of(sessionId)
                        .filter(SessionIds::isId)
                        .flatMap(catalog::find)
                        .orElseThrow(Doorkeeper::notFound);
        var role =
                access.of(session, user.id())
                        .map(SessionAccess.Granted::role)
                        .orElseThrow(Doorkeeper::notFound);
        if (!role.mayEdit()) {
            throw Problem.notAllowed("Only the owner and editors may hand in what a session holds.")
                    .thrown();
        }
        return sessions.files(session.id());
    }
}
