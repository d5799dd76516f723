package dev.coderun.server.identity;

import java.util.Optional;

/// Who there is.
public interface UserStore {

    /// The user of an id, if there is one.
    Optional<User> find(String userId);
}
