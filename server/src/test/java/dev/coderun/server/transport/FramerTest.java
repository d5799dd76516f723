package dev.coderun.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FramerTest {

    private static final int MAX_MESSAGE_BYTES = 100_000;

    private final List<byte[]> messages = new ArrayList<>();
    private final List<Integer> opcodes = new ArrayList<>();

    private Framer framer() {
        return new Framer(
                MAX_MESSAGE_BYTES,
                false,
                new Framer.Sink() {
                    @Override
                    public void message(byte[] message) {
                        messages.add(message);
                    }

                    @Override
                    public void frame(int opcode, ByteBuffer wholeFrame) {
                        opcodes.add(opcode);
                    }
                });
    }

    @Test
    void messagesAreTheSameHoweverTheyAreCut() {
        long seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        var sent = new ArrayList<byte[]>();
        var stream = new ByteArrayOutputStream();
        for (int i = 0; i < 300; i++) {
            var message = new byte[random.nextInt(random.nextInt(10) == 0 ? 70_000 : 200)];
            random.nextBytes(message);
            sent.add(message);
            stream.writeBytes(RawWebSocket.frame(0x82, message));
        }
        var framer = framer();
        var bytes = stream.toByteArray();
        for (int at = 0; at < bytes.length; ) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(5000));
            framer.accept(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }

        assertThat(messages).as("seed " + seed).containsExactlyElementsOf(sent);
    }

    @Test
    void nonsenseEndsTheConnectionAndNothingElse() {
        long seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            var framer = framer();
            var nonsense = new byte[random.nextInt(400)];
            random.nextBytes(nonsense);
            try {
                framer.accept(nonsense);
            } catch (BrokenFrameException e) {
                assertThat(e.closeCode()).as("seed " + seed).isIn(1002, 1009);
            }
        }
    }

    @Test
    void aLengthIsRefusedBeforeItsMaskHasCome() {
        var framer = framer();

        assertThatThrownBy(() -> framer.accept(RawWebSocket.header(0x82, MAX_MESSAGE_BYTES + 1)))
                .isInstanceOfSatisfying(
                        BrokenFrameException.class, e -> assertThat(e.closeCode()).isEqualTo(1009));
    }

    @Test
    void theLargestMessageFits() {
        framer().accept(RawWebSocket.frame(0x82, new byte[MAX_MESSAGE_BYTES]));

        assertThat(messages).hasSize(1);
    }

    @Test
    void everyFrameThatIsNoWholeMessageGoesOnAsItCame() {
        var framer = framer();

        framer.accept(RawWebSocket.frame(0x02, new byte[3]));
        framer.accept(RawWebSocket.frame(0x89, new byte[3]));
        framer.accept(RawWebSocket.frame(0x80, new byte[3]));
        framer.accept(RawWebSocket.frame(0x81, new byte[3]));

        assertThat(opcodes)
                .containsExactly(Frames.BINARY, Frames.PING, Frames.CONTINUATION, Frames.TEXT);
        assertThat(messages).isEmpty();
    }
}
