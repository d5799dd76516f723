package dev.coderun.executor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.RunInput;
import dev.coderun.executor.RunningProgram;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StdinQueueTest {
    private static final int HEADER_BYTES = 9;

    private final List<byte[]> sent = new ArrayList<>();
    private final StdinQueue queue =
            new StdinQueue(new RunInput.Pipes(new byte[0], true), sent::addAll);

    @Test
    void noMoreThanTheWindowTravels() {
        queue.add(new byte[100_000]);

        assertThat(payloadBytes()).isEqualTo(AgentCommand.STDIN_WINDOW_BYTES);
        assertThat(payloadBytes()).isZero();
    }

    @Test
    void whatWasTakenMakesRoom() {
        queue.add(new byte[100_000]);
        payloadBytes();

        queue.taken(1000);

        assertThat(payloadBytes()).isEqualTo(1000);
    }

    @Test
    void aGuestCannotMakeTheWindowLarger() {
        queue.taken(Integer.MAX_VALUE);
        queue.taken(-5);
        queue.add(new byte[100_000]);

        assertThat(payloadBytes()).isEqualTo(AgentCommand.STDIN_WINDOW_BYTES - 5);
    }

    @Test
    void theEndComesAfterTheLastByteAndOnce() {
        queue.add(new byte[] {1});
        queue.end();

        assertThat(framesNow()).hasSize(2).last().isEqualTo(AgentCommand.stdinEnd(1));
        assertThat(framesNow()).isEmpty();
    }

    @Test
    void whatComesBeforeTheProgramRunsWaitsForIt() {
        queue.add(new byte[] {1});
        queue.end();

        assertThat(sent).isEmpty();
    }

    @Test
    void whatComesWhileItRunsTravelsAtOnceUntilItIsOver() {
        queue.open(1);
        queue.add(new byte[] {1});
        assertThat(sent).hasSize(1);

        queue.close();
        queue.add(new byte[] {1});

        assertThat(sent).hasSize(1);
    }

    @Test
    void whatWaitsIsBounded() {
        assertThat(queue.add(new byte[RunningProgram.MAX_PENDING_STDIN_BYTES])).isTrue();
        assertThat(queue.add(new byte[1])).isFalse();
    }

    /// Those that a program gets when it begins to read.
    private List<byte[]> framesNow() {
        var frames = queue.open(1);
        queue.close();
        return frames;
    }

    private int payloadBytes() {
        return framesNow().stream().mapToInt(frame -> frame.length - HEADER_BYTES).sum();
    }
}
