package dev.coderun.server.identity;

import dev.coderun.server.web.OurAddress;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.Optional;

/// Begins, renews and ends logins: what is stored of them, the cookies that carry them, and whatever hangs on them.
final class Logins {

    private static final System.Logger LOG = System.getLogger(Logins.class.getName());

    /// So long a cookie counts without being renewed.
    static final Duration COOKIE_LIFETIME = Duration.ofMinutes(15);

    private final Devices devices;
    private final ApiTokens apiTokens;
    private final Users users;
    private final KnownTokens knownTokens;
    private final HeldAccess heldAccess;
    private final OurAddress ourAddress;

    Logins(
            Devices devices,
            ApiTokens apiTokens,
            Users users,
            KnownTokens knownTokens,
            HeldAccess heldAccess,
            OurAddress ourAddress) {
        this.devices = devices;
        this.apiTokens = apiTokens;
        this.users = users;
        this.knownTokens = knownTokens;
        this.heldAccess = heldAccess;
        this.ourAddress = ourAddress;
    }

    /// Logs a user in where the request comes from.
    TokenParts begin(User user, ServerRequest request, ServerResponse response) {
        var label = request.headers().first(HeaderNames.USER_AGENT).orElse("");
        var login = devices.add(user.id(), label);
        setCookies(login, response);
        return login;
    }

    /// A token for a program of whoever logged in on this machine: it lasts as long as its login can.
    String programToken(TokenParts login) {
        return knownTokens.token(login.userId(), login.id(), Devices.LIFETIME);
    }

    /// Gives a browser its next cookies; empty if its login has ended.
    Optional<User> renew(ServerRequest request, ServerResponse response) {
        var login = Cookies.REFRESH.in(request, ourAddress.isSecure()).flatMap(TokenParts::of);
        var user = login.flatMap(found -> renew(found, response));
        if (user.isEmpty()) {
            clearCookies(response);
        }
        return user;
    }

    private Optional<User> renew(TokenParts login, ServerResponse response) {
        return switch (devices.renew(login)) {
            case Devices.Renewal.Renewed(var next) -> {
                setCookies(next, response);
                yield users.find(next.userId());
            }
            case Devices.Renewal.RenewedBefore(var same) -> {
                setAccessCookie(same, response);
                yield users.find(same.userId());
            }
            case Devices.Renewal.Refused() -> Optional.empty();
            case Devices.Renewal.Stolen(var stolen) -> {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "a login of user %s was ended: its secret was used twice"
                                .formatted(stolen.userId()));
                heldAccess.endGrant(stolen.id());
                yield Optional.empty();
            }
        };
    }

    /// Ends what lets a caller.
    void end(Caller caller) {
        devices.remove(caller.user().id(), caller.grant());
        heldAccess.endGrant(caller.grant());
    }

    /// Ends the login of a browser that was idle for so long that its cookie no longer says who it is.
    void endIdle(ServerRequest request) {
        Cookies.REFRESH
                .in(request, ourAddress.isSecure())
                .flatMap(TokenParts::of)
                .filter(devices::isCurrent)
                .ifPresent(login -> endDevice(login.userId(), login.id()));
    }

    /// Ends the login at a place; false if there is none.
    boolean endDevice(String userId, String deviceId) {
        var wasThere = devices.remove(userId, deviceId);
        if (wasThere) {
            heldAccess.endGrant(deviceId);
        }
        return wasThere;
    }

    /// Ends a token; false if there is none.
    boolean revoke(String userId, String tokenId) {
        var wasThere = apiTokens.revoke(userId, tokenId);
        if (wasThere) {
            heldAccess.endGrant(tokenId);
        }
        return wasThere;
    }

    /// Ends all logins of a user and everything that is open in their name. Tokens of programs stay: they are revoked
    /// one by one.
    void endAll(String userId) {
        devices.removeAll(userId);
        heldAccess.endUser(userId);
    }

    void clearCookies(ServerResponse response) {
        Cookies.ACCESS.clear(response, ourAddress.isSecure());
        Cookies.REFRESH.clear(response, ourAddress.isSecure());
    }

    private void setCookies(TokenParts login, ServerResponse response) {
        setAccessCookie(login, response);
        Cookies.REFRESH.set(response, login.text(), Devices.LIFETIME, ourAddress.isSecure());
    }

    private void setAccessCookie(TokenParts login, ServerResponse response) {
        var token = knownTokens.token(login.userId(), login.id(), COOKIE_LIFETIME);
        Cookies.ACCESS.set(response, token, COOKIE_LIFETIME, ourAddress.isSecure());
    }
}
