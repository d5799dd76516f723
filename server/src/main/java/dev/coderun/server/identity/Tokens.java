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
import java.util.Optional;
import java.util.UUID;

/// Signs and checks the tokens that say who somebody is. One algorithm, ours: what a token says about its own
/// algorithm decides nothing.
public final class Tokens {

    public static final Duration LIFETIME = Duration.ofDays(30);

    /// Longer ones are refused unread; ours have about 400 characters.
    static final int MAX_CHARACTERS = 4096;

    private static final JWSAlgorithm ALGORITHM = JWSAlgorithm.HS256;
    private static final String ISSUER = "coderun";

    private final MACSigner signer;
    private final MACVerifier verifier;
    private final InstantSource time;

    public Tokens(SigningKey key, InstantSource time) {
        try {
            signer = new MACSigner(key.bytes());
            verifier = new MACVerifier(key.bytes());
        } catch (JOSEException e) {
            throw new IllegalArgumentException("the key does not fit " + ALGORITHM, e);
        }
        this.time = time;
    }

    public String sign(User user) {
        var now = time.instant();
        var claims =
                new JWTClaimsSet.Builder()
                        .jwtID(UUID.randomUUID().toString())
                        .issuer(ISSUER)
                        .subject(user.id())
                        .claim("name", user.name())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFETIME)))
                        .build();
        var token = new SignedJWT(new JWSHeader(ALGORITHM), claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("a token could not be signed", e);
        }
        return token.serialize();
    }

    /// A token that holds: whom it speaks for, and its id.
    record Holding(User user, String id) {}

    /// Whom a token speaks for; empty if it is not ours, was changed, or has expired.
    public Optional<User> check(String token) {
        return read(token).map(Holding::user);
    }

    Optional<Holding> read(String token) {
        if (token.length() > MAX_CHARACTERS) {
            return Optional.empty();
        }
        try {
            var parsed = SignedJWT.parse(token);
            if (!ALGORITHM.equals(parsed.getHeader().getAlgorithm()) || !parsed.verify(verifier)) {
                return Optional.empty();
            }
            return holding(parsed.getJWTClaimsSet());
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }

    private Optional<Holding> holding(JWTClaimsSet claims) throws ParseException {
        var expires = claims.getExpirationTime();
        var name = claims.getStringClaim("name");
        var current = expires != null && time.instant().isBefore(expires.toInstant());
        return current && ISSUER.equals(claims.getIssuer()) && name != null
                ? Optional.of(new Holding(User.of(claims.getSubject(), name), claims.getJWTID()))
                : Optional.empty();
    }
}
