package dev.coderun.e2e;

import static dev.coderun.e2e.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.e2e.support.Keycloak;
import dev.coderun.e2e.support.Person;
import dev.coderun.e2e.support.RunningServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Logging in at a real Keycloak.
@Tag("long")
@Timeout(600)
class KeycloakIT {
    private static Keycloak keycloak;
    private static RunningServer server;
    private static Person ada;

    @BeforeAll
    static void start() {
        keycloak = Keycloak.start();
        server =
                RunningServer.startWith(
                        Map.of(
                                "CODERUN_OIDC_ISSUER",
                                keycloak.issuer(),
                                "CODERUN_OIDC_NAME",
                                "School",
                                "CODERUN_OIDC_CLIENT_ID",
                                Keycloak.CLIENT,
                                "CODERUN_OIDC_CLIENT_SECRET",
                                Keycloak.SECRET));
        ada = Person.nobody(server);
    }

    @AfterAll
    static void stop() {
        ada.close();
        server.close();
        keycloak.close();
    }

    @Test
    void whoLogsInThereIsOnThePageTheyCameFromAndRefusedAfterALogoutEverywhere() {
        ada.visit(server.address() + "/account");
        ada.logins().continueWith("School");
        ada.logins().signInAtKeycloak("ada", Keycloak.PASSWORD);
        eventually("the account is there", () -> ada.sees("Your account"));
        assertThat(ada.address()).isEqualTo(server.address() + "/account");

        ada.visit(server.address());
        eventually("she is greeted", () -> ada.sees("Hello, Ada Lovelace"));
        ada.newSession("Python");
        try (var atHome = ada.inAnotherBrowser(server.address())) {
            atHome.logins().continueWith("School");
            atHome.logins().signInAtKeycloak("ada", Keycloak.PASSWORD);
            eventually("she is greeted there", () -> atHome.sees("Hello, Ada Lovelace"));
            atHome.visit(server.address() + "/account");
            atHome.logins().logOutEverywhere();
        }

        eventually("the open page is refused", () -> ada.sees("Refused · Log in"));
    }
}
