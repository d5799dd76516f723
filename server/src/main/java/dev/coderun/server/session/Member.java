package dev.coderun.server.session;

import dev.coderun.session.live.Role;
import java.time.Instant;
import java.util.Optional;

/// Somebody who has been in a session, and why they may be.
record Member(String userId, String name, Standing standing, Instant openedAt) {

    /// The link that they came through, if that is what counts.
    Optional<String> shareId() {
        return standing instanceof Standing.Invited(var id) ? Optional.of(id) : Optional.empty();
    }

    /// What somebody's role comes from.
    sealed interface Standing {

        /// The owner gave it to this person, or it is the owner.
        record Given(Role role) implements Standing {}

        /// Through a share link, and for as long as that holds.
        record Invited(String shareId) implements Standing {}

        /// From the address alone: as far as that leads now.
        record Visiting() implements Standing {}

        /// The owner took it away: no link and no address brings it back.
        record Removed() implements Standing {}
    }
}
