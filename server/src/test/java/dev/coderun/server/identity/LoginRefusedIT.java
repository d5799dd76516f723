package dev.coderun.server.identity;

import static dev.coderun.server.identity.LoginServer.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.server.identity.provider.FakeIssuer;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Logins that are not what they say: refused with a sentence, and nothing of them is stored.
class LoginRefusedIT extends AtLoginServer {

    @Test
    void aSecondAccountWithSomebodysAddressIsSomebodyElse() {
        var ada = server.loggedIn("first", Map.of("email", "a@b.example", "email_verified", true));
        var eve = server.loggedIn("second", Map.of("email", "a@b.example", "email_verified", true));

        assertThat(eve.id()).isNotEqualTo(ada.id());
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
        server.nextIs("ada", Map.of());
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
        server.nextIs("ada", Map.of());
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
        server.nextIs("eve", Map.of());
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
        server.nextIs(
                "ada", List.of(LoginServer.CLIENT.id()), Map.of("aud", "another-client"), 3600);

        assertRefused(ada.logInWith("oidc", "/"), 403, "login-unbelievable");
    }

    @Test
    void anIdTokenThatHasExpiredIsNotBelieved() {
        var ada = server.visitor();
        server.nextIs("ada", List.of(LoginServer.CLIENT.id()), Map.of(), -3600);

        assertRefused(ada.logInWith("oidc", "/"), 403, "login-unbelievable");
    }

    @Test
    void anIdTokenOfAnotherIssuerIsNotBelieved() {
        var ada = server.visitor();
        server.nextIs(
                "ada",
                List.of(LoginServer.CLIENT.id()),
                Map.of("iss", "https://evil.example"),
                3600);

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
    void anIdTokenThatIsForgedIsNotBelieved() {
        try (var issuer = new FakeIssuer(LoginServer.CLIENT)) {
            server.serve(List.of(issuer.provider()), List.of());
            assertThat(server.visitor().logInWith(issuer.provider().id(), "/").status())
                    .isEqualTo(303);
            List<UnaryOperator<String>> forgeries =
                    List.of(
                            ForgedTokens::changed,
                            ForgedTokens::unsigned,
                            ForgedTokens::withoutSignature,
                            ForgedTokens::signedByAnother,
                            good -> ForgedTokens.signedWithThePublicKey(good, issuer.keys()),
                            good ->
                                    ForgedTokens.signedWithASecret(
                                            good, LoginServer.CLIENT.secret()));
            long stored = server.storedItems();

            for (var forgery : forgeries) {
                issuer.forge(forgery);
                var eve = server.visitor();
                assertRefused(
                        eve.logInWith(issuer.provider().id(), "/"), 403, "login-unbelievable");
                assertThat(eve.me().status()).isEqualTo(401);
            }

            assertThat(server.storedItems()).isEqualTo(stored);
        }
    }
}
