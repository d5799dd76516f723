package dev.coderun.server.session;

import dev.coderun.server.dynamodb.Table;
import dev.coderun.server.identity.User;
import dev.coderun.session.live.Role;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Answers who may do what in a session, from the store as it is now. Each call throws
/// [dev.coderun.server.dynamodb.StoreDownException] when that does not answer.
public final class SessionAccess {

    private final SessionCatalog catalog;
    private final MemberStore members;
    private final InstantSource time;

    public SessionAccess(Table table, SessionCatalog catalog, InstantSource time) {
        this.catalog = catalog;
        this.members = new MemberStore(table);
        this.time = time;
    }

    /// A role, and when it may end though nobody changes anything.
    record Granted(Role role, Optional<Instant> until) {}

    MemberStore members() {
        return members;
    }

    /// What a user may do; empty if they may not enter.
    Optional<Granted> of(SessionInfo session, String userId) {
        var member = members.find(session.id(), userId);
        var shares =
                member.flatMap(Member::shareId)
                        .flatMap(id -> members.share(session.id(), id))
                        .map(share -> Map.of(share.id(), share))
                        .orElse(Map.of());
        var rights = new Rights(session, shares, time.instant());
        return rights.of(userId, member).map(role -> new Granted(role, rights.until(member)));
    }

    /// The same for somebody who enters, which is noted.
    Optional<Granted> enter(SessionInfo session, User user) {
        var granted = of(session, user.id());
        granted.ifPresent(_ -> catalog.places().noteEntrance(session, user));
        return granted;
    }

    Optional<Granted> ofGuest(SessionInfo session) {
        return new Rights(session, Map.of(), time.instant())
                .ofGuest()
                .map(role -> new Granted(role, Optional.empty()));
    }

    /// Everybody's rights; empty if there is no such session any more.
    Optional<Rights> rights(String sessionId) {
        return catalog.find(sessionId)
                .map(session -> new Rights(session, members.shares(sessionId), time.instant()));
    }
}
