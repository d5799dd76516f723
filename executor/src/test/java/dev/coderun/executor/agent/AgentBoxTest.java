package dev.coderun.executor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.Channel;
import dev.coderun.executor.Language;
import dev.coderun.executor.Limits;
import dev.coderun.executor.OutputSink;
import dev.coderun.executor.Program;
import dev.coderun.executor.RunInput;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.Stage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a box makes of an agent that says what it likes, in frames that fit: a guest is not trusted.
@Timeout(120)
final class AgentBoxTest {
    private static final int ROUNDS = 300;
    private static final int FRAMES = 40;
    private static final Logger LINK = Logger.getLogger(AgentLink.class.getName());

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ConcurrentLinkedQueue<Throwable> thrown = new ConcurrentLinkedQueue<>();
    private final Handler listener =
            new Handler() {
                @Override
                public void publish(LogRecord message) {
                    thrown.add(message.getThrown());
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };

    @AfterEach
    void close() {
        LINK.removeHandler(listener);
        clock.shutdownNow();
    }

    @Test
    void whateverItsAgentSaysEveryRunHasAnEndAndNothingBreaks() throws Exception {
        LINK.addHandler(listener);
        long seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            var guest = new FakeGuest();
            var box =
                    AgentBox.open(
                            guest,
                            FakeGuest.COMPILED,
                            AgentBox.Work.SESSION,
                            Language::toolchain,
                            Limits.standard(),
                            clock);
            box.setFiles(Map.of("main.c", new byte[0]));
            var first = box.start(program(), RunInput.none(), Limits.standard(), new Deaf());
            var second = box.start(program(), RunInput.none(), Limits.standard(), new Deaf());

            for (int i = 0; i < FRAMES; i++) {
                sayAnything(guest, random);
            }
            guest.remove();

            assertThat(first.await()).as("seed %d", seed).isInstanceOf(RunOutcome.class);
            assertThat(second.await()).as("seed %d", seed).isInstanceOf(RunOutcome.class);
            box.close();
        }
        assertThat(thrown).as("seed %d", seed).isEmpty();
    }

    private static void sayAnything(FakeGuest guest, Random random) {
        int run = random.nextInt(5);
        int flag = random.nextInt(2);
        switch (random.nextInt(8)) {
            case 0 -> guest.says(65, run, bytes(flag));
            case 1 -> guest.says(66, run, bytes(1 + random.nextInt(3), 'x'));
            case 2 -> guest.says(67, run, number(random.nextInt()));
            case 3, 4 -> guest.says(68, run, done(random));
            case 5 -> guest.says(69, run, bytes(random.nextInt(5) == 0 ? 0 : 1));
            case 6 -> guest.says(72, run, bytes(random.nextInt(4), 0, 3, '.', '.', 'a'));
            default -> guest.says(73, run, bytes('{', 0xff, '\n'));
        }
    }

    private static byte[] done(Random random) {
        return ByteBuffer.allocate(30)
                .put((byte) random.nextInt(9))
                .putInt(random.nextInt(2) == 0 ? 0 : random.nextInt())
                .putLong(random.nextLong())
                .putLong(random.nextLong())
                .putLong(random.nextLong())
                .array();
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static Program program() {
        return new Program(FakeGuest.COMPILED, "main.c", List.of(), Map.of());
    }

    private static final class Deaf implements OutputSink {
        @Override
        public void stage(Stage stage) {}

        @Override
        public void output(Channel channel, byte[] bytes) {}
    }
}
