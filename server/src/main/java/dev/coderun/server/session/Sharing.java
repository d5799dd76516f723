package dev.coderun.server.session;

import dev.coderun.session.live.Role;
import java.util.Optional;

/// What the owner allows to those who have a session's address and nothing else, and whether it is a lecture.
///
/// @param addressRole the role of whoever is logged in and has the address
/// @param guests whether people who are not logged in may watch
/// @param lecture whether everybody but the owner watches for now, whatever else they may do
record Sharing(Optional<Role> addressRole, boolean guests, boolean lecture) {

    /// Having the address makes nobody anything.
    static final Sharing CLOSED = new Sharing(Optional.empty(), false, false);

    Sharing withLecture(boolean on) {
        return new Sharing(addressRole, guests, on);
    }
}
