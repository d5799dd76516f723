package dev.coderun.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.server.dynamodb.Items;
import dev.coderun.server.dynamodb.Keys;
import dev.coderun.server.identity.Visitor.Answer;
import dev.coderun.server.identity.provider.Identity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One's name, colour and picture, one's data and its end; what others cannot touch.
class AccountIT extends AtPeopleServer {

    private static final int RACES = 20;

    @Test
    void anothersDevicesTokensAndLoginsAreNotFound() {
        var ada = server.visitor("Owner");
        var token = ada.makeToken("read").json().path("id").asText();
        var device = ada.get("/api/me/devices").json().at("/items/0/id").asText();
        var login = ada.get("/api/me/logins").json().at("/items/0/id").asText();
        var eve = server.visitor("Eve");

        for (var path :
                List.of("tokens/" + token, "devices/" + device, "logins/" + login, "tokens/x")) {
            assertThat(eve.delete("/api/me/" + path).status()).as(path).isEqualTo(404);
        }
        assertThat(ada.me().status()).isEqualTo(200);
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
        assertThat(ada.me().json().path("name").asText()).isEqualTo("Victim");
    }

    @Test
    void nameAndColourChangeAtOnceForEveryDevice() {
        var ada = server.visitor("Before");
        var phone = server.visitor("Before");
        phone.me();

        var answer = ada.send("PATCH", "/api/me", Map.of("name", "After", "color", "#0e7490"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(phone.me().json().path("name").asText()).isEqualTo("After");
        assertThat(phone.me().json().path("color").asText()).isEqualTo("#0e7490");
        assertThat(ada.send("PATCH", "/api/me", Map.of("color", "red")).status()).isEqualTo(400);
    }

    @Test
    void aChangeThatWasMeantForAnotherStateIsRefused() {
        var ada = server.visitor("Tagged");
        var before = ada.me().header("ETag").orElseThrow();

        assertThat(rename(ada, "Tagged by one", before).status()).isEqualTo(200);
        var late = rename(ada, "Tagged by another", before);

        assertThat(late.status()).isEqualTo(412);
        assertThat(late.kind()).isEqualTo("changed");
        assertThat(ada.me().json().path("name").asText()).isEqualTo("Tagged by one");
        assertThat(rename(ada, "Tagged", "*").status()).isEqualTo(200);
        var now = ada.me().header("ETag").orElseThrow();
        var again = ada.send(ada.request("/api/me").header("If-None-Match", now).GET());
        assertThat(again.status()).isEqualTo(304);
    }

    @Test
    void ofTwoWhoChangeTheSameStateAtOnceOneIsRefused() throws Exception {
        var ada = server.visitor("Raced");
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < RACES; i++) {
                var before = ada.me().header("ETag").orElseThrow();
                var name = "Raced " + i;
                var one = tasks.submit(() -> rename(ada, name, before).status());
                var other = tasks.submit(() -> rename(ada, name + " too", before).status());

                assertThat(List.of(one.get(), other.get())).containsExactlyInAnyOrder(200, 412);
            }
        }
    }

    @Test
    void aNameAndAColourThatAreChangedAtOnceBothStay() throws Exception {
        var ada = server.visitor("Painted");
        var colors = List.of("#0e7490", "#be123c");
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < RACES; i++) {
                var name = Map.of("name", "Painted " + i);
                var color = Map.of("color", colors.get(i % 2));
                var one = tasks.submit(() -> ada.send("PATCH", "/api/me", name));
                var other = tasks.submit(() -> ada.send("PATCH", "/api/me", color));
                assertThat(List.of(one.get().status(), other.get().status())).containsOnly(200);

                var now = ada.me().json();
                assertThat(now.path("name").asText()).isEqualTo(name.get("name"));
                assertThat(now.path("color").asText()).isEqualTo(color.get("color"));
            }
        }
    }

    @Test
    void aChangeOfNothingChangesNothing() {
        var ada = server.visitor("Content");

        var answer = ada.send("PATCH", "/api/me", Map.of());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(ada.me().json());
        assertThat(answer.header("ETag")).isEqualTo(ada.me().header("ETag"));
    }

    @Test
    void ofTwoLoginsThatAreUnlinkedAtOnceOneStays() throws Exception {
        var users = new Users(new Items(server.table(), InstantSource.system()), Instant::now);
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < RACES; i++) {
                var first = new Identity("one", "raced " + i, "Raced", Optional.empty());
                var second = new Identity("other", "raced " + i, "Raced", Optional.empty());
                var id = users.userOf(first).id();
                users.link(id, second);
                var logins = users.linkedLogins(id);

                var ends =
                        tasks.invokeAll(
                                logins.stream()
                                        .map(
                                                login ->
                                                        (Callable<Boolean>)
                                                                () -> users.unlink(id, login.id()))
                                        .toList());

                assertThat(List.of(ends.getFirst().get(), ends.getLast().get()))
                        .containsExactlyInAnyOrder(true, false);
                assertThat(users.linkedLogins(id)).hasSize(1);
            }
        }
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
        var id = ada.id();
        ada.makeToken("read");
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
        assertThat(ada.me().status()).isEqualTo(401);
        var items = new Items(server.table(), InstantSource.system());
        assertThat(items.findAll(List.of(Keys.user(id), Keys.avatar(id)))).isEmpty();
        for (var prefix :
                List.of(Keys.DEVICE_PREFIX, Keys.API_TOKEN_PREFIX, Keys.LINKED_LOGIN_PREFIX)) {
            assertThat(items.list(Keys.userPartition(id), prefix, 1)).isEmpty();
        }
        assertThat(server.visitor("Going").id()).isNotEqualTo(id);
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
