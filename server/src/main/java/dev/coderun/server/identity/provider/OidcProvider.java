package dev.coderun.server.identity.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.ClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Login by OpenID Connect: code with PKCE and a nonce, and an ID token that is checked by the issuer's published keys.
/// What an issuer publishes about itself is asked for when it is first needed and again after an hour; two who need it at
/// once may both ask.
public final class OidcProvider implements Provider {

    private static final Duration METADATA_LIFETIME = Duration.ofHours(1);
    private static final int MAX_CLOCK_SKEW_SECONDS = 30;

    /// Signed with a private key. A token that is signed with a secret, or not at all, is never taken, whatever it says.
    static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(
                    JWSAlgorithm.RS256,
                    JWSAlgorithm.RS384,
                    JWSAlgorithm.RS512,
                    JWSAlgorithm.PS256,
                    JWSAlgorithm.PS384,
                    JWSAlgorithm.PS512,
                    JWSAlgorithm.ES256,
                    JWSAlgorithm.ES384,
                    JWSAlgorithm.ES512);

    private final String id;
    private final String name;
    private final Issuer issuer;
    private final Client client;
    private final BoundedHttp http = new BoundedHttp();
    private volatile Optional<Published> published = Optional.empty();

    /// What an issuer says about itself.
    private record Published(
            OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys, Instant until) {}

    /// `issuer` is the address as its tokens have it, to the letter.
    public OidcProvider(String id, String name, String issuer, Client client) {
        this.id = id;
        this.name = name;
        this.issuer = new Issuer(issuer);
        this.client = client;
    }

    public static OidcProvider google(Client client) {
        return new OidcProvider("google", "Google", "https://accounts.google.com", client);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String realm() {
        return issuer();
    }

    public String issuer() {
        return issuer.getValue();
    }

    @Override
    public URI authorization(Handshake handshake) {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE,
                        new Scope("openid", "profile", "email"),
                        client.clientId(),
                        handshake.callback())
                .endpointURI(published().metadata.getAuthorizationEndpointURI())
                .state(new State(handshake.state()))
                .nonce(new Nonce(handshake.nonce()))
                .codeChallenge(handshake.codeVerifier(), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    @Override
    public Identity identity(String code, Handshake handshake) {
        var current = published();
        var request =
                new TokenRequest.Builder(
                                current.metadata.getTokenEndpointURI(),
                                takesSecretInHeader(current.metadata)
                                        ? client.inHeader()
                                        : client.inBody(),
                                new AuthorizationCodeGrant(
                                        new AuthorizationCode(code),
                                        handshake.callback(),
                                        handshake.codeVerifier()))
                        .build();
        try {
            var response = request.toHTTPRequest().send(http);
            if (response.getStatusCode() >= 500) {
                throw new IOException("status " + response.getStatusCode());
            }
            var answer = OIDCTokenResponseParser.parse(response);
            if (!answer.indicatesSuccess()) {
                throw new UnbelievableAnswerException(name + " did not take the code");
            }
            var idToken = answer.toSuccessResponse().getTokens().toOIDCTokens().getIDToken();
            if (idToken == null) {
                throw new UnbelievableAnswerException(name + " gave no ID token");
            }
            var validator =
                    new IDTokenValidator(
                            issuer, client.clientId(), keySelector(current.keys), null);
            validator.setMaxClockSkew(MAX_CLOCK_SKEW_SECONDS);
            return identity(validator.validate(idToken, new Nonce(handshake.nonce())));
        } catch (ParseException | BadJOSEException e) {
            throw new UnbelievableAnswerException("an ID token of " + name + " does not hold", e);
        } catch (IOException | JOSEException e) {
            throw new ProviderDownException(e);
        }
    }

    private static boolean takesSecretInHeader(OIDCProviderMetadata metadata) {
        var methods = metadata.getTokenEndpointAuthMethods();
        return methods == null
                || methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                || !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
    }

    private Identity identity(ClaimsSet claims) {
        var isVerified = Boolean.TRUE.equals(claims.getBooleanClaim("email_verified"));
        return new Identity(
                issuer(),
                claims.getStringClaim("sub"),
                nameIn(claims::getStringClaim),
                Optional.ofNullable(claims.getStringClaim("email")).filter(_ -> isVerified));
    }

    /// The most speaking name that there is; empty if there is none.
    static String nameIn(ClaimReader claims) {
        return Stream.of("name", "preferred_username", "nickname", "given_name")
                .flatMap(claim -> Stream.ofNullable(claims.text(claim)))
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
    }

    static JWSKeySelector<SecurityContext> keySelector(JWKSource<SecurityContext> keys) {
        return new JWSVerificationKeySelector<>(ALGORITHMS, keys);
    }

    /// The keys that the issuer signs with.
    JWKSource<SecurityContext> keys() {
        return published().keys;
    }

    private Published published() {
        return published
                .filter(known -> Instant.now().isBefore(known.until))
                .orElseGet(
                        () -> {
                            var asked = ask();
                            published = Optional.of(asked);
                            return asked;
                        });
    }

    private Published ask() {
        try {
            var url = OIDCProviderMetadata.resolveURL(issuer);
            var metadata = OIDCProviderMetadata.parse(http.retrieveResource(url).getContent());
            if (!issuer.equals(metadata.getIssuer())) {
                throw new UnbelievableAnswerException(
                        "what lies at " + url + " is another issuer's");
            }
            checkAddress(metadata.getAuthorizationEndpointURI());
            checkAddress(metadata.getTokenEndpointURI());
            checkAddress(metadata.getJWKSetURI());
            URL keys = metadata.getJWKSetURI().toURL();
            return new Published(
                    metadata,
                    JWKSourceBuilder.create(keys, http).retrying(true).build(),
                    Instant.now().plus(METADATA_LIFETIME));
        } catch (com.nimbusds.oauth2.sdk.GeneralException e) {
            throw new UnbelievableAnswerException("what " + name + " publishes does not hold", e);
        } catch (IOException e) {
            throw new ProviderDownException(e);
        }
    }

    /// Whoever is reached by https sends nobody on without it.
    private void checkAddress(URI address) {
        if (address == null
                || (issuer().startsWith("https:") && !"https".equals(address.getScheme()))) {
            throw new UnbelievableAnswerException(name + " publishes an address without https");
        }
    }

    /// Reads one claim as text; null if there is none of that kind.
    interface ClaimReader {
        @org.jspecify.annotations.Nullable
        String text(String claim);
    }
}
