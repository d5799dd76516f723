package dev.coderun.server.session;

import dev.coderun.session.live.Role;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Who has which role in a session at one moment: the owner's own decisions first, then links, then the address.
///
/// @param shares by their id; those that have expired give nothing
record Rights(SessionInfo session, Map<String, Share> shares, Instant now) {

    Rights {
        shares = Map.copyOf(shares);
    }

    /// The role of somebody who is logged in; empty if they may not enter. `member` is empty if they never did.
    Optional<Role> of(String userId, Optional<Member> member) {
        if (userId.equals(session.ownerId())) {
            return Optional.of(Role.OWNER);
        }
        var standing = member.map(Member::standing).orElseGet(Member.Standing.Visiting::new);
        var role =
                switch (standing) {
                    case Member.Standing.Given(var given) -> Optional.of(given);
                    case Member.Standing.Removed() -> Optional.<Role>empty();
                    case Member.Standing.Invited(var shareId) ->
                            better(share(shareId).map(Share::role), ofVisitor());
                    case Member.Standing.Visiting() -> ofVisitor();
                };
        return session.sharing().lecture() ? role.map(_ -> Role.VIEWER) : role;
    }

    Optional<Role> ofGuest() {
        return session.sharing().guests() ? Optional.of(Role.VIEWER) : Optional.empty();
    }

    /// When a member's role may change though nobody changes anything.
    Optional<Instant> until(Optional<Member> member) {
        return member.flatMap(Member::shareId).flatMap(this::share).flatMap(Share::expires);
    }

    private Optional<Role> ofVisitor() {
        return better(session.sharing().addressRole(), ofGuest());
    }

    private Optional<Share> share(String id) {
        return Optional.ofNullable(shares.get(id)).filter(share -> share.holdsAt(now));
    }

    static Optional<Role> better(Optional<Role> one, Optional<Role> other) {
        return Stream.concat(one.stream(), other.stream()).min(Comparator.naturalOrder());
    }
}
