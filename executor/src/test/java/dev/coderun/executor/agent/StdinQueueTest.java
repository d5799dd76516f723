package dev.coderun.executor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.RunningProgram;
import org.junit.jupiter.api.Test;

final class StdinQueueTest {
    private static final int HEADER_BYTES = 9;

    private final StdinQueue queue = new StdinQueue();

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

        assertThat(queue.frames(1)).hasSize(2).last().isEqualTo(AgentCommand.stdinEnd(1));
        assertThat(queue.frames(1)).isEmpty();
    }

    @Test
    void whatWaitsIsBounded() {
        assertThat(queue.add(new byte[RunningProgram.MAX_PENDING_STDIN_BYTES])).isTrue();
        assertThat(queue.add(new byte[1])).isFalse();
    }

    private int payloadBytes() {
        return queue.frames(1).stream().mapToInt(frame -> frame.length - HEADER_BYTES).sum();
    }
}
