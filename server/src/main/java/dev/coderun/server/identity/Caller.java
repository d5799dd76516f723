package dev.coderun.server.identity;

import java.time.Instant;
import java.util.Optional;

/// Who asks, and what lets them: a login or an API token, by its id.
///
/// @param grant outlives the short tokens that are made of it, and ends by logout or revocation
/// @param expires when the grant ends by itself: a login unless it is used before, a program's token in any case
/// @param moment when it was found to hold, as [HeldAccess] counts
public record Caller(User user, String grant, Power power, Optional<Instant> expires, long moment) {

    /// How far what lets them goes.
    public enum Power {
        /// To look at everything that its user may see.
        READ,
        /// To do everything that its user may do, but for the account itself.
        CHANGE,
        /// To do everything, as whoever logged in by themselves.
        ACCOUNT
    }

    /// Somebody who logged in by themselves.
    public Caller(User user, String grant, long moment) {
        this(user, grant, Power.ACCOUNT, Optional.empty(), moment);
    }

    /// Whether using it puts off its end.
    boolean isLogin() {
        return power == Power.ACCOUNT;
    }

    public boolean mayChange() {
        return power != Power.READ;
    }

    /// The same, found to hold at another moment.
    Caller at(long otherMoment) {
        return new Caller(user, grant, power, expires, otherMoment);
    }

    boolean hasExpired(Instant now) {
        return expires.filter(end -> !now.isBefore(end)).isPresent();
    }
}
