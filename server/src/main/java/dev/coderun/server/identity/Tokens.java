package dev.coderun.server.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Signs what we give out and will believe again, each for one purpose. One algorithm, ours: what a token says about
/// its own algorithm decides nothing.
public final class Tokens {

    /// Longer ones are refused unread; ours have at most about 1,500 characters.
    static final int MAX_CHARACTERS = 4096;

    private static final JWSAlgorithm ALGORITHM = JWSAlgorithm.HS256;
    private static final String ISSUER = "coderun";

    private final Keyring keys;
    private final InstantSource time;

    public Tokens(Keyring keys, InstantSource time) {
        this.keys = keys;
        this.time = time;
    }

    /// For what a token is: one for another purpose is nobody's.
    enum Purpose {
        ACCESS,
        LOGIN_ATTEMPT
    }

    String sign(Purpose purpose, Map<String, String> values, Duration lifetime) {
        if (lifetime.compareTo(Keyring.PERIOD) > 0) {
            throw new IllegalArgumentException("no token outlives its key");
        }
        var now = time.instant();
        var claims =
                new JWTClaimsSet.Builder()
                        .jwtID(UUID.randomUUID().toString())
                        .issuer(ISSUER)
                        .audience(purpose.name())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(lifetime)));
        values.forEach(claims::claim);
        var key = keys.current();
        var header = new JWSHeader.Builder(ALGORITHM).keyID(key.id()).build();
        var token = new SignedJWT(header, claims.build());
        try {
            token.sign(new MACSigner(key.bytes()));
        } catch (JOSEException e) {
            throw new IllegalStateException("a token could not be signed", e);
        }
        return token.serialize();
    }

    /// What was signed for this purpose; empty if it is not ours, was changed, or has expired.
    Optional<JWTClaimsSet> check(Purpose purpose, String token) {
        if (token.length() > MAX_CHARACTERS) {
            return Optional.empty();
        }
        try {
            var parsed = SignedJWT.parse(token);
            var id = parsed.getHeader().getKeyID();
            if (!ALGORITHM.equals(parsed.getHeader().getAlgorithm()) || id == null) {
                return Optional.empty();
            }
            var key = keys.find(id);
            if (key.isEmpty() || !parsed.verify(new MACVerifier(key.get().bytes()))) {
                return Optional.empty();
            }
            return Optional.of(parsed.getJWTClaimsSet())
                    .filter(claims -> isCurrent(claims) && isFor(purpose, claims));
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }

    private boolean isCurrent(JWTClaimsSet claims) {
        var expires = claims.getExpirationTime();
        return expires != null && time.instant().isBefore(expires.toInstant());
    }

    private static boolean isFor(Purpose purpose, JWTClaimsSet claims) {
        return ISSUER.equals(claims.getIssuer()) && claims.getAudience().contains(purpose.name());
    }
}
