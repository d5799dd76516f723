package dev.coderun.server.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.coderun.server.identity.provider.Handshake;
import dev.coderun.server.identity.provider.Identity;
import dev.coderun.server.identity.provider.Provider;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// Logins on their way to a provider and back. Nothing is kept of them here: what was begun is signed and lies in the
/// browser that began it, so that it can be finished in no other.
final class LoginAttempts {

    /// How long somebody may take to log in at a provider.
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final String PROVIDER = "provider";
    private static final String CALLBACK = "callback";
    private static final String STATE = "state";
    private static final String NONCE = "nonce";
    private static final String VERIFIER = "verifier";
    private static final String RETURN_TO = "returnTo";
    private static final String LINK_USER = "linkUser";
    private static final String LINK_DEVICE = "linkDevice";

    private final List<Provider> providers;
    private final Tokens tokens;

    LoginAttempts(List<Provider> providers, Tokens tokens) {
        this.providers = List.copyOf(providers);
        this.tokens = tokens;
    }

    /// The login of somebody who links another one to their account.
    record Linker(String userId, String deviceId) {}

    /// A login that was begun.
    record Attempt(
            Provider provider, Handshake handshake, String returnTo, Optional<Linker> linker) {

        Identity identity(String code) {
            return provider.identity(code, handshake);
        }

        URI authorization() {
            return provider.authorization(handshake);
        }
    }

    List<Provider> providers() {
        return providers;
    }

    Optional<Provider> provider(String id) {
        return providers.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /// What the browser keeps of an attempt.
    String signed(Attempt attempt) {
        var values = new HashMap<String, String>();
        values.put(PROVIDER, attempt.provider.id());
        values.put(CALLBACK, attempt.handshake.callback().toString());
        values.put(STATE, attempt.handshake.state());
        values.put(NONCE, attempt.handshake.nonce());
        values.put(VERIFIER, attempt.handshake.verifier());
        values.put(RETURN_TO, attempt.returnTo);
        attempt.linker.ifPresent(
                linker -> {
                    values.put(LINK_USER, linker.userId);
                    values.put(LINK_DEVICE, linker.deviceId);
                });
        return tokens.sign(Tokens.Purpose.LOGIN_ATTEMPT, values, LIFETIME);
    }

    /// The attempt that a browser kept, if it was with this provider and has this state.
    Optional<Attempt> find(String kept, String providerId, String state) {
        return tokens.check(Tokens.Purpose.LOGIN_ATTEMPT, kept)
                .flatMap(this::attempt)
                .filter(attempt -> attempt.provider.id().equals(providerId))
                .filter(attempt -> isSame(attempt.handshake.state(), state));
    }

    private Optional<Attempt> attempt(JWTClaimsSet claims) {
        try {
            var handshake =
                    new Handshake(
                            URI.create(claims.getStringClaim(CALLBACK)),
                            claims.getStringClaim(STATE),
                            claims.getStringClaim(NONCE),
                            claims.getStringClaim(VERIFIER));
            var returnTo = claims.getStringClaim(RETURN_TO);
            var linkUser = claims.getStringClaim(LINK_USER);
            var linkDevice = claims.getStringClaim(LINK_DEVICE);
            var linker =
                    linkUser == null || linkDevice == null
                            ? Optional.<Linker>empty()
                            : Optional.of(new Linker(linkUser, linkDevice));
            return provider(claims.getStringClaim(PROVIDER))
                    .map(provider -> new Attempt(provider, handshake, returnTo, linker));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
