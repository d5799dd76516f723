package dev.coderun.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OurAddressTest {

    private final OurAddress local = new OurAddress(8080, Optional.empty());
    private final OurAddress shared =
            new OurAddress(8080, Optional.of(URI.create("https://Code.Example.org/")));

    @Test
    void theLoopbackNamesWithOurPortAreOurs() {
        for (var host :
                new String[] {"localhost:8080", "127.0.0.1:8080", "[::1]:8080", "LocalHost:8080"}) {
            assertThat(local.isOurHost(host)).as(host).isTrue();
        }
    }

    @Test
    void otherNamesAndPortsAreNot() {
        for (var host :
                new String[] {
                    "localhost",
                    "localhost:80",
                    "localhost:80800",
                    "localhost.:8080",
                    "127.0.0.2:8080",
                    "evil.example:8080",
                    "localhost:8080.evil.example",
                    "user@localhost:8080",
                    "code.example.org",
                    ""
                }) {
            assertThat(local.isOurHost(host)).as(host).isFalse();
        }
    }

    @Test
    void thePublicNameIsOursAndItsUsualPortGoesUnsaid() {
        assertThat(shared.isOurHost("code.example.org")).isTrue();
        assertThat(shared.isOurHost("code.example.org:8080")).isFalse();
        assertThat(shared.isLoopbackHost("code.example.org")).isFalse();
        assertThat(shared.isOurOrigin("https://code.example.org")).isTrue();
        assertThat(shared.isOurOrigin("http://code.example.org")).isFalse();
        assertThat(shared.isSecure()).isTrue();
    }

    @Test
    void onPort80NobodySaysThePort() {
        var usual = new OurAddress(80, Optional.empty());

        assertThat(usual.isOurHost("localhost")).isTrue();
        assertThat(usual.isOurOrigin("http://localhost")).isTrue();
    }

    @Test
    void thePortThatWasReallyTakenCounts() {
        var any = new OurAddress(0, Optional.empty());
        any.listeningOn(4711);

        assertThat(any.isOurHost("127.0.0.1:4711")).isTrue();
    }
}
