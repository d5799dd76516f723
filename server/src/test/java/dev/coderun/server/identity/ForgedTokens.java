package dev.coderun.server.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;

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

    /// With what everybody may read taken for a secret.
    static String signedWithThePublicKey(String good, URI keys) {
        try {
            var parsed = SignedJWT.parse(good);
            var key =
                    JWKSet.load(keys.toURL())
                            .getKeyByKeyId(parsed.getHeader().getKeyID())
                            .toRSAKey();
            var header =
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .keyID(parsed.getHeader().getKeyID())
                            .build();
            var forged = new SignedJWT(header, parsed.getJWTClaimsSet());
            forged.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
            return forged.serialize();
        } catch (ParseException | IOException | JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
