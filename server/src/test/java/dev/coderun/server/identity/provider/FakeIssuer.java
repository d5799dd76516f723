package dev.coderun.server.identity.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// An issuer of OpenID Connect whose ID tokens somebody changes on their way.
public final class FakeIssuer implements AutoCloseable {

    private final HttpServer server = Exchanges.server();
    private final Client client;
    private final RSAKey key;
    private volatile String nonce = "";
    private volatile UnaryOperator<String> forgery = UnaryOperator.identity();

    public FakeIssuer(Client client) {
        this.client = client;
        try {
            key = new RSAKeyGenerator(2048).keyID("its-key").generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        answer("/.well-known/openid-configuration", metadata());
        answer("/keys", new JWKSet(key).toPublicJWKSet().toJSONObject());
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        // Who forges a token may ask for the keys meanwhile.
        server.setExecutor(Thread::startVirtualThread);
        server.start();
    }

    public OidcProvider provider() {
        return new OidcProvider("fake", "Fake", issuer(), client);
    }

    public URI keys() {
        return URI.create(issuer() + "/keys");
    }

    /// What becomes of its ID tokens from now on.
    public void forge(UnaryOperator<String> newForgery) {
        forgery = newForgery;
    }

    private String issuer() {
        return Exchanges.address(server);
    }

    private Map<String, Object> metadata() {
        return Map.of(
                "issuer", issuer(),
                "authorization_endpoint", issuer() + "/authorize",
                "token_endpoint", issuer() + "/token",
                "jwks_uri", issuer() + "/keys",
                "response_types_supported", List.of("code"),
                "subject_types_supported", List.of("public"),
                "id_token_signing_alg_values_supported", List.of("RS256"));
    }

    private void answer(String path, Object json) {
        server.createContext(path, exchange -> Exchanges.send(exchange, 200, json));
    }

    private void authorize(HttpExchange exchange) throws IOException {
        var asked = Exchanges.parameters(exchange.getRequestURI().getRawQuery());
        nonce = asked.getOrDefault("nonce", "");
        Exchanges.leadBack(exchange, "a-code");
    }

    private void token(HttpExchange exchange) throws IOException {
        Exchanges.send(
                exchange,
                200,
                Map.of(
                        "access_token",
                        "a-token",
                        "token_type",
                        "Bearer",
                        "id_token",
                        forgery.apply(idToken())));
    }

    private String idToken() {
        var now = Instant.now();
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(issuer())
                        .subject("ada")
                        .audience(client.id())
                        .claim("nonce", nonce)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(600)))
                        .build();
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
        var token = new SignedJWT(header, claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return token.serialize();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
