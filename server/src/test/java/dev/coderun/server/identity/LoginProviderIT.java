package dev.coderun.server.identity;

import static dev.coderun.server.identity.LoginServer.assertIsDown;
import static dev.coderun.server.identity.LoginServer.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coderun.server.identity.provider.OidcProvider;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import org.junit.jupiter.api.Test;

/// Logging in with providers of each shape, and linking them.
class LoginProviderIT extends AtLoginServer {

    @Test
    void whoLogsInEndsOnThePageTheyCameFrom() {
        var ada = server.visitor();
        server.nextIs("ada", Map.of("name", "Ada Lovelace"));

        var back = ada.logInWith("oidc", "/s/abc");

        assertThat(back.status()).isEqualTo(303);
        assertThat(back.location()).contains("/s/abc");
        assertThat(ada.get("/api/me").json().path("name").asText()).isEqualTo("Ada Lovelace");
    }

    @Test
    void theSameAccountIsTheSameUserThoughItsNameChanged() {
        var first = server.loggedIn("grace", Map.of("name", "Grace"));
        var again = server.loggedIn("grace", Map.of("name", "Rear Admiral"));

        assertThat(again.id()).isEqualTo(first.id());
    }

    @Test
    void gitHubIsAskedForTheNumberAndTheVerifiedPrimaryAddress() {
        var ada = server.visitor();

        ada.logInWith("github", "/");

        var login = firstLogin(ada);
        assertThat(login.path("provider").asText()).isEqualTo(server.gitHubAddress());
        assertThat(login.path("label").asText()).isEqualTo("primary@github.example");
        assertThat(ada.get("/api/me").json().path("name").asText()).isEqualTo("octocat");
    }

    @Test
    void facebookIsAskedWithAProofAndGivesNoAddress() {
        var ada = server.visitor();

        var back = ada.logInWith("facebook", "/");

        assertThat(back.location()).contains("/");
        assertThat(firstLogin(ada).path("label").asText()).isEqualTo("Ada of Facebook");
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
        var down = new OidcProvider("down", "Down", "http://127.0.0.1:1/down", LoginServer.CLIENT);
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
                new OidcProvider(
                        "oidc", "Campus", failing.issuerUrl("x").toString(), LoginServer.CLIENT);
        server.serve(List.of(provider), List.of());
        var ada = server.visitor();
        var there = ada.comeBackFrom(ada.beginLogin("oidc", "/"));
        failing.shutdown();

        assertIsDown(ada.get(there));
        assertThat(ada.get("/api/me").status()).isEqualTo(401);
    }

    @Test
    void anotherLoginIsLinkedByWhoIsLoggedInAndLeadsToThem() {
        var ada = server.loggedIn("linker", Map.of());

        var back = ada.get(ada.comeBackFrom(beginLink(ada, "facebook")));

        assertThat(back.location()).contains("/account?linked=facebook");
        assertThat(ada.get("/api/me/logins").json().path("items")).hasSize(2);
        var again = server.visitor();
        again.logInWith("facebook", "/");
        assertThat(again.id()).isEqualTo(ada.id());
        unlink(ada, "facebook");
    }

    @Test
    void aLoginOfAnotherAccountIsNotTakenFromIt() {
        var bob = server.visitor();
        bob.logInWith("github", "/");
        var ada = server.loggedIn("taker", Map.of());

        var back = ada.get(ada.comeBackFrom(beginLink(ada, "github")));

        assertRefused(back, 409, "login-taken");
        assertThat(ada.get("/api/me/logins").json().path("items")).hasSize(1);
    }

    @Test
    void linkingIsNotBegunByAnotherSitesPageNorFinishedAfterALogout() {
        var ada = server.loggedIn("leaver", Map.of());
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
    void aLoginIsCalledAsItsProviderIsIfThisServerKnowsIt() {
        var ada = server.loggedIn("named", Map.of());
        var octocat = server.visitor();
        octocat.logInWith("github", "/");
        var plain = server.visitor("Nameless");

        assertThat(firstLogin(ada).path("name").asText()).isEqualTo("Campus");
        assertThat(firstLogin(octocat).path("name").asText()).isEqualTo("GitHub");
        assertThat(firstLogin(plain).has("name")).isFalse();
    }

    private static JsonNode firstLogin(Visitor visitor) {
        return visitor.get("/api/me/logins").json().at("/items/0");
    }

    @Test
    void theLastWayInCannotBeUnlinked() {
        var ada = server.loggedIn("only", Map.of());
        var id = firstLogin(ada).path("id").asText();

        assertRefused(ada.delete("/api/me/logins/" + id), 409, "last-login");
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
}
