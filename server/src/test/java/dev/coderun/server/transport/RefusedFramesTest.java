package dev.coderun.server.transport;

import static dev.coderun.server.transport.Waiting.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// Frames that end the connection that they came on, and no other.
class RefusedFramesTest extends AtSocketServer {
    @Test
    void anUnmaskedFrameClosesWith1002() throws IOException {
        assertCloses(1002, new byte[] {(byte) 0x82, 1, 'x'});
    }

    @Test
    void aNegativeLengthClosesWith1002() throws IOException {
        var header = RawWebSocket.header(0x82, Long.MAX_VALUE);
        header[2] = (byte) 0xff;
        assertCloses(1002, header);
    }

    @Test
    void aFrameThatPromisesTooMuchClosesWith1009BeforeItArrives() throws IOException {
        assertCloses(1009, RawWebSocket.header(0x82, 1024 * 1024 + 1));
    }

    @Test
    void fragmentsThatTogetherAreTooBigCloseWith1009() throws IOException {
        var half = new byte[600 * 1024];
        var frames = new ByteArrayOutputStream();
        frames.writeBytes(RawWebSocket.frame(0x02, half));
        frames.writeBytes(RawWebSocket.header(0x80, half.length));
        assertCloses(1009, frames.toByteArray());
    }

    @Test
    void aReservedBitClosesWith1002() throws IOException {
        assertCloses(1002, RawWebSocket.frame(0xc2, new byte[1]));
    }

    @Test
    void anUnknownOpcodeClosesWith1002() throws IOException {
        assertCloses(1002, RawWebSocket.frame(0x83, new byte[1]));
    }

    @Test
    void aLongPingClosesWith1002() throws IOException {
        assertCloses(1002, RawWebSocket.frame(0x89, new byte[126]));
    }

    @Test
    void aFragmentedPingClosesWith1002() throws IOException {
        assertCloses(1002, RawWebSocket.frame(0x09, new byte[1]));
    }

    @Test
    void aContinuationOfNothingClosesWith1002() throws IOException {
        assertCloses(1002, RawWebSocket.frame(0x80, new byte[1]));
    }

    @Test
    void aWholeMessageInsideAFragmentedOneClosesWith1002() throws IOException {
        var frames = new ByteArrayOutputStream();
        frames.writeBytes(RawWebSocket.frame(0x02, new byte[1]));
        frames.writeBytes(RawWebSocket.frame(0x82, new byte[1]));
        assertCloses(1002, frames.toByteArray());
    }

    @Test
    void textClosesWith1003() throws IOException {
        assertCloses(1003, RawWebSocket.frame(0x81, "hello".getBytes(UTF_8)));
    }

    @Test
    void textThatIsNotUtf8ClosesWith1007() throws IOException {
        assertCloses(1007, RawWebSocket.frame(0x81, new byte[] {(byte) 0xff, (byte) 0xfe}));
    }

    @Test
    void aBugInTheReceiverClosesThisConnectionAloneWith1011() throws IOException {
        try (var bob = open("/room/1")) {
            assertCloses(1011, RawWebSocket.frame(0x82, "bug!".getBytes(UTF_8)));

            bob.sendMessage("still here".getBytes(UTF_8));
            assertThat(bob.read().text()).isEqualTo("still here");
        }
    }

    @Test
    void whoIsNotKnownYetMaySend64KiBInAFrameAndNoMore() throws IOException {
        try (var unknown = open("/room/1?unknown=yes")) {
            unknown.sendMessage(new byte[64 * 1024]);
            assertThat(unknown.read().payload()).hasSize(64 * 1024);

            unknown.send(RawWebSocket.header(0x82, 64 * 1024 + 1));

            assertThat(lastFrame(unknown).closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void aStrangersLargeFrameEndsNothingButItsOwnConnection() throws IOException {
        try (var stranger = open("/room/1?stranger=yes")) {
            assertThat(stranger.read().closeCode()).isEqualTo(4401);
            stranger.send(RawWebSocket.header(0x82, 64 * 1024 + 1));

            assertThat(stranger.hasEnded()).isTrue();
        }
    }

    private void assertCloses(int code, byte[] bytes) throws IOException {
        try (var bad = open("/room/1")) {
            bad.send(bytes);

            var close = lastFrame(bad);
            assertThat(close.opcode()).isEqualTo(Frames.CLOSE);
            assertThat(close.closeCode()).isEqualTo(code);
            assertThat(bad.hasEnded()).isTrue();
        }
        until(() -> room.closed.get() == 1);
    }
}
