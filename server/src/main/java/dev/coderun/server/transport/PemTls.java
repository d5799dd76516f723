package dev.coderun.server.transport;

import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;

/// What https is spoken with, from PEM files: a certificate with its chain, and the private key that belongs to it.
final class PemTls {

    private PemTls() {}

    /// Throws if the files hold something else, or two things that do not belong together.
    static Tls of(Path certificate, Path key) throws InvalidKeyException {
        var keys = keys(certificate, key);
        if (!belongTogether(keys)) {
            throw new InvalidKeyException("the key of another certificate");
        }
        return Tls.builder().privateKey(keys).privateKeyCertChain(keys).build();
    }

    /// Helidon tells by exceptions of many kinds what it cannot read.
    private static Keys keys(Path certificate, Path key) throws InvalidKeyException {
        try {
            return Keys.builder()
                    .pem(
                            pem ->
                                    pem.key(Resource.create(key))
                                            .certChain(Resource.create(certificate)))
                    .build();
        } catch (RuntimeException e) {
            throw new InvalidKeyException("no certificate and key in PEM", e);
        }
    }

    /// Whether the one confirms what the other signs.
    private static boolean belongTogether(Keys keys) throws InvalidKeyException {
        var chain = keys.certChain();
        var key = keys.privateKey();
        if (chain.isEmpty() || key.isEmpty()) {
            return false;
        }
        try {
            var signature = Signature.getInstance(algorithm(key.get()));
            signature.initSign(key.get());
            var signed = signature.sign();
            signature.initVerify(chain.getFirst().getPublicKey());
            return signature.verify(signed);
        } catch (NoSuchAlgorithmException | SignatureException e) {
            throw new InvalidKeyException("a key that does not sign", e);
        }
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }
}
