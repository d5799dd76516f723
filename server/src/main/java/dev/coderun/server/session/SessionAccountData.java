package dev.coderun.server.session;

import dev.coderun.server.identity.AccountData;
import dev.coderun.server.identity.Tickets;
import dev.coderun.server.identity.User;
import dev.coderun.server.session.SessionPlaces.Listed;
import dev.coderun.server.web.Json;
import dev.coderun.session.live.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What sessions keep of people: those that they own, with all files, and their places in others'.
public final class SessionAccountData implements AccountData {

    private final SessionCatalog catalog;
    private final Sessions sessions;
    private final Tickets tickets;

    public SessionAccountData(SessionCatalog catalog, Sessions sessions, Tickets tickets) {
        this.catalog = catalog;
        this.sessions = sessions;
        this.tickets = tickets;
    }

    @Override
    public void export(User user, Archive archive) throws IOException {
        var all =
                catalog.places().all(user.id()).stream()
                        .flatMap(place -> place.listed().stream())
                        .toList();
        archive.add(
                "sessions.json", Json.bytes(all.stream().map(SessionAccountData::json).toList()));
        for (var listed : all) {
            if (listed.role() == Role.OWNER) {
                var id = listed.session().id();
                for (var file : sessions.files(id).files().entrySet()) {
                    archive.add(
                            "sessions/" + id + "/" + file.getKey(),
                            file.getValue().getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    private static Map<String, String> json(Listed listed) {
        var session = listed.session();
        return Map.of(
                "id", session.id(),
                "title", session.title(),
                "language", session.language(),
                "role", SessionMessages.name(listed.role()),
                "createdAt", session.createdAt().toString());
    }

    /// Own sessions go with everything in them; in others' the place goes, also where the user may no longer enter, and
    /// what was written there stays theirs.
    @Override
    public void delete(String userId) {
        for (var place : catalog.places().all(userId)) {
            place.listed()
                    .filter(listed -> listed.role() == Role.OWNER)
                    .ifPresent(listed -> delete(listed.session()));
            catalog.places().forget(place.sessionId(), userId);
        }
        catalog.forgetCount(userId);
    }

    private void delete(SessionInfo session) {
        catalog.delete(session);
        tickets.endSession(session.id());
        sessions.delete(session.id());
    }
}
