package dev.coderun.server.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import org.junit.jupiter.api.Test;

class TokensTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final User ADA = User.of("id-of-ada", "Ada Lovelace é");

    private final SigningKey key = SigningKey.random();
    private final Tokens tokens = at(NOW);

    private Tokens at(Instant now) {
        return new Tokens(key, InstantSource.fixed(now));
    }

    @Test
    void aTokenSpeaksForWhomItWasSigned() {
        assertThat(tokens.check(tokens.sign(ADA))).contains(ADA);
    }

    @Test
    void aTokenEndsWithItsLifetime() {
        var token = tokens.sign(ADA);

        assertThat(at(NOW.plus(Tokens.LIFETIME).minusSeconds(1)).check(token)).contains(ADA);
        assertThat(at(NOW.plus(Tokens.LIFETIME)).check(token)).isEmpty();
    }

    @Test
    void aTokenThatWasChangedIsNobodys() {
        var parts = tokens.sign(ADA).split("\\.", -1);
        var claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
        var forged = claims.replace(ADA.id(), "id-of-eve");
        var encoded =
                Base64.getUrlEncoder().withoutPadding().encodeToString(forged.getBytes(UTF_8));

        assertThat(tokens.check(parts[0] + "." + encoded + "." + parts[2])).isEmpty();
    }

    @Test
    void aTokenWithoutASignatureIsNobodys() {
        var unsigned = new PlainJWT(claims("coderun")).serialize();

        assertThat(tokens.check(unsigned)).isEmpty();
    }

    @Test
    void aTokenWithItsSignatureCutOffIsNobodys() {
        var token = tokens.sign(ADA);

        assertThat(tokens.check(token.substring(0, token.lastIndexOf('.') + 1))).isEmpty();
    }

    @Test
    void aTokenOfAnotherKeyIsNobodys() {
        var other = new Tokens(SigningKey.random(), InstantSource.fixed(NOW));

        assertThat(tokens.check(other.sign(ADA))).isEmpty();
    }

    @Test
    void aTokenOfAnotherAlgorithmIsNobodysThoughItsKeyIsOurs() throws JOSEException {
        var longKey = new byte[64];
        System.arraycopy(key.bytes(), 0, longKey, 0, SigningKey.BYTES);
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS512), claims("coderun"));
        token.sign(new MACSigner(longKey));

        assertThat(tokens.check(token.serialize())).isEmpty();
    }

    @Test
    void aTokenOfAnotherIssuerIsNobodys() throws JOSEException {
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims("somebody else"));
        token.sign(new MACSigner(key.bytes()));

        assertThat(tokens.check(token.serialize())).isEmpty();
    }

    @Test
    void whatIsNoTokenIsNobodys() {
        assertThat(tokens.check("")).isEmpty();
        assertThat(tokens.check("a.b.c")).isEmpty();
        assertThat(tokens.check("..")).isEmpty();
        assertThat(tokens.check("x".repeat(Tokens.MAX_CHARACTERS + 1))).isEmpty();
    }

    private static JWTClaimsSet claims(String issuer) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(ADA.id())
                .claim("name", ADA.name())
                .expirationTime(Date.from(NOW.plus(Duration.ofHours(1))))
                .build();
    }
}
