package dev.coderun.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coderun.executor.MachineMemory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

    private static final Path HOME = Path.of("/opt/coderun");

    private static Settings read(String... arguments) {
        return SettingsReader.read(List.of(arguments), Map.of(), HOME);
    }

    @Test
    void eachLimitIsAnOptionAndAVariable() {
        var set = read("--connections-per-address", "7");

        assertThat(set.limit(Limit.CONNECTIONS_PER_ADDRESS)).isEqualTo(7);
        assertThat(set.limit(Limit.OPEN_SESSIONS)).isEqualTo(Limit.OPEN_SESSIONS.usual());
        for (var limit : Limit.values()) {
            for (var wrong : List.of("0", "-1", "2147483648", "many")) {
                assertThatThrownBy(() -> read("--" + limit.setting().key(), wrong))
                        .isInstanceOf(SettingsException.class)
                        .hasMessageContaining(limit.setting().key());
            }
        }
    }

    @Test
    void whatAProblemMayGiveIsBoundedByTheServer() {
        assertThat(read().judgeMemory()).isEqualTo(2048);
        assertThat(read("--judge-memory", "512").judgeMemory()).isEqualTo(512);
        for (var wrong : List.of("511", "65537", "much")) {
            assertThatThrownBy(() -> read("--judge-memory", wrong))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("judge-memory")
                    .hasMessageContaining("512 to 65536");
        }
    }

    @Test
    void whatJudgingMayUseIsEnoughForASubmissionAndItsValidator() {
        long halfOfMachine = MachineMemory.bytes() >> 21;

        assertThat(read().judgeMemoryBudget()).isEqualTo(Math.max(4096, halfOfMachine));
        assertThat(read("--judge-memory", "65536").judgeMemoryBudget())
                .isEqualTo(Math.max(131_072, halfOfMachine));
        assertThat(read("--judge-memory-budget", "4096").judgeMemoryBudget()).isEqualTo(4096);
        for (var wrong : List.of("4095", "1048577", "much")) {
            assertThatThrownBy(() -> read("--judge-memory-budget", wrong))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("--judge-memory-budget")
                    .hasMessageContaining("4096 to 1048576");
        }
        assertThatThrownBy(() -> read("--judge-memory", "4096", "--judge-memory-budget", "4096"))
                .hasMessageContaining("8192 to 1048576");
    }

    @Test
    void withoutFlagsItServesThisMachineAlone() {
        var settings = read();

        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.bind()).isEqualTo("127.0.0.1");
        assertThat(settings.data()).isEqualTo(HOME.resolve("data"));
        assertThat(settings.isDevMode()).isTrue();
    }

    @Test
    void everythingIsKeptInTheUsersOwnFolderUnlessOneIsNamed() {
        var home = Map.of("HOME", "/home/ada");
        var data = Map.of("HOME", "/home/ada", "XDG_DATA_HOME", "/data/ada");
        var named = Map.of("HOME", "/home/ada", "CODERUN_DATA", "/srv/coderun");

        assertThat(SettingsReader.read(List.of(), home, HOME).data())
                .isEqualTo(Path.of("/home/ada/.local/share/coderun"));
        assertThat(SettingsReader.read(List.of(), data, HOME).data())
                .isEqualTo(Path.of("/data/ada/coderun"));
        assertThat(SettingsReader.read(List.of(), named, HOME).data())
                .isEqualTo(Path.of("/srv/coderun"));
        assertThat(SettingsReader.read(List.of("--data", "/mnt/x"), named, HOME).data())
                .isEqualTo(Path.of("/mnt/x"));
    }

    @Test
    void aFlagAndItsValueStandApartOrTogether() {
        assertThat(read("--port", "9000").port()).isEqualTo(9000);
        assertThat(read("--port=9000").port()).isEqualTo(9000);
    }

    @Test
    void theEnvironmentCountsWhereNoFlagIsGiven() {
        var environment = Map.of("CODERUN_PORT", "9000", "CODERUN_PUBLIC_URL", "https://a.example");

        var settings = SettingsReader.read(List.of("--port=9001"), environment, HOME);

        assertThat(settings.port()).isEqualTo(9001);
        assertThat(settings.publicUrl()).contains(URI.create("https://a.example"));
    }

    @Test
    void aNameAloneDoesNotLogInOnceTheServerIsPublic() {
        assertThat(read("--public-url", "https://a.example").isDevMode()).isFalse();
        assertThat(
                        read(
                                        "--bind=0.0.0.0",
                                        "--trusted-proxies=10.0.0.1",
                                        "--public-url=https://a.example")
                                .isDevMode())
                .isFalse();
    }

    @Test
    void trustedProxiesAreAListBetweenCommas() {
        assertThat(
                        read(
                                        "--trusted-proxies=10.0.0.1, 10.0.0.2,",
                                        "--public-url=https://a.example")
                                .trustedProxies())
                .containsExactly("10.0.0.1", "10.0.0.2");
    }

    @Test
    void versionsAreKeptForAsManyDaysAsOneSays() {
        assertThat(read().historyRetention()).isEqualTo(Duration.ofDays(90));
        assertThat(read("--history-retention", "7").historyRetention())
                .isEqualTo(Duration.ofDays(7));
        assertThat(read("--history-retention=0").historyRetention()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--colour=blue",
                "port",
                "-p",
                "--port",
                "--port=many",
                "--port=65536",
                "--port=-1",
                "--bind=no such address",
                "--public-url=not an address",
                "--public-url=ftp://a.example",
                "--dynamodb-endpoint=localhost:8000",
                "--sandbox=paper",
                "--history-retention=ever",
                "--history-retention=3651",
                "--bind=0.0.0.0"
            })
    void whatCannotBeUsedIsToldInOneSentence(String argument) {
        assertThatThrownBy(() -> read(argument))
                .isInstanceOf(SettingsException.class)
                .message()
                .endsWith(".")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--bind=0.0.0.0 --public-url=https://a.example | needs TLS",
                "--bind=0.0.0.0 --trusted-proxies=10.0.0.1 | --public-url",
                "--trusted-proxies=10.0.0.1 | --public-url",
                "--public-url=http://a.example | https",
                "--tls-cert=c.pem | --tls-key",
                "--tls-cert=c.pem --tls-key=k.pem --public-url=http://localhost:1 | https",
                "--google-client-id=x | CODERUN_GOOGLE_CLIENT_SECRET",
                "--oidc-issuer=https://a.example | --oidc-client-id",
                "--token-audience=api | --oidc-issuer",
                "--github-url=https://hub.example | --github-client-id",
                "--trusted-proxies=proxy.example --public-url=https://a.example | IP addresses",
                "--public-url=https://ada@a.example | --public-url"
            })
    void whatIsNotSafeTogetherIsRefusedAndSaidWhich(String arguments, String told) {
        assertThatThrownBy(() -> read(arguments.split(" ", -1)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(told)
                .message()
                .endsWith(".");
    }

    @Test
    void anIssuerWithoutHttpsOrAnAudienceThatIsAClientIdIsRefused() {
        assertThatThrownBy(() -> oidc("http://issuer.example", "--port=0"))
                .hasMessageContaining("--oidc-issuer an https");
        assertThatThrownBy(() -> oidc("https://issuer.example", "--token-audience=us"))
                .hasMessageContaining("--token-audience");
        assertThat(oidc("http://127.0.0.1:1/x", "--token-audience=api").isDevMode()).isFalse();
    }

    @Test
    void aGitHubServerOfOnesOwnIsReachedByHttps() {
        assertThatThrownBy(() -> gitHub("http://hub.example"))
                .hasMessageContaining("--github-url an https");
        assertThat(gitHub("https://hub.example").logins().githubUrl())
                .contains(URI.create("https://hub.example"));
    }

    private static Settings gitHub(String url) {
        return SettingsReader.read(
                List.of("--github-url", url, "--github-client-id=us"),
                Map.of("CODERUN_GITHUB_CLIENT_SECRET", "s"),
                HOME);
    }

    private static Settings oidc(String issuer, String more) {
        return SettingsReader.read(
                List.of("--oidc-issuer", issuer, "--oidc-client-id=us", more),
                Map.of("CODERUN_OIDC_CLIENT_SECRET", "s"),
                HOME);
    }

    @Test
    void theFileCountsWhereNeitherFlagNorEnvironmentIsGiven(@TempDir Path folder)
            throws IOException {
        var file = Files.writeString(folder.resolve("c.properties"), "port = 1\nregion = eu\n");

        var settings =
                SettingsReader.read(
                        List.of("--config", file.toString()), Map.of("CODERUN_PORT", "2"), HOME);

        assertThat(settings.port()).isEqualTo(2);
        assertThat(settings.region()).contains("eu");
    }

    @Test
    void aSecretComesFromTheEnvironmentOrAFileOfItsOwnAndNowhereElse(@TempDir Path folder)
            throws IOException {
        var secret = Files.writeString(folder.resolve("secret"), "hush\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));
        var config =
                Files.writeString(folder.resolve("c.properties"), "github-client-secret = hush");

        var byFile = read("--github-client-id=us", "--github-client-secret-file=" + secret);

        assertThat(byFile.logins().github().orElseThrow().secret()).isEqualTo("hush");
        assertThat(byFile.toString()).doesNotContain("hush");
        assertThatThrownBy(() -> read("--github-client-secret=hush"))
                .hasMessageContaining("would show a secret");
        assertThatThrownBy(() -> read("--config", config.toString()))
                .hasMessageContaining("would show a secret");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(
                        () ->
                                read(
                                        "--github-client-id=us",
                                        "--github-client-secret-file=" + secret))
                .hasMessageContaining("chmod");
    }

    @Test
    void aLineForWhichThereIsNoSettingIsNamed(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("c.properties"), "colour = blue");

        assertThatThrownBy(() -> read("--config", file.toString())).hasMessageContaining("colour");
    }

    @Test
    void everySettingIsInTheDocument() throws IOException {
        var document = Files.readString(Path.of("..", "docs", "settings.md"));

        for (var setting : Setting.values()) {
            assertThat(document)
                    .as("docs/settings.md has a row for " + setting.key())
                    .contains("| `" + setting.key() + "` | `" + setting.variable() + "` |");
        }
        assertThat(document.lines().filter(line -> line.startsWith("| `")))
                .as("no row too many")
                .hasSameSizeAs(Setting.values());
    }

    @Test
    void anUnknownFlagIsNamed() {
        assertThatThrownBy(() -> read("--colour", "blue")).hasMessageContaining("--colour");
    }
}
