package dev.coderun.server.identity.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Access tokens that an issuer gave out for this server: signed with its published keys, by its name, for our audience
/// and not expired. An ID token is not one: its audience is the client that somebody logged in to.
public final class BearerIssuer {

    /// Longer ones are refused unread.
    static final int MAX_CHARACTERS = 8192;

    private final OidcProvider provider;
    private final String audience;

    public BearerIssuer(OidcProvider provider, String audience) {
        this.provider = provider;
        this.audience = audience;
    }

    /// Whom a token speaks for, and until when.
    public record Bearer(Identity identity, Instant expires) {}

    /// Empty if a token does not hold. Throws [ProviderDownException] if it may, and the issuer's keys cannot be had; who
    /// does not even claim to come from this issuer is not asked about.
    public Optional<Bearer> check(String token) {
        if (token.length() > MAX_CHARACTERS) {
            return Optional.empty();
        }
        try {
            var signed = SignedJWT.parse(token);
            if (!provider.issuer().equals(signed.getJWTClaimsSet().getIssuer())) {
                return Optional.empty();
            }
            var claims = processor().process(signed, null);
            var identity =
                    new Identity(
                            provider.issuer(), claims.getSubject(), name(claims), Optional.empty());
            return Optional.of(new Bearer(identity, claims.getExpirationTime().toInstant()));
        } catch (JWKSetUnavailableException e) {
            throw new ProviderDownException(e);
        } catch (ParseException | BadJOSEException | JOSEException e) {
            return Optional.empty();
        } catch (UnbelievableAnswerException e) {
            return Optional.empty();
        }
    }

    private DefaultJWTProcessor<SecurityContext> processor() {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(OidcProvider.keySelector(provider.keys()));
        // Some issuers type their access tokens, others do not.
        processor.setJWSTypeVerifier(
                new com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier<>(
                        com.nimbusds.jose.JOSEObjectType.JWT,
                        new com.nimbusds.jose.JOSEObjectType("at+jwt"),
                        null));
        processor.setJWTClaimsSetVerifier(
                new DefaultJWTClaimsVerifier<>(
                        Set.of(audience),
                        new JWTClaimsSet.Builder().issuer(provider.issuer()).build(),
                        Set.of("sub", "exp", "aud"),
                        Set.of("nonce")));
        return processor;
    }

    private static String name(JWTClaimsSet claims) {
        return OidcProvider.nameIn(
                claim -> claims.getClaim(claim) instanceof String text ? text : null);
    }
}
