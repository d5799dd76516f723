package dev.coderun.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.server.dynamodb.Table;
import dev.coderun.server.identity.Visitor.Answer;
import dev.coderun.server.identity.provider.BearerIssuer;
import dev.coderun.server.identity.provider.Client;
import dev.coderun.server.identity.provider.FakeProviders;
import dev.coderun.server.identity.provider.OidcProvider;
import dev.coderun.server.identity.provider.Provider;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;

/// A server whose people come from an issuer of OpenID Connect, from GitHub and from Facebook, and those three.
final class LoginServer implements AutoCloseable {

    static final Client CLIENT = new Client("our-client", "our-secret");

    private static final String ISSUER = "people";

    private final MockOAuth2Server oidc = new MockOAuth2Server();
    private final FakeProviders plain = new FakeProviders(CLIENT);
    private final PeopleServer people = new PeopleServer();

    LoginServer() {
        oidc.start();
    }

    /// All three, and the issuer's access tokens.
    void serveAll() {
        List<Provider> providers = List.of(oidcProvider(), plain.gitHub(), plain.facebook());
        serve(providers, List.of(new BearerIssuer(oidcProvider(), "our-api")));
    }

    void serve(List<Provider> providers, List<BearerIssuer> issuers) {
        people.serve(new People.Ways(true, providers, issuers));
    }

    OidcProvider oidcProvider() {
        return new OidcProvider("oidc", "Campus", oidc.issuerUrl(ISSUER).toString(), CLIENT);
    }

    MockOAuth2Server oidc() {
        return oidc;
    }

    /// Where the issuer publishes its keys.
    URI keys() {
        return oidc.jwksUrl(ISSUER).uri();
    }

    String gitHubAddress() {
        return plain.gitHubAddress();
    }

    /// What the issuer says of whoever logs in next. Each test must let it say so.
    void nextIs(String subject, Map<String, Object> claims) {
        nextIs(subject, List.of(CLIENT.id()), claims, 3600);
    }

    void nextIs(String subject, List<String> audience, Map<String, Object> claims, long seconds) {
        oidc.enqueueCallback(callback(subject, audience, claims, seconds));
    }

    /// Somebody whom the issuer has let in.
    Visitor loggedIn(String subject, Map<String, Object> claims) {
        var visitor = visitor();
        nextIs(subject, claims);
        visitor.logInWith("oidc", "/");
        return visitor;
    }

    String accessToken(
            String subject, List<String> audience, Map<String, Object> claims, long seconds) {
        return oidc.issueToken(ISSUER, subject, callback(subject, audience, claims, seconds))
                .serialize();
    }

    static DefaultOAuth2TokenCallback callback(
            String subject, List<String> audience, Map<String, Object> claims, long seconds) {
        return new DefaultOAuth2TokenCallback(ISSUER, subject, "JWT", audience, claims, seconds);
    }

    Visitor visitor() {
        return people.visitor();
    }

    Visitor visitor(String name) {
        return people.visitor(name);
    }

    Authentication authentication() {
        return people.authentication();
    }

    void goAhead(Duration duration) {
        people.goAhead(duration);
    }

    void resetClock() {
        people.resetClock();
    }

    /// How many items the table has.
    long storedItems() {
        return people
                .table()
                .client()
                .scanPaginator(scan -> scan.tableName(Table.NAME).consistentRead(true))
                .items()
                .stream()
                .count();
    }

    static void assertIsDown(Answer answer) {
        assertRefused(answer, 503, "provider-down");
        assertThat(answer.header("Retry-After")).isPresent();
    }

    static void assertRefused(Answer answer, int status, String kind) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.kind()).isEqualTo(kind);
        assertThat(answer.json().path("detail").asText()).endsWith(".");
    }

    @Override
    public void close() {
        people.close();
        plain.close();
        oidc.shutdown();
    }
}
