package dev.coderun.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.server.dynamodb.Items;
import dev.coderun.server.dynamodb.Keys;
import dev.coderun.server.identity.Visitor.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Staying logged in, logging out, and one's account.
class AccountIT {

    private static final Duration SHORT = Logins.COOKIE_LIFETIME;

    @TempDir private static Path folder;

    private static PeopleServer server;

    @BeforeAll
    static void start() {
        server = new PeopleServer(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void turnTheClockBack() {
        server.resetClock();
    }

    @Test
    void aCookieEndsAfterAQuarterOfAnHourAndARefreshGetsTheNext() {
        var ada = server.visitor("Refreshing");
        server.goAhead(SHORT);

        assertThat(me(ada).status()).isEqualTo(401);
        assertThat(refresh(ada).json().at("/user/name").asText()).isEqualTo("Refreshing");
        assertThat(me(ada).status()).isEqualTo(200);
    }

    @Test
    void aLoginThatIsNotUsedForAMonthEnds() {
        var ada = server.visitor("Idle");
        server.goAhead(Devices.LIFETIME.plusSeconds(1));

        assertThat(refresh(ada).json().has("user")).isFalse();
    }

    @Test
    void twoTabsThatRefreshAtOnceBothStayLoggedIn() {
        var ada = server.visitor("Tabs");
        var secret = ada.cookie("coderun-refresh").orElseThrow();
        refresh(ada);
        ada.setCookie("coderun-refresh", secret, "/auth");

        assertThat(refresh(ada).json().has("user")).isTrue();
    }

    @Test
    void aRefreshSecretThatIsUsedAgainLaterEndsTheLogin() {
        var ada = server.visitor("Robbed");
        var stolen = ada.cookie("coderun-refresh").orElseThrow();
        refresh(ada);
        server.goAhead(Devices.OVERLAP);

        var thief = server.visitor();
        thief.setCookie("coderun-refresh", stolen, "/auth");

        assertThat(refresh(thief).json().has("user")).isFalse();
        assertThat(me(ada).status()).isEqualTo(401);
        assertThat(refresh(ada).json().has("user")).isFalse();
    }

    @Test
    void loggingOutEndsThisLoginAndItsTokenAndWhatIsHeldOpen() {
        var ada = server.visitor();
        var token = logIn(ada, "Leaving").json().path("token").asText();
        var other = server.visitor("Leaving");
        var ended = holdOpen(token);

        ada.post("/auth/logout", Map.of());

        assertThat(ended).containsExactly("ended");
        assertThat(ada.getWithToken("/api/me", token).status()).isEqualTo(401);
        assertThat(me(other).status()).isEqualTo(200);
    }

    @Test
    void loggingOutAfterAPauseEndsTheLoginToo() {
        var ada = server.visitor("Pausing");
        var secret = ada.cookie("coderun-refresh").orElseThrow();
        server.goAhead(SHORT);

        ada.post("/auth/logout", Map.of());
        ada.setCookie("coderun-refresh", secret, "/auth");

        assertThat(refresh(ada).json().has("user")).isFalse();
    }

    @Test
    void loggingOutEverywhereEndsAllLogins() {
        var ada = server.visitor("Everywhere");
        var other = server.visitor();
        var token = logIn(other, "Everywhere").json().path("token").asText();
        var ended = holdOpen(token);

        ada.post("/auth/logout", Map.of("everywhere", true));

        assertThat(me(other).status()).isEqualTo(401);
        assertThat(refresh(other).json().has("user")).isFalse();
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

        assertThat(me(lost).status()).isEqualTo(401);
        assertThat(me(ada).status()).isEqualTo(200);
    }

    @Test
    void aTokenIsMadeShownOnceUsedAndRevoked() {
        var ada = server.visitor("Maker");
        var made = makeToken(ada, "change").json();
        var token = made.path("token").asText();
        var listed = ada.get("/api/me/tokens");

        assertThat(ada.getWithToken("/api/me", token).status()).isEqualTo(200);
        assertThat(listed.json().at("/items/0/name").asText()).isEqualTo("robot");
        assertThat(listed.body()).doesNotContain(token.substring(token.lastIndexOf('.') + 1));

        var ended = holdOpen(token);
        ada.delete("/api/me/tokens/" + made.path("id").asText());

        assertThat(ended).containsExactly("ended");
        assertThat(ada.getWithToken("/api/me", token).status()).isEqualTo(401);
    }

    @Test
    void ofATokenNothingButItsHashIsStored() {
        var ada = server.visitor("Hashed");
        var made = makeToken(ada, "change").json();
        var secret = made.path("token").asText().replaceAll(".*\\.", "");
        var items = new Items(server.table(), InstantSource.system());

        var stored = items.find(Keys.apiToken(id(ada), made.path("id").asText())).orElseThrow();

        assertThat(stored)
                .extractingByKey("secret")
                .satisfies(
                        kept -> assertThat(kept.b().asByteArray()).isEqualTo(Secrets.hash(secret)));
        assertThat(stored.toString()).doesNotContain(secret);
    }

    @Test
    void aTokenEndsWithItsDaysAndWhatIsHeldOpenByIt() throws InterruptedException {
        var ada = server.visitor("Ending");
        var token = makeToken(ada, "change").json().path("token").asText();
        var caller = server.authentication().caller(token).orElseThrow();
        var ended = new CountDownLatch(1);
        server.heldAccess().hold(caller, ended::countDown);

        server.goAhead(Duration.ofDays(7));

        assertThat(ada.getWithToken("/api/me", token).status()).isEqualTo(401);
        assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aTokenThatReadsChangesNothingAndNoTokenOpensTheAccount() {
        var ada = server.visitor("Limited");
        var reading = makeToken(ada, "read").json().path("token").asText();
        var changing = makeToken(ada, "change").json().path("token").asText();

        assertThat(patchWithToken(ada, reading).status()).isEqualTo(403);
        assertThat(patchWithToken(ada, changing).status()).isEqualTo(403);
        assertThat(ada.getWithToken("/api/me/tokens", changing).status()).isEqualTo(403);
    }

    @Test
    void aTokenWithAnotherSecretOrAnothersIdIsNobodys() {
        var token = makeToken(server.visitor("Real"), "read").json().path("token").asText();
        var other = makeToken(server.visitor("Other"), "read").json().path("token").asText();
        var visitor = server.visitor();

        assertThat(visitor.getWithToken("/api/me", token).status()).isEqualTo(200);
        for (var forged :
                List.of(
                        token.substring(0, token.lastIndexOf('.')) + "." + Secrets.newSecret(),
                        other.substring(0, other.lastIndexOf('.'))
                                + token.substring(token.lastIndexOf('.')),
                        "crt_",
                        "crt_a.b.c",
                        token + ".x")) {
            assertThat(visitor.getWithToken("/api/me", forged).status()).isEqualTo(401);
        }
    }

    @Test
    void nobodyHasMoreTokensThanTheBound() {
        var ada = server.visitor("Many");
        for (int i = 0; i < ApiTokens.MAX_TOKENS; i++) {
            assertThat(makeToken(ada, "read").status()).isEqualTo(201);
        }

        assertThat(makeToken(ada, "read").kind()).isEqualTo("too-many-tokens");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\": \"\", \"power\": \"read\", \"days\": 7}",
                "{\"name\": \"x\", \"power\": \"account\", \"days\": 7}",
                "{\"name\": \"x\", \"power\": \"read\", \"days\": 0}",
                "{\"name\": \"x\", \"power\": \"read\", \"days\": 367}",
                "{\"name\": \"x\", \"power\": \"read\"}"
            })
    void aTokenThatIsNotWellAskedForIsNotMade(String body) {
        var ada = server.visitor("Asking");
        var answer =
                ada.send(
                        ada.request("/api/me/tokens")
                                .header("Content-Type", "application/json")
                                .header("Origin", server.address())
                                .POST(BodyPublishers.ofString(body)));

        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void anothersDevicesTokensAndLoginsAreNotFound() {
        var ada = server.visitor("Owner");
        var token = makeToken(ada, "read").json().path("id").asText();
        var device = ada.get("/api/me/devices").json().at("/items/0/id").asText();
        var login = ada.get("/api/me/logins").json().at("/items/0/id").asText();
        var eve = server.visitor("Eve");

        for (var path :
                List.of("tokens/" + token, "devices/" + device, "logins/" + login, "tokens/x")) {
            assertThat(eve.delete("/api/me/" + path).status()).as(path).isEqualTo(404);
        }
        assertThat(me(ada).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATCH", "DELETE", "PUT", "POST"})
    void anotherSitesPageChangesNothing(String method) {
        var ada = server.visitor("Victim");
        for (var path : List.of("/api/me", "/api/me/tokens", "/api/me/avatar", "/auth/logout")) {
            var answer =
                    ada.send(
                            ada.request(path)
                                    .header("Origin", "https://evil.example")
                                    .header("Content-Type", "application/json")
                                    .method(method, BodyPublishers.ofString("{}")));

            assertThat(answer.status()).as(path).isIn(401, 403, 404, 405);
        }
        assertThat(me(ada).json().path("name").asText()).isEqualTo("Victim");
    }

    @Test
    void nameAndColourChangeAtOnceForEveryDevice() {
        var ada = server.visitor("Before");
        var phone = server.visitor("Before");
        me(phone);

        var answer = ada.send("PATCH", "/api/me", Map.of("name", "After", "color", "#0e7490"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(me(phone).json().path("name").asText()).isEqualTo("After");
        assertThat(me(phone).json().path("color").asText()).isEqualTo("#0e7490");
        assertThat(ada.send("PATCH", "/api/me", Map.of("color", "red")).status()).isEqualTo(400);
    }

    @Test
    void aChangeThatWasMeantForAnotherStateIsRefused() {
        var ada = server.visitor("Tagged");
        var before = me(ada).header("ETag").orElseThrow();

        assertThat(rename(ada, "Tagged by one", before).status()).isEqualTo(200);
        var late = rename(ada, "Tagged by another", before);

        assertThat(late.status()).isEqualTo(412);
        assertThat(late.kind()).isEqualTo("changed");
        assertThat(me(ada).json().path("name").asText()).isEqualTo("Tagged by one");
        assertThat(rename(ada, "Tagged", "*").status()).isEqualTo(200);
        var now = me(ada).header("ETag").orElseThrow();
        var again = ada.send(ada.request("/api/me").header("If-None-Match", now).GET());
        assertThat(again.status()).isEqualTo(304);
    }

    private static Answer rename(Visitor visitor, String name, String ifMatch) {
        return visitor.send(
                visitor.request("/api/me")
                        .header("Origin", server.address())
                        .header("Content-Type", "application/json")
                        .header("If-Match", ifMatch)
                        .method("PATCH", BodyPublishers.ofString("{\"name\": \"" + name + "\"}")));
    }

    @Test
    void aPictureIsSetSeenAndRemoved() throws Exception {
        var ada = server.visitor("Pictured");
        var png = png(64, 64);

        var set = putAvatar(ada, png);
        var address = set.json().path("avatar").asText();
        var seen =
                HttpClient.newHttpClient()
                        .send(ada.request(address).build(), BodyHandlers.ofByteArray());

        assertThat(seen.body()).isEqualTo(png);
        assertThat(seen.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(ada.delete("/api/me/avatar").json().has("avatar")).isFalse();
        assertThat(ada.get(address).status()).isEqualTo(404);
    }

    @Test
    void whatIsNoSmallPngIsNoPicture() {
        var ada = server.visitor("Plain");

        for (var bytes :
                List.of(
                        new byte[0],
                        "<svg onload='x'/>".getBytes(StandardCharsets.UTF_8),
                        png(Avatars.MAX_PIXELS_ACROSS + 1, 1),
                        png(0, 1),
                        Arrays.copyOf(png(1, 1), Avatars.MAX_BYTES + 1))) {
            assertThat(putAvatar(ada, bytes).status()).isEqualTo(415);
        }
    }

    @Test
    void whoGoesTakesEverythingAlongAndLeavesNothing() throws IOException {
        var deleted = new ArrayList<String>();
        server.serve(People.Ways.devMode(), Optional.empty(), List.of(part(deleted)));
        var ada = server.visitor("Going");
        var id = id(ada);
        makeToken(ada, "read");
        putAvatar(ada, png(1, 1));

        var names = new ArrayList<String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(download(ada)))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        var wrongName = ada.send("DELETE", "/api/me", Map.of("name", "going"));
        var answer = ada.send("DELETE", "/api/me", Map.of("name", "Going"));

        assertThat(names).containsExactly("account.json", "avatar.png", "part/of-Going.txt");
        assertThat(wrongName.status()).isEqualTo(400);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(deleted).containsExactly(id);
        assertThat(me(ada).status()).isEqualTo(401);
        var items = new Items(server.table(), InstantSource.system());
        assertThat(items.findAll(List.of(Keys.user(id), Keys.avatar(id)))).isEmpty();
        for (var prefix :
                List.of(Keys.DEVICE_PREFIX, Keys.API_TOKEN_PREFIX, Keys.LINKED_LOGIN_PREFIX)) {
            assertThat(items.list(Keys.userPartition(id), prefix, 1)).isEmpty();
        }
        assertThat(id(server.visitor("Going"))).isNotEqualTo(id);
    }

    private static AccountData part(List<String> deleted) {
        return new AccountData() {
            @Override
            public void export(User user, Archive archive) throws IOException {
                archive.add("part/of-" + user.name() + ".txt", new byte[] {1});
            }

            @Override
            public void delete(String userId) {
                deleted.add(userId);
            }
        };
    }

    private static byte[] download(Visitor visitor) {
        return visitor.bytes("/api/me/export");
    }

    /// What is open in the name of a token, and whether it has ended.
    private static List<String> holdOpen(String token) {
        var ended = new ArrayList<String>();
        var caller = server.authentication().caller(token).orElseThrow();
        server.heldAccess().hold(caller, () -> ended.add("ended"));
        return ended;
    }

    private static Answer logIn(Visitor visitor, String name) {
        return visitor.post("/auth/dev", Map.of("name", name));
    }

    private static Answer me(Visitor visitor) {
        return visitor.get("/api/me");
    }

    private static String id(Visitor visitor) {
        return me(visitor).json().path("id").asText();
    }

    private static Answer refresh(Visitor visitor) {
        return visitor.post("/auth/refresh", Map.of());
    }

    private static Answer makeToken(Visitor visitor, String power) {
        return visitor.post("/api/me/tokens", Map.of("name", "robot", "power", power, "days", 7));
    }

    private static Answer patchWithToken(Visitor visitor, String token) {
        return visitor.send(
                visitor.request("/api/me")
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method("PATCH", BodyPublishers.ofString("{\"name\": \"X\"}")));
    }

    private static Answer putAvatar(Visitor visitor, byte[] bytes) {
        return visitor.send(
                visitor.request("/api/me/avatar")
                        .header("Origin", server.address())
                        .header("Content-Type", "image/png")
                        .PUT(BodyPublishers.ofByteArray(bytes)));
    }

    /// The beginning of a PNG of that size.
    private static byte[] png(int width, int height) {
        return ByteBuffer.allocate(40)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13})
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(width)
                .putInt(height)
                .array();
    }
}
