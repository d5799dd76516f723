package dev.coderun.server.identity;

/// Who has logged in before: the same login is the same user, after a restart too.
public interface UserStore {

    /// The user behind a provider's account, made at its first login. `subject` is what the provider calls the account.
    User userOf(String provider, String subject, String name);
}
