package dev.coderun.server.identity;

import java.util.Optional;

/// Who has logged in before: the same login is the same user, after a restart too.
public interface UserStore {

    /// The user behind a provider's account, made at its first login. `subject` is what the provider calls the account.
    User userOf(String provider, String subject, String name);

    /// The user of an id, if there is one.
    Optional<User> find(String userId);
}
