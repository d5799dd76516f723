package dev.coderun.e2e.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A real Keycloak with a realm `school`, in which Ada is. Maven has unpacked it.
public final class Keycloak implements AutoCloseable {
    public static final String CLIENT = "code-run";
    public static final String SECRET = "hush";
    public static final String PASSWORD = "analytical";

    /// It builds itself at its first start.
    private static final Duration START = Duration.ofMinutes(5);

    private static final Duration ANSWER = Duration.ofSeconds(5);

    private static final String REALM =
            """
            {"realm": "school", "enabled": true, "sslRequired": "none",
             "clients": [{"clientId": "%s", "secret": "%s", "redirectUris": ["*"]}],
             "users": [{"username": "ada", "enabled": true, "firstName": "Ada", "lastName": "Lovelace",
                        "email": "ada@school.example", "emailVerified": true,
                        "credentials": [{"type": "password", "value": "%s"}]}]}
            """
                    .formatted(CLIENT, SECRET, PASSWORD);

    private final int port = Project.freePort();
    private final Process process;

    private Keycloak() throws IOException {
        var home = home();
        Files.writeString(
                Files.createDirectories(home.resolve("data/import")).resolve("school.json"), REALM);
        process =
                new ProcessBuilder(
                                "sh",
                                home.resolve("bin/kc.sh").toString(),
                                "start-dev",
                                "--db=dev-mem",
                                "--http-host=127.0.0.1",
                                "--http-port=" + port,
                                "--import-realm")
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve("keycloak.log").toFile())
                        .start();
    }

    public static Keycloak start() {
        try {
            var keycloak = new Keycloak();
            Eventually.eventually(START, "Keycloak answers", keycloak::answers);
            return keycloak;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path home() throws IOException {
        try (var folders = Files.list(Project.ROOT.resolve("e2e/target/keycloak"))) {
            return folders.findFirst().orElseThrow();
        }
    }

    public String issuer() {
        return "http://127.0.0.1:" + port + "/realms/school";
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new AssertionError("Keycloak has ended: see keycloak.log in its folder.");
        }
        var asked =
                HttpRequest.newBuilder(URI.create(issuer() + "/.well-known/openid-configuration"))
                        .timeout(ANSWER)
                        .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(asked, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for Keycloak.", e);
        }
    }

    @Override
    public void close() {
        var all = List.of(process.descendants().toArray(ProcessHandle[]::new));
        process.destroy();
        all.forEach(ProcessHandle::destroy);
    }
}
