package dev.coderun.server.session;

import dev.coderun.server.identity.AccountData;
import dev.coderun.server.identity.Tickets;
import dev.coderun.server.identity.User;
import dev.coderun.server.session.SessionCatalog.Listed;
import dev.coderun.server.web.Json;
import dev.coderun.session.live.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        var all = all(user.id());
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
        for (var listed : all(userId)) {
            if (listed.role() == Role.OWNER) {
                var id = listed.session().id();
                catalog.delete(listed.session());
                tickets.endSession(id);
                sessions.delete(id);
            }
        }
        catalog.placesOf(userId).forEach(id -> catalog.forget(id, userId));
        catalog.forgetCount(userId);
    }

    private List<Listed> all(String userId) {
        List<Listed> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            var page = catalog.list(userId, after);
            all.addAll(page.items());
            after = page.next();
        } while (after.isPresent());
        return all;
    }
}
