package dev.coderun.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

    private static final Path HOME = Path.of("/opt/coderun");

    private static Settings read(String... arguments) {
        return SettingsReader.read(List.of(arguments), Map.of(), HOME);
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
        assertThat(read("--bind", "0.0.0.0", "--trusted-proxies", "10.0.0.1").isDevMode())
                .isFalse();
    }

    @Test
    void trustedProxiesAreAListBetweenCommas() {
        assertThat(read("--trusted-proxies", "10.0.0.1, 10.0.0.2,").trustedProxies())
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

    @Test
    void anUnknownFlagIsNamed() {
        assertThatThrownBy(() -> read("--colour", "blue")).hasMessageContaining("--colour");
    }
}
