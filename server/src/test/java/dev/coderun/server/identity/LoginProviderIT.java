package dev.coderun.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.server.identity.Visitor.Answer;
import dev.coderun.server.identity.provider.BearerIssuer;
import dev.coderun.server.identity.provider.Client;
import dev.coderun.server.identity.provider.FakeProviders;
import dev.coderun.server.identity.provider.OidcProvider;
import dev.coderun.server.identity.provider.Provider;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Logging in with providers of each shape.
class LoginProviderIT {

    private static final String ISSUER = "people";
    private static final Client CLIENT = new Client("our-client", "our-secret");

    @TempDir private static Path folder;

    private static MockOAuth2Server oidc;
    private static FakeProviders plain;
    private static PeopleServer server;

    @BeforeAll
    static void start() {
        oidc = new MockOAuth2Server();
        oidc.start();
        plain = new FakeProviders(CLIENT);
        server = new PeopleServer(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
        plain.close();
        oidc.shutdown();
    }

    @BeforeEach
    void serveAll() {
        List<Provider> providers = List.of(oidcProvider(), plain.gitHub(), plain.facebook());
        server.serve(
                new People.Ways(
                        true, providers, List.of(new BearerIssuer(oidcProvider(), "our-api"))));
    }

    private static OidcProvider oidcProvider() {
        return new OidcProvider("oidc", "Campus", issuer(), CLIENT);
    }

    private static String issuer() {
        return oidc.issuerUrl(ISSUER).toString();
    }

    /// What the issuer says of whoever logs in next. Each test must let it say so.
    private static void nextIs(String subject, Map<String, Object> claims) {
        nextIs(subject, List.of(CLIENT.id()), claims, 3600);
    }

    private static void nextIs(
            String subject, List<String> audience, Map<String, Object> claims, long seconds) {
        oidc.enqueueCallback(
                new DefaultOAuth2TokenCallback(ISSUER, subject, "JWT", audience, claims, seconds));
    }

    @Test
    void whoLogsInEndsOnThePageTheyCameFrom() {
        var ada = server.visitor();
        nextIs("ada", Map.of("name", "Ada Lovelace"));

        var back = ada.logInWith("oidc", "/s/abc");

        assertThat(back.status()).isEqualTo(303);
        assertThat(back.location()).contains("/s/abc");
        assertThat(ada.get("/api/me").json().path("name").asText()).isEqualTo("Ada Lovelace");
    }

    @Test
    void theSameAccountIsTheSameUserThoughItsNameChanged() {
        var first = loggedIn("grace", Map.of("name", "Grace"));
        var again = loggedIn("grace", Map.of("name", "Rear Admiral"));

        assertThat(id(again)).isEqualTo(id(first));
    }

    @Test
    void aSecondAccountWithSomebodysAddressIsSomebodyElse() {
        var ada = loggedIn("first", Map.of("email", "a@b.example", "email_verified", true));
        var eve = loggedIn("second", Map.of("email", "a@b.example", "email_verified", true));

        assertThat(id(eve)).isNotEqualTo(id(ada));
    }

    @Test
    void gitHubIsAskedForTheNumberAndTheVerifiedPrimaryAddress() {
        var ada = server.visitor();

        ada.logInWith("github", "/");

        var login = ada.get("/api/me/logins").json().at("/items/0");
        assertThat(login.path("provider").asText()).isEqualTo(plain.gitHubAddress());
        assertThat(login.path("label").asText()).isEqualTo("primary@github.example");
        assertThat(ada.get("/api/me").json().path("name").asText()).isEqualTo("octocat");
    }

    @Test
    void facebookIsAskedWithAProofAndGivesNoAddress() {
        var ada = server.visitor();

        var back = ada.logInWith("facebook", "/");

        assertThat(back.location()).contains("/");
        assertThat(ada.get("/api/me/logins").json().at("/items/0/label").asText())
                .isEqualTo("Ada of Facebook");
    }

    @Test
    void gitHubsErrorThatComesWithStatus200LogsNobodyIn() {
        var ada = server.visitor();
        var there = ada.comeBackFrom(ada.beginLogin("github", "/"));

        var back = ada.get(there.replaceAll("code=[^&]*", "code=wrong"));

        assertRefused(back, 403, "login-unbelievable");
        assertThat(ada.get("/api/me").status()).isEqualTo(401);
    }

    @Test
    void aCodeIsTakenOnce() {
        var ada = server.visitor();
        nextIs("ada", Map.of());
        var there = ada.comeBackFrom(ada.beginLogin("oidc", "/"));
        var kept = ada.cookie("coderun-login").orElseThrow();
        ada.get(there);

        var again = ada.get(there);
        ada.setCookie("coderun-login", kept, "/");
        var withTheCookieKept = ada.get(there);

        assertRefused(again, 403, "login-not-begun-here");
        assertRefused(withTheCookieKept, 403, "login-unbelievable");
    }

    @Test
    void aStolenStateIsOfNoUseInAnotherBrowser() {
        var ada = server.visitor();
        nextIs("ada", Map.of());
        var there = ada.comeBackFrom(ada.beginLogin("oidc", "/"));

        var eve = server.visitor();
        assertRefused(eve.get(there), 403, "login-not-begun-here");

        eve.beginLogin("oidc", "/");
        assertRefused(eve.get(there), 403, "login-not-begun-here");
        ada.get(there);
    }

    @Test
    void aCodeOfAnotherLoginIsNotTakenForItsNonceIsAnother() {
        var eve = server.visitor();
        nextIs("eve", Map.of());
        var evesCode =
                eve.comeBackFrom(eve.beginLogin("oidc", "/")).replaceAll(".*code=([^&]*).*", "$1");
        var ada = server.visitor();
        var there = ada.comeBackFrom(ada.beginLogin("oidc", "/"));

        var back = ada.get(there.replaceAll("code=[^&]*", "code=" + evesCode));

        assertRefused(back, 403, "login-unbelievable");
    }

    @Test
    void aLoginThatTookTooLongIsBegunAgain() {
        var ada = server.visitor();
        var there = ada.comeBackFrom(ada.beginLogin("oidc", "/"));
        var kept = ada.cookie("coderun-login").orElseThrow();

        server.goAhead(LoginAttempts.LIFETIME);
        ada.setCookie("coderun-login", kept, "/");
        var back = ada.get(there);
        server.goAhead(LoginAttempts.LIFETIME.negated());

        assertRefused(back, 403, "login-not-begun-here");
    }

    @Test
    void anIdTokenForSomebodyElseIsNotBelieved() {
        var ada = server.visitor();
        nextIs("ada", List.of(CLIENT.id()), Map.of("aud", "another-client"), 3600);

        assertRefused(ada.logInWith("oidc", "/"), 403, "login-unbelievable");
    }

    @Test
    void anIdTokenThatHasExpiredIsNotBelieved() {
        var ada = server.visitor();
        nextIs("ada", List.of(CLIENT.id()), Map.of(), -3600);

        assertRefused(ada.logInWith("oidc", "/"), 403, "login-unbelievable");
    }

    @Test
    void anIdTokenOfAnotherIssuerIsNotBelieved() {
        var ada = server.visitor();
        nextIs("ada", List.of(CLIENT.id()), Map.of("iss", "https://evil.example"), 3600);

        assertRefused(ada.logInWith("oidc", "/"), 403, "login-unbelievable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example",
                "/%5Cevil.example",
                "/%09/evil.example",
                "javascript:alert(1)",
                "s/abc",
                "",
                "/auth/login/oidc"
            })
    void aReturnAddressThatIsNotOursIsRefused(String address) {
        var answer = server.visitor().get("/auth/login/oidc?return=" + address);

        assertRefused(answer, 400, "return-not-ours");
    }

    @Test
    void aBrowserIsLedBackToThePageWithWhatWentWrong() {
        var ada = server.visitor();

        var back =
                ada.send(
                        ada.request("/auth/callback/oidc?error=access_denied&state=x")
                                .header("Accept", "text/html,*/*")
                                .GET());

        assertThat(back.location()).contains("/login?problem=login-not-begun-here");
    }

    @Test
    void aProviderThatIsNotSetUpIs404AndOneThatIsDown503() {
        var down = new OidcProvider("down", "Down", "http://127.0.0.1:1/down", CLIENT);
        server.serve(List.of(down), List.of());
        var ada = server.visitor("Waiting");

        assertRefused(ada.get("/auth/login/oidc"), 404, "no-such-provider");
        assertIsDown(ada.get("/auth/login/down"));
        assertIsDown(ada.post("/auth/link/down", Map.of()));
    }

    @Test
    void anIssuerThatGoesDownOnTheWayIs503AndNobodyIsLoggedIn() {
        var failing = new MockOAuth2Server();
        failing.start();
        var provider =
                new OidcProvider("oidc", "Campus", failing.issuerUrl("x").toString(), CLIENT);
        server.serve(List.of(provider), List.of());
        var ada = server.visitor();
        var there = ada.comeBackFrom(ada.beginLogin("oidc", "/"));
        failing.shutdown();

        assertIsDown(ada.get(there));
        assertThat(ada.get("/api/me").status()).isEqualTo(401);
    }

    @Test
    void aTokenOfAnIssuerThatIsDownIs503AndNobodyElsesIs() {
        var failing = new MockOAuth2Server();
        failing.start();
        var itsIssuer = failing.issuerUrl("x").toString();
        var token =
                failing.issueToken("x", "robot", callback(List.of("our-api"), Map.of(), 3600))
                        .serialize();
        failing.shutdown();
        server.serve(
                List.of(),
                List.of(
                        new BearerIssuer(new OidcProvider("x", "X", itsIssuer, CLIENT), "our-api"),
                        new BearerIssuer(oidcProvider(), "our-api")));

        assertIsDown(server.visitor().getWithToken("/api/me", token));
        var ofAnother = accessToken("android", List.of("our-api"), Map.of(), 3600);
        assertThat(server.visitor().getWithToken("/api/me", ofAnother).status()).isEqualTo(200);
        assertThat(server.visitor().getWithToken("/api/me", "rubbish").status()).isEqualTo(401);
    }

    @Test
    void aTokenOfAnIssuerWhoseKeysAreNotToBeHadIs503() {
        var failing = new MockOAuth2Server();
        failing.start();
        var provider = new OidcProvider("x", "X", failing.issuerUrl("x").toString(), CLIENT);
        server.serve(List.of(provider), List.of(new BearerIssuer(provider, "our-api")));
        var token =
                failing.issueToken("x", "robot", callback(List.of("our-api"), Map.of(), 3600))
                        .serialize();
        server.visitor().beginLogin("x", "/");
        failing.shutdown();

        assertIsDown(server.visitor().getWithToken("/api/me", token));
    }

    @Test
    void anotherLoginIsLinkedByWhoIsLoggedInAndLeadsToThem() {
        var ada = loggedIn("linker", Map.of());

        var back = ada.get(ada.comeBackFrom(beginLink(ada, "facebook")));

        assertThat(back.location()).contains("/account?linked=facebook");
        assertThat(ada.get("/api/me/logins").json().path("items")).hasSize(2);
        var again = server.visitor();
        again.logInWith("facebook", "/");
        assertThat(id(again)).isEqualTo(id(ada));
        unlink(ada, "facebook");
    }

    @Test
    void aLoginOfAnotherAccountIsNotTakenFromIt() {
        var bob = server.visitor();
        bob.logInWith("github", "/");
        var ada = loggedIn("taker", Map.of());

        var back = ada.get(ada.comeBackFrom(beginLink(ada, "github")));

        assertRefused(back, 409, "login-taken");
        assertThat(ada.get("/api/me/logins").json().path("items")).hasSize(1);
    }

    @Test
    void linkingIsNotBegunByAnotherSitesPageNorFinishedAfterALogout() {
        var ada = loggedIn("leaver", Map.of());
        var foreign =
                ada.send(
                        ada.request("/auth/link/facebook")
                                .header("Origin", "https://evil.example")
                                .POST(BodyPublishers.noBody()));
        var there = ada.comeBackFrom(beginLink(ada, "facebook"));
        ada.post("/auth/logout", Map.of());

        assertThat(foreign.status()).isEqualTo(401);
        assertRefused(ada.get(there), 403, "login-not-begun-here");
    }

    @Test
    void theLastWayInCannotBeUnlinked() {
        var ada = loggedIn("only", Map.of());
        var id = ada.get("/api/me/logins").json().at("/items/0/id").asText();

        assertRefused(ada.delete("/api/me/logins/" + id), 409, "last-login");
    }

    @Test
    void anAccessTokenOfTheIssuerForOurApiCounts() {
        var token = accessToken("robot", List.of("our-api"), Map.of("name", "Robot"), 3600);

        var me = server.visitor().getWithToken("/api/me", token);

        assertThat(server.authentication().caller(token).orElseThrow().expires()).isPresent();
        assertThat(me.json().path("name").asText()).isEqualTo("Robot");
        assertThat(server.visitor().getWithToken("/api/me/devices", token).status()).isEqualTo(403);
    }

    @Test
    void anAccessTokenThatDoesNotHoldIsNobodys() {
        var good = accessToken("robot", List.of("our-api"), Map.of(), 3600);
        var forOthers = accessToken("robot", List.of(CLIENT.id()), Map.of(), 3600);
        var expired = accessToken("robot", List.of("our-api"), Map.of(), -3600);
        var ofOthers =
                accessToken("robot", List.of("our-api"), Map.of("iss", "https://e.example"), 3600);
        var otherKeys =
                oidc.issueToken("evil", "robot", callback(List.of("our-api"), Map.of(), 3600))
                        .serialize();

        for (var token :
                List.of(
                        forOthers,
                        expired,
                        ofOthers,
                        otherKeys,
                        good.substring(0, good.length() - 6) + "AAAAAA",
                        ForgedTokens.unsigned(good),
                        ForgedTokens.signedWithThePublicKey(good, oidc.jwksUrl(ISSUER).uri()))) {
            assertThat(server.visitor().getWithToken("/api/me", token).status()).isEqualTo(401);
        }
    }

    private static String accessToken(
            String subject, List<String> audience, Map<String, Object> claims, long seconds) {
        return oidc.issueToken(ISSUER, subject, callback(subject, audience, claims, seconds))
                .serialize();
    }

    private static DefaultOAuth2TokenCallback callback(
            List<String> audience, Map<String, Object> claims, long seconds) {
        return callback("robot", audience, claims, seconds);
    }

    private static DefaultOAuth2TokenCallback callback(
            String subject, List<String> audience, Map<String, Object> claims, long seconds) {
        return new DefaultOAuth2TokenCallback(ISSUER, subject, "JWT", audience, claims, seconds);
    }

    private static String beginLink(Visitor visitor, String provider) {
        return visitor.post("/auth/link/" + provider, Map.of()).json().path("location").asText();
    }

    private static void unlink(Visitor visitor, String provider) {
        for (var login : visitor.get("/api/me/logins").json().path("items")) {
            if (login.path("provider").asText().equals(provider)) {
                var answer = visitor.delete("/api/me/logins/" + login.path("id").asText());
                assertThat(answer.status()).isEqualTo(204);
            }
        }
    }

    private static Visitor loggedIn(String subject, Map<String, Object> claims) {
        var visitor = server.visitor();
        nextIs(subject, claims);
        visitor.logInWith("oidc", "/");
        return visitor;
    }

    private static String id(Visitor visitor) {
        return visitor.get("/api/me").json().path("id").asText();
    }

    private static void assertIsDown(Answer answer) {
        assertRefused(answer, 503, "provider-down");
        assertThat(answer.header("Retry-After")).isPresent();
    }

    private static void assertRefused(Answer answer, int status, String kind) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.kind()).isEqualTo(kind);
        assertThat(answer.json().path("detail").asText()).endsWith(".");
    }
}
