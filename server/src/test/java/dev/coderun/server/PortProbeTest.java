package dev.coderun.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortProbeTest {

    @Test
    void aPortInUseIsNamedWithTheWayOut() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> PortProbe.refuseTaken("127.0.0.1", taken.getLocalPort()))
                    .isInstanceOf(StartException.class)
                    .hasMessageContainingAll(
                            "Port " + taken.getLocalPort(), "stop what listens there", "--port");
        }
    }

    @Test
    void anAddressThatThisMachineDoesNotHaveIsSaidToBeNone() {
        assertThatThrownBy(() -> PortProbe.refuseTaken("192.0.2.1", 0))
                .isInstanceOf(StartException.class)
                .hasMessageContainingAll("192.0.2.1", "--bind");
    }

    @Test
    void aPortThatIsFreeIsLeftFree() {
        PortProbe.refuseTaken("127.0.0.1", 0);
    }
}
