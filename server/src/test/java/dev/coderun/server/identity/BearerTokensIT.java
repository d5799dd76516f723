package dev.coderun.server.identity;

import static dev.coderun.server.identity.LoginServer.assertIsDown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.server.identity.provider.BearerIssuer;
import dev.coderun.server.identity.provider.OidcProvider;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import org.junit.jupiter.api.Test;

/// Access tokens of issuers that the server was told to believe.
class BearerTokensIT extends AtLoginServer {

    @Test
    void anAccessTokenOfTheIssuerForOurApiCounts() {
        var token = server.accessToken("robot", List.of("our-api"), Map.of("name", "Robot"), 3600);

        var me = server.visitor().getWithToken("/api/me", token);

        assertThat(server.authentication().caller(token).orElseThrow().expires()).isPresent();
        assertThat(me.json().path("name").asText()).isEqualTo("Robot");
        assertThat(server.visitor().getWithToken("/api/me/devices", token).status()).isEqualTo(403);
    }

    @Test
    void anAccessTokenThatDoesNotHoldIsNobodys() {
        var good = server.accessToken("robot", List.of("our-api"), Map.of(), 3600);
        var forOthers =
                server.accessToken("robot", List.of(LoginServer.CLIENT.id()), Map.of(), 3600);
        var expired = server.accessToken("robot", List.of("our-api"), Map.of(), -3600);
        var ofOthers =
                server.accessToken(
                        "robot", List.of("our-api"), Map.of("iss", "https://e.example"), 3600);
        var otherKeys =
                server.oidc()
                        .issueToken(
                                "evil",
                                "robot",
                                LoginServer.callback("robot", List.of("our-api"), Map.of(), 3600))
                        .serialize();

        for (var token :
                List.of(
                        forOthers,
                        expired,
                        ofOthers,
                        otherKeys,
                        good.substring(0, good.length() - 6) + "AAAAAA",
                        ForgedTokens.unsigned(good),
                        ForgedTokens.signedWithThePublicKey(good, server.keys()))) {
            assertThat(server.visitor().getWithToken("/api/me", token).status()).isEqualTo(401);
        }
    }

    @Test
    void aTokenOfAnIssuerThatIsDownIs503AndNobodyElsesIs() {
        var failing = new MockOAuth2Server();
        failing.start();
        var itsIssuer = failing.issuerUrl("x").toString();
        var token =
                failing.issueToken(
                                "x",
                                "robot",
                                LoginServer.callback("robot", List.of("our-api"), Map.of(), 3600))
                        .serialize();
        failing.shutdown();
        server.serve(
                List.of(),
                List.of(
                        new BearerIssuer(
                                new OidcProvider("x", "X", itsIssuer, LoginServer.CLIENT),
                                "our-api"),
                        new BearerIssuer(server.oidcProvider(), "our-api")));

        assertIsDown(server.visitor().getWithToken("/api/me", token));
        var ofAnother = server.accessToken("android", List.of("our-api"), Map.of(), 3600);
        assertThat(server.visitor().getWithToken("/api/me", ofAnother).status()).isEqualTo(200);
        assertThat(server.visitor().getWithToken("/api/me", "rubbish").status()).isEqualTo(401);
    }

    @Test
    void aTokenOfAnIssuerWhoseKeysAreNotToBeHadIs503() {
        var failing = new MockOAuth2Server();
        failing.start();
        var provider =
                new OidcProvider("x", "X", failing.issuerUrl("x").toString(), LoginServer.CLIENT);
        server.serve(List.of(provider), List.of(new BearerIssuer(provider, "our-api")));
        var token =
                failing.issueToken(
                                "x",
                                "robot",
                                LoginServer.callback("robot", List.of("our-api"), Map.of(), 3600))
                        .serialize();
        server.visitor().beginLogin("x", "/");
        failing.shutdown();

        assertIsDown(server.visitor().getWithToken("/api/me", token));
    }
}
