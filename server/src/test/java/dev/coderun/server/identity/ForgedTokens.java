package dev.coderun.server.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;

/// Tokens with the claims of a good one, made by somebody who has no key.
final class ForgedTokens {

    private ForgedTokens() {}

    /// `alg: none`.
    static String unsigned(String good) {
        try {
            return new PlainJWT(SignedJWT.parse(good).getJWTClaimsSet()).serialize();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    /// Somebody else's claims under its signature.
    static String changed(String good) {
        var parts = good.split("\\.", -1);
        var claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
        var others = claims.replaceFirst("\"sub\":\"[^\"]*\"", "\"sub\":\"somebody-else\"");
        return parts[0] + "." + encoded(others.getBytes(UTF_8)) + "." + parts[2];
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String withoutSignature(String good) {
        return good.substring(0, good.lastIndexOf('.') + 1);
    }

    /// With a key of one's own that is called like the right one.
    static String signedByAnother(String good) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return signed(
                    good,
                    JWSAlgorithm.RS256,
                    new RSASSASigner(generator.generateKeyPair().getPrivate()));
        } catch (NoSuchAlgorithmException | ParseException | JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /// With what client and issuer alone know, of which a key is made as documents of old allow.
    static String signedWithASecret(String good, String secret) {
        try {
            var key = Arrays.copyOf(secret.getBytes(UTF_8), 32);
            return signed(good, JWSAlgorithm.HS256, new MACSigner(key));
        } catch (ParseException | JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /// With what everybody may read taken for a secret.
    static String signedWithThePublicKey(String good, URI keys) {
        try {
            var parsed = SignedJWT.parse(good);
            var key =
                    JWKSet.load(keys.toURL())
                            .getKeyByKeyId(parsed.getHeader().getKeyID())
                            .toRSAKey();
            return signed(
                    good, JWSAlgorithm.HS256, new MACSigner(key.toRSAPublicKey().getEncoded()));
        } catch (ParseException | IOException | JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String signed(String good, JWSAlgorithm algorithm, JWSSigner signer)
            throws ParseException, JOSEException {
        var parsed = SignedJWT.parse(good);
        var header = new JWSHeader.Builder(algorithm).keyID(parsed.getHeader().getKeyID()).build();
        var forged = new SignedJWT(header, parsed.getJWTClaimsSet());
        forged.sign(signer);
        return forged.serialize();
    }
}
