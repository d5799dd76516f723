package dev.coderun.server.identity;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// People whom a test lets in, each with a token of their own.
public final class KnownPeople implements Credentials {

    private final Map<String, Caller> callers = new ConcurrentHashMap<>();

    /// A token that speaks for a user from now on.
    public String tokenOf(User user) {
        var token = "token of " + user.id();
        callers.put(token, new Caller(user, "login of " + user.id(), 0));
        return token;
    }

    @Override
    public Optional<Caller> check(String token) {
        return Optional.ofNullable(callers.get(token));
    }
}
