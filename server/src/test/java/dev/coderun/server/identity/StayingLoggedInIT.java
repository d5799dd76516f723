package dev.coderun.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// For how long one stays logged in, and what ends when one no longer is.
class StayingLoggedInIT extends AtPeopleServer {

    private static final Duration SHORT = Logins.COOKIE_LIFETIME;

    @Test
    void aCookieEndsAfterAQuarterOfAnHourAndARefreshGetsTheNext() {
        var ada = server.visitor("Refreshing");
        server.goAhead(SHORT);

        assertThat(ada.me().status()).isEqualTo(401);
        assertThat(ada.refresh().json().at("/user/name").asText()).isEqualTo("Refreshing");
        assertThat(ada.me().status()).isEqualTo(200);
    }

    @Test
    void aLoginThatIsNotUsedForAMonthEnds() {
        var ada = server.visitor("Idle");
        server.goAhead(Devices.LIFETIME.plusSeconds(1));

        assertThat(ada.refresh().json().has("user")).isFalse();
    }

    @Test
    void twoTabsThatRefreshAtOnceBothStayLoggedIn() {
        var ada = server.visitor("Tabs");
        var secret = ada.cookie("coderun-refresh").orElseThrow();
        ada.refresh();
        ada.setCookie("coderun-refresh", secret, "/auth");

        assertThat(ada.refresh().json().has("user")).isTrue();
    }

    @Test
    void aRefreshSecretThatIsUsedAgainLaterEndsTheLogin() {
        var ada = server.visitor("Robbed");
        var stolen = ada.cookie("coderun-refresh").orElseThrow();
        ada.refresh();
        server.goAhead(Devices.OVERLAP);

        var thief = server.visitor();
        thief.setCookie("coderun-refresh", stolen, "/auth");

        assertThat(thief.refresh().json().has("user")).isFalse();
        assertThat(ada.me().status()).isEqualTo(401);
        assertThat(ada.refresh().json().has("user")).isFalse();
    }

    @Test
    void loggingOutEndsThisLoginAndItsTokenAndWhatIsHeldOpen() {
        var ada = server.visitor();
        var token = ada.logInByName("Leaving").json().path("token").asText();
        var other = server.visitor("Leaving");
        var ended = server.holdOpen(token);

        ada.post("/auth/logout", Map.of());

        assertThat(ended).containsExactly("ended");
        assertThat(ada.getWithToken("/api/me", token).status()).isEqualTo(401);
        assertThat(other.me().status()).isEqualTo(200);
    }

    @Test
    void loggingOutAfterAPauseEndsTheLoginToo() {
        var ada = server.visitor("Pausing");
        var secret = ada.cookie("coderun-refresh").orElseThrow();
        server.goAhead(SHORT);

        ada.post("/auth/logout", Map.of());
        ada.setCookie("coderun-refresh", secret, "/auth");

        assertThat(ada.refresh().json().has("user")).isFalse();
    }

    @Test
    void loggingOutEverywhereEndsAllLogins() {
        var ada = server.visitor("Everywhere");
        var other = server.visitor();
        var token = other.logInByName("Everywhere").json().path("token").asText();
        var ended = server.holdOpen(token);

        ada.post("/auth/logout", Map.of("everywhere", true));

        assertThat(other.me().status()).isEqualTo(401);
        assertThat(other.refresh().json().has("user")).isFalse();
        assertThat(ended).containsExactly("ended");
    }

    @Test
    void anotherDeviceIsLoggedOutFromHere() {
        var ada = server.visitor("Devices");
        var lost = server.visitor("Devices");
        String id = "";
        for (var device : ada.get("/api/me/devices").json().path("items")) {
            id = device.path("current").asBoolean() ? id : device.path("id").asText();
        }

        assertThat(ada.delete("/api/me/devices/" + id).status()).isEqualTo(204);

        assertThat(lost.me().status()).isEqualTo(401);
        assertThat(ada.me().status()).isEqualTo(200);
    }

    @Test
    void whatIsHeldOpenEndsWithItsLoginUnlessThatIsUsed() throws InterruptedException {
        var used = server.visitor();
        var unused = server.visitor();
        var usedToken = used.logInByName("Open for long").json().path("token").asText();
        var unusedToken = unused.logInByName("Open for long").json().path("token").asText();
        var ofUsed = server.holdOpen(usedToken);
        var ended = new CountDownLatch(1);
        server.heldAccess()
                .hold(server.authentication().caller(unusedToken).orElseThrow(), ended::countDown);

        server.goAhead(Devices.LIFETIME.minusDays(1));
        used.refresh();
        server.goAhead(Duration.ofDays(2));

        assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(ofUsed).isEmpty();
    }
}
