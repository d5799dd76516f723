package dev.coderun.server.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.coderun.server.identity.Tokens.Purpose;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokensTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration LIFETIME = Duration.ofMinutes(15);
    private static final Map<String, String> ADA = Map.of("user", "id-of-ada é");

    private final MemoryKeys keys = new MemoryKeys();
    private final Tokens tokens = at(NOW);

    /// Keys that are kept while the test runs.
    private static final class MemoryKeys implements KeyStore {
        private final Map<Long, SigningKey> keys = new HashMap<>();

        @Override
        public Optional<SigningKey> find(long period) {
            return Optional.ofNullable(keys.get(period));
        }

        @Override
        public boolean add(SigningKey key) {
            return keys.putIfAbsent(key.period(), key) == null;
        }
    }

    private Tokens at(Instant now) {
        var time = InstantSource.fixed(now);
        return new Tokens(new Keyring(keys, time), time);
    }

    private String token() {
        return tokens.sign(Purpose.ACCESS, ADA, LIFETIME);
    }

    private Optional<String> userOf(String token) {
        return userOf(token, tokens);
    }

    private static Optional<String> userOf(String token, Tokens tokens) {
        return tokens.check(Purpose.ACCESS, token)
                .map(claims -> String.valueOf(claims.getClaim("user")));
    }

    @Test
    void aTokenSaysWhatWasSigned() {
        assertThat(userOf(token())).contains("id-of-ada é");
    }

    @Test
    void aTokenEndsWithItsLifetime() {
        var token = token();

        assertThat(userOf(token, at(NOW.plus(LIFETIME).minusSeconds(1)))).isPresent();
        assertThat(userOf(token, at(NOW.plus(LIFETIME)))).isEmpty();
    }

    @Test
    void aTokenForOnePurposeIsOfNoUseForAnother() {
        var token = tokens.sign(Purpose.LOGIN_ATTEMPT, ADA, LIFETIME);

        assertThat(userOf(token)).isEmpty();
    }

    @Test
    void keysChangeAndWhatTheLastOneSignedStillHolds() {
        var token = tokens.sign(Purpose.ACCESS, ADA, Keyring.PERIOD);
        var later = at(NOW.plus(Keyring.PERIOD).minusSeconds(1));

        var fresh = later.sign(Purpose.ACCESS, ADA, LIFETIME);

        assertThat(keyOf(fresh)).isNotEqualTo(keyOf(token));
        assertThat(userOf(token, later)).isPresent();
        assertThat(userOf(fresh, later)).isPresent();
    }

    @Test
    void aKeyIsBelievedForOnePeriodMoreAndNoLonger() throws JOSEException {
        var old = keyOf(token());
        var later = NOW.plus(Keyring.PERIOD.multipliedBy(2));
        var forged = signed(JWSAlgorithm.HS256, old, bytesOf(old), claims("coderun", later));

        assertThat(userOf(forged, at(later))).isEmpty();
    }

    @Test
    void noTokenOutlivesItsKey() {
        assertThatThrownBy(() -> tokens.sign(Purpose.ACCESS, ADA, Keyring.PERIOD.plusSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTokenThatWasChangedIsNobodys() {
        var parts = token().split("\\.", -1);
        var claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
        var forged = claims.replace("id-of-ada", "id-of-eve");
        var encoded =
                Base64.getUrlEncoder().withoutPadding().encodeToString(forged.getBytes(UTF_8));

        assertThat(userOf(parts[0] + "." + encoded + "." + parts[2])).isEmpty();
    }

    @Test
    void aTokenWithoutASignatureIsNobodys() {
        assertThat(userOf(ForgedTokens.unsigned(token()))).isEmpty();
    }

    @Test
    void aTokenWithItsSignatureCutOffIsNobodys() {
        var token = token();

        assertThat(userOf(token.substring(0, token.lastIndexOf('.') + 1))).isEmpty();
    }

    @Test
    void aTokenOfAnotherKeyIsNobodys() throws JOSEException {
        var forged =
                signed(
                        JWSAlgorithm.HS256,
                        keyOf(token()),
                        new byte[SigningKey.BYTES],
                        claims("coderun", NOW));

        assertThat(userOf(forged)).isEmpty();
    }

    @Test
    void aTokenOfAnotherAlgorithmIsNobodysThoughItsKeyIsOurs() throws JOSEException {
        var id = keyOf(token());
        var longKey = new byte[64];
        System.arraycopy(bytesOf(id), 0, longKey, 0, SigningKey.BYTES);

        var forged = signed(JWSAlgorithm.HS512, id, longKey, claims("coderun", NOW));

        assertThat(userOf(forged)).isEmpty();
    }

    @Test
    void aTokenOfAnotherIssuerIsNobodys() throws JOSEException {
        var id = keyOf(token());
        var key = bytesOf(id);

        assertThat(userOf(signed(JWSAlgorithm.HS256, id, key, claims("others", NOW)))).isEmpty();
        assertThat(userOf(signed(JWSAlgorithm.HS256, id, key, claims("coderun", NOW)))).isPresent();
    }

    @Test
    void whatIsNoTokenIsNobodys() {
        assertThat(userOf("")).isEmpty();
        assertThat(userOf("a.b.c")).isEmpty();
        assertThat(userOf("..")).isEmpty();
        assertThat(userOf("x".repeat(Tokens.MAX_CHARACTERS + 1))).isEmpty();
    }

    private byte[] bytesOf(String keyId) {
        return keys.find(Long.parseLong(keyId)).orElseThrow().bytes();
    }

    private static String keyOf(String token) {
        try {
            return SignedJWT.parse(token).getHeader().getKeyID();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static String signed(
            JWSAlgorithm algorithm, String keyId, byte[] key, JWTClaimsSet claims)
            throws JOSEException {
        var header = new JWSHeader.Builder(algorithm).keyID(keyId).build();
        var token = new SignedJWT(header, claims);
        token.sign(new MACSigner(key));
        return token.serialize();
    }

    private static JWTClaimsSet claims(String issuer, Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(Purpose.ACCESS.name())
                .claim("user", "id-of-ada é")
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))))
                .build();
    }
}
