package dev.coderun.e2e;

import static dev.coderun.e2e.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.e2e.support.FakeGitHub;
import dev.coderun.e2e.support.Person;
import dev.coderun.e2e.support.RunningServer;
import java.util.Map;
import java.util.Set;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Logging in with an OpenID Connect issuer and with GitHub, and what a logout everywhere does to an open page.
@Timeout(180)
class LoginIT {
    private static final MockOAuth2Server CAMPUS = new MockOAuth2Server(new OAuth2Config(true));

    private static FakeGitHub gitHub;
    private static RunningServer server;
    private static Person nobody;

    @BeforeAll
    static void start() {
        CAMPUS.start();
        gitHub = new FakeGitHub("hubber", 583_231);
        server =
                RunningServer.startWith(
                        Map.of(
                                "CODERUN_OIDC_ISSUER", CAMPUS.issuerUrl("campus").toString(),
                                "CODERUN_OIDC_NAME", "Campus",
                                "CODERUN_OIDC_CLIENT_ID", "code-run",
                                "CODERUN_OIDC_CLIENT_SECRET", "hush",
                                "CODERUN_GITHUB_URL", gitHub.address(),
                                "CODERUN_GITHUB_CLIENT_ID", "code-run",
                                "CODERUN_GITHUB_CLIENT_SECRET", "hush",
                                // Everybody here comes from one address.
                                "CODERUN_RATE_LIMITS", "off"));
        nobody = Person.nobody(server);
    }

    @AfterAll
    static void stop() {
        nobody.close();
        server.close();
        gitHub.close();
        CAMPUS.shutdown();
    }

    @Test
    void whoLogsInIsOnThePageTheyCameFrom() {
        try (var atWork = loggedIn("ada", "Ada Lovelace");
                var atHome = nobody.inAnotherBrowser(server.address())) {
            var session = atWork.newSession("Python");

            atHome.visit(session);
            atHome.logins().continueWith("Campus");
            atHome.logins().signInAtTheIssuer("ada", "Ada Lovelace");

            eventually("the editor is there", () -> atHome.text().contains("print"));
            assertThat(atHome.address()).isEqualTo(session);
        }
    }

    @Test
    void aSecondLoginIsLinkedAndLeadsToTheSameAccount() {
        try (var ada = loggedIn("linker", "Ada of Campus");
                var atHome = nobody.inAnotherBrowser(server.address())) {
            ada.visit(server.address() + "/account");
            ada.logins().link("GitHub");
            eventually("it is told", () -> ada.sees("GitHub is linked to your account"));
            eventually(
                    "both are called as the server calls them",
                    () -> ada.logins().linked().equals(Set.of("Campus", "GitHub")));

            atHome.logins().continueWith("GitHub");

            eventually("she is greeted", () -> atHome.sees("Hello, Ada of Campus"));
        }
    }

    @Test
    void aPageThatIsOpenElsewhereIsRefusedAfterALogoutEverywhere() {
        try (var atWork = loggedIn("leaver", "Ada Leaving");
                var atHome = loggedIn("leaver", "Ada Leaving")) {
            atWork.newSession("Python");

            atHome.visit(server.address() + "/account");
            atHome.logins().logOutEverywhere();

            eventually("the open page is refused", () -> atWork.sees("Refused · Log in"));
            eventually("so is this one", () -> atHome.sees("Continue with Campus"));
        }
    }

    private static Person loggedIn(String subject, String name) {
        var person = nobody.inAnotherBrowser(server.address());
        person.logins().continueWith("Campus");
        person.logins().signInAtTheIssuer(subject, name);
        eventually("they are greeted", () -> person.sees("Hello, " + name));
        return person;
    }
}
