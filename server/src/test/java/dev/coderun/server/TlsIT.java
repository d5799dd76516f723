package dev.coderun.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coderun.server.web.Json;
import dev.coderun.server.web.RawHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server that speaks https by itself, with certificate files made for the test.
@Timeout(180)
class TlsIT {

    private static final String PASSWORD = "changeit";
    private static final Closing STARTED = new Closing();

    @TempDir private static Path folder;
    private static HttpClient client = HttpClient.newHttpClient();
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        var keys = makeKeys();
        client = HttpClient.newBuilder().sslContext(trusting(keys)).build();
        var key = keys.getKey("us", PASSWORD.toCharArray()).getEncoded();
        port = Main.start(settings(pem("PRIVATE KEY", key)), STARTED).port();
    }

    @AfterAll
    static void stop() {
        client.close();
        STARTED.close();
    }

    private static Settings settings(Path key) {
        return WholeServer.settings(
                folder.resolve("data"),
                "--tls-cert",
                folder.resolve("CERTIFICATE.pem").toString(),
                "--tls-key",
                key.toString());
    }

    /// The JDK makes certificates by its tool alone.
    private static KeyStore makeKeys() throws Exception {
        var file = folder.resolve("keys.p12");
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made =
                new ProcessBuilder(
                                tool,
                                "-genkeypair",
                                "-alias",
                                "us",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=dns:localhost",
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                file.toString())
                        .inheritIO()
                        .start();
        assertThat(made.waitFor()).isZero();
        var keys = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        pem("CERTIFICATE", keys.getCertificate("us").getEncoded());
        return keys;
    }

    private static Path pem(String what, byte[] bytes) throws IOException {
        var text =
                "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                        .formatted(what, Base64.getMimeEncoder().encodeToString(bytes), what);
        return Files.writeString(folder.resolve(what + ".pem"), text);
    }

    private static SSLContext trusting(KeyStore keys) throws Exception {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("us", keys.getCertificate("us"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void itsCookiesAreForThisHostAndForHttpsAlone() throws Exception {
        var cookies = logIn().headers().allValues("Set-Cookie");

        assertThat(cookies).hasSize(2);
        assertThat(cookies)
                .allSatisfy(
                        cookie ->
                                assertThat(cookie)
                                        .contains("; Secure", "; HttpOnly", "SameSite=Lax"));
        assertThat(cookies.getFirst()).startsWith("__Host-coderun=").contains("Path=/");
        assertThat(cookies.getLast()).startsWith("__Secure-coderun-refresh=");
    }

    @Test
    void sessionsAreOpenedByWss() throws Exception {
        var token = token();
        var made =
                post(
                        "/api/sessions",
                        "{\"language\": \"python\"}",
                        "Authorization",
                        "Bearer " + token);
        var session = Json.read(made.body(), Map.class).get("id");
        var heard = new CompletableFuture<Boolean>();

        var socket =
                client.newWebSocketBuilder()
                        .header("Authorization", "Bearer " + token)
                        .buildAsync(
                                URI.create("wss://localhost:" + port + "/collab/" + session),
                                new FirstMessage(heard))
                        .get(60, TimeUnit.SECONDS);

        assertThat(heard.get(60, TimeUnit.SECONDS)).isTrue();
        socket.abort();
    }

    /// Whether anything is said before it is closed.
    private record FirstMessage(CompletableFuture<Boolean> heard) implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            heard.complete(true);
            return WebSocket.Listener.super.onBinary(socket, data, last);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            heard.complete(false);
            return WebSocket.Listener.super.onClose(socket, code, reason);
        }
    }

    @Test
    void aPageThatCameByHttpIsForeign() throws Exception {
        assertThat(logInFrom("http://localhost:" + port).statusCode()).isEqualTo(403);
    }

    @Test
    void whoSpeaksPlainHttpIsNotServed() {
        assertThatThrownBy(() -> RawHttp.get(port, "/")).isInstanceOf(IOException.class);
    }

    @Test
    void filesThatCannotBeUsedAreNamed() throws Exception {
        var another = KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate();
        for (var file :
                List.of(
                        folder.resolve("nowhere.pem"),
                        pem("RUBBISH", new byte[] {1, 2, 3}),
                        pem("PRIVATE KEY", another.getEncoded()))) {
            assertThatThrownBy(() -> Main.listening(settings(file)))
                    .as(file.toString())
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("--tls-key");
        }
    }

    private static HttpResponse<String> logIn() throws Exception {
        return logInFrom("https://localhost:" + port);
    }

    private static HttpResponse<String> logInFrom(String origin) throws Exception {
        return post("/auth/dev", "{\"name\": \"Ada\"}", "Origin", origin);
    }

    private static String token() throws Exception {
        return String.valueOf(Json.read(logIn().body(), Map.class).get("token"));
    }

    private static HttpResponse<String> post(String path, String json, String... headers)
            throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                        .header("Content-Type", "application/json")
                        .headers(headers)
                        .POST(BodyPublishers.ofString(json));
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
