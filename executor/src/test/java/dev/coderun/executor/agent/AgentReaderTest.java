package dev.coderun.executor.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coderun.executor.Channel;
import dev.coderun.executor.agent.AgentEvent.Ending;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AgentReaderTest {
    @Test
    void everyFrameIsUnderstood() throws IOException {
        assertThat(decoded(frame(64, 0, 0, 0, 0, 1, 1))).isEqualTo(new AgentEvent.Ready(1, true));
        assertThat(decoded(frame(65, 7, 1))).isEqualTo(new AgentEvent.Started(7, true));
        assertThat(decoded(frame(67, 7, 0, 0, 1, 0))).isEqualTo(new AgentEvent.StdinTaken(7, 256));
        assertThat(decoded(frame(69, 7, 1))).isEqualTo(new AgentEvent.Clean(7, true));
        assertThat(decoded(frame(71, 0, 0, 0, 0, 0, 0, 0, 1, 0)))
                .isEqualTo(new AgentEvent.Parked(256));
        assertThat(decoded(frame(70, 7, 'o', 'h'))).isEqualTo(new AgentEvent.Fault(7, "oh"));
    }

    @Test
    void aPieceOfAFileThatWasMadeKeepsItsBytes() throws IOException {
        var event = (AgentEvent.Made) decoded(frame(72, 3, 3, 0, 3, 'a', '/', 'b', 7, 0xff));

        assertThat(event.run()).isEqualTo(3);
        assertThat(event.piece().path()).isEqualTo("a/b");
        assertThat(event.piece().executable()).isTrue();
        assertThat(event.piece().more()).isTrue();
        assertThat(event.piece().bytes()).containsExactly(7, 0xff);
    }

    @Test
    void aPathThatIsCutOffIsRefused() {
        assertThatThrownBy(() -> decoded(frame(72, 3, 0, 0, 9, 'a')))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> decoded(frame(72, 3, 0, 0))).isInstanceOf(IOException.class);
    }

    @Test
    void outputKeepsItsBytes() throws IOException {
        var event = (AgentEvent.Output) decoded(frame(66, 3, 2, 'h', 'i', 0xff));

        assertThat(event.run()).isEqualTo(3);
        assertThat(event.channel()).isEqualTo(Channel.STDERR);
        assertThat(event.bytes()).containsExactly('h', 'i', 0xff);
    }

    @Test
    void eventsKeepTheirBytes() throws IOException {
        var event = (AgentEvent.Events) decoded(frame(73, 3, 'h', 0, 0xff));

        assertThat(event.run()).isEqualTo(3);
        assertThat(event.bytes()).containsExactly('h', 0, 0xff);
    }

    @Test
    void eventsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> decoded(frame(73, 3))).isInstanceOf(IOException.class);
    }

    @Test
    void theEndOfARunIsUnderstood() throws IOException {
        var payload = ByteBuffer.allocate(30);
        payload.put((byte) 3).putInt(9).putLong(11).putLong(12).putLong(13).put((byte) 1);
        var ints = new int[30];
        for (int i = 0; i < 30; i++) {
            ints[i] = payload.get(i);
        }

        assertThat(decoded(frame(68, 5, ints)))
                .isEqualTo(new AgentEvent.Done(5, Ending.CPU_LIMIT, 9, 11, 12, 13, true));
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 69})
    void aFlagThatIsNoneIsRefused(int type) {
        assertThatThrownBy(() -> decoded(frame(type, 1, 2))).hasMessageContaining("neither");
    }

    @Test
    void aPayloadOfAnotherSizeIsRefused() {
        assertThatThrownBy(() -> decoded(frame(64, 0, 0, 0, 0, 4))).hasMessageContaining("4 bytes");
        assertThatThrownBy(() -> decoded(frame(64, 0, 0, 0, 0, 4, 0, 0)))
                .hasMessageContaining("6 bytes");
    }

    @Test
    void aPieceOfAnUnknownKindIsRefused() {
        assertThatThrownBy(() -> decoded(frame(72, 3, 4, 0, 1, 'a')))
                .hasMessageContaining("does not fit");
    }

    @Test
    void noChunkIsLongerThanWhatOneFrameCarries() throws IOException {
        var most = new int[1 + AgentReader.MAX_CHUNK_BYTES];
        most[0] = 1;
        assertThat(((AgentEvent.Output) decoded(frame(66, 1, most))).bytes())
                .hasSize(AgentReader.MAX_CHUNK_BYTES);

        var more = Arrays.copyOf(most, most.length + 1);

        assertThatThrownBy(() -> decoded(frame(66, 1, more))).hasMessageContaining("does not fit");
        assertThatThrownBy(() -> decoded(frame(73, 1, more))).hasMessageContaining("does not fit");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 12, 63, 74, 255})
    void aTypeThatIsNotTheAgentsIsRefused(int type) {
        assertThatThrownBy(() -> decoded(frame(type, 0))).isInstanceOf(IOException.class);
    }

    @Test
    void aLengthThatDoesNotFitIsRefusedBeforeAnythingIsAllocated() {
        assertThatThrownBy(() -> next(bytes(0x7f, 0xff, 0xff, 0xff)))
                .hasMessageContaining("does not fit");
        assertThatThrownBy(() -> next(bytes(0xff, 0xff, 0xff, 0xff)))
                .hasMessageContaining("does not fit");
        assertThatThrownBy(() -> next(bytes(0, 0, 0, 4, 0, 0, 0, 0)))
                .hasMessageContaining("does not fit");
        assertThatThrownBy(
                        () ->
                                next(
                                        ByteBuffer.allocate(4)
                                                .putInt(AgentReader.MAX_FRAME_BYTES + 1)
                                                .array()))
                .hasMessageContaining("does not fit");
    }

    @Test
    void anythingElseIsRefusedAndNothingElseHappens() {
        long seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            var frame = new byte[4 + 5 + random.nextInt(40)];
            random.nextBytes(frame);
            ByteBuffer.wrap(frame).putInt(frame.length - 4).put((byte) (60 + random.nextInt(15)));
            try {
                next(frame);
            } catch (IOException _) {
                // Refused: as it should be.
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static AgentEvent decoded(byte[] frame) throws IOException {
        return next(frame);
    }

    private static AgentEvent next(byte[] bytes) throws IOException {
        return new AgentReader(new ByteArrayInputStream(bytes)).next().orElseThrow();
    }

    private static byte[] frame(int type, int run, int... payload) {
        var frame = ByteBuffer.allocate(9 + payload.length).putInt(5 + payload.length);
        frame.put((byte) type).putInt(run);
        for (var each : payload) {
            frame.put((byte) each);
        }
        return frame.array();
    }

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Test
    void anEndBetweenTwoFramesIsClean() throws IOException {
        assertThat(new AgentReader(new ByteArrayInputStream("".getBytes(UTF_8))).next()).isEmpty();
    }
}
