package dev.coderun.executor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.Built;
import dev.coderun.executor.Limits;
import dev.coderun.executor.RunInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Both ends of the protocol at each other: the agent, with sanitizers in it, is told frames that its host could send, in any
/// order, and now and then one that is damaged; whatever it answers, our reader understands. Needs root and a C compiler.
final class AgentFuzzIT {
    private static final int CONVERSATIONS = 4;
    private static final int MANY_CONVERSATIONS = 1_000;
    private static final int FRAMES = 60;
    private static final int INTACT_OF_DAMAGED = 40;

    private static final Limits BRIEF = Limits.standard().withWall(Duration.ofMillis(40));

    private static final List<String> PATHS =
            List.of("a", "a/b", "a/b/c", "main.py", "é", "x".repeat(255), "d/".repeat(100) + "e");

    private static final List<List<String>> COMMANDS =
            List.of(
                    List.of("/bin/true"),
                    List.of("/bin/cat"),
                    List.of("/bin/sh", "-c", "echo out; echo err >&2; kill -9 $$"),
                    List.of("/bin/sh", "-c", "mkdir -p /work/out/d; echo b > /work/out/d/b"),
                    List.of("/bin/sh", "-c", "sleep 9 & sleep 9"),
                    List.of("/bin/dd", "if=/dev/zero", "bs=8192", "count=20"),
                    List.of("/bin/sh", "-c", "echo told >&4; echo told >&4"),
                    List.of("/nowhere", ""));

    @TempDir private static Path folder;

    private int lastRun;
    private boolean ended;

    @BeforeAll
    static void compile() throws IOException, InterruptedException {
        TriedAgent.compile(folder);
    }

    @Test
    @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whateverIsSaidBothEndsKeepToTheProtocolOrEnd() throws Exception {
        converse(CONVERSATIONS);
    }

    @Test
    @Tag("long")
    void inManyConversationsToo() throws Exception {
        converse(MANY_CONVERSATIONS);
    }

    private void converse(int conversations) throws Exception {
        var seeds = new Random(Long.getLong("seed", System.nanoTime()));
        for (int i = 0; i < conversations; i++) {
            long seed = seeds.nextLong();
            try {
                converse(new Random(seed));
            } catch (IOException | AssertionError e) {
                throw new AssertionError("conversation " + i + " with the seed " + seed, e);
            }
        }
    }

    private void converse(Random random) throws Exception {
        lastRun = 0;
        ended = false;
        boolean metered = random.nextBoolean();
        try (var agent = TriedAgent.start(folder, metered)) {
            var heard = new AgentReader(agent.out());
            assertThat(heard.next())
                    .contains(new AgentEvent.Ready(AgentLink.PROTOCOL_VERSION, metered));
            for (int i = 0; i < FRAMES && !ended; i++) {
                say(agent, random, frame(random));
                if (random.nextInt(8) == 0) {
                    run(agent, heard, random);
                }
            }
            agent.in().close();
            while (heard.next().isPresent()) {
                // Whatever it is, it was understood.
            }
            assertThat(agent.awaitEnd()).as("exit code").isIn(0, 1);
        }
    }

    /// A run, and frames beside it, until its box is clean or has ended.
    private void run(TriedAgent agent, AgentReader heard, Random random) throws IOException {
        say(agent, random, start(++lastRun, random));
        for (int i = random.nextInt(6); i > 0; i--) {
            say(agent, random, besideARun(random));
        }
        // After a damaged frame the agent may wait for the rest of it and say nothing.
        while (!ended) {
            var event = heard.next();
            ended = event.isEmpty();
            if (event.isPresent()
                    && event.get() instanceof AgentEvent.Clean(int run, boolean clean)) {
                assertThat(run).isEqualTo(lastRun);
                assertThat(clean).as("clean").isTrue();
                return;
            }
        }
    }

    /// Whole or damaged, in two pieces. After one that is damaged nobody knows where the next begins.
    private void say(TriedAgent agent, Random random, byte[] frame) {
        boolean damages = random.nextInt(INTACT_OF_DAMAGED) == 0;
        var bytes = damages ? damaged(frame, random) : frame;
        int middle = random.nextInt(bytes.length);
        ended |= damages;
        try {
            agent.in().write(bytes, 0, middle);
            agent.in().flush();
            agent.in().write(bytes, middle, bytes.length - middle);
            agent.in().flush();
        } catch (IOException _) { // It has ended, as it may.
            ended = true;
        }
    }

    /// With the length that it said before, or with its own.
    private static byte[] damaged(byte[] frame, Random random) {
        var bytes = Arrays.copyOf(frame, Math.max(10, frame.length + random.nextInt(-4, 5)));
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        if (random.nextBoolean()) {
            ByteBuffer.wrap(bytes).putInt(bytes.length - Integer.BYTES);
        }
        return bytes;
    }

    // ---- frames that fit ----

    private byte[] frame(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> AgentCommand.built(piece(random));
            case 1 -> AgentCommand.clearBuilt();
            case 2 -> AgentCommand.unpark();
            default -> besideARun(random);
        };
    }

    private byte[] besideARun(Random random) {
        int run = lastRun - random.nextInt(2);
        return switch (random.nextInt(8)) {
            case 0 -> AgentCommand.put(any(PATHS, random), bytes(random, 4_000));
            case 1 -> AgentCommand.remove(any(PATHS, random));
            case 2 -> {
                var bytes = bytes(random, 2_000);
                yield AgentCommand.stdin(run, bytes, 0, bytes.length);
            }
            case 3 -> AgentCommand.stdinEnd(run);
            case 4 -> AgentCommand.signal(run, 1 + random.nextInt(31));
            case 5 -> AgentCommand.resize(run, random.nextInt(1 << 16), random.nextInt(1 << 16));
            case 6 -> AgentCommand.stop(run);
            default ->
                    AgentCommand.park(
                            Helper.Kind.PARKED,
                            List.of("/bin/sh", "-c", "printf '\\0' >&4; cat <&3 >&2"),
                            Map.of(),
                            input(random));
        };
    }

    private static byte[] start(int run, Random random) {
        var command = any(COMMANDS, random);
        var order = List.of("one", "two".repeat(random.nextInt(20)));
        var environment = Map.of("A", "é");
        return switch (random.nextInt(3)) {
            case 0 ->
                    AgentCommand.tests(
                            run,
                            command,
                            random.nextBoolean(),
                            order,
                            environment,
                            RunInput.none(),
                            BRIEF);
            case 1 ->
                    AgentCommand.build(
                            run, command, Optional.empty(), environment, RunInput.none(), BRIEF);
            default ->
                    AgentCommand.run(
                            run,
                            command,
                            random.nextBoolean() ? Optional.of(order) : Optional.empty(),
                            environment,
                            input(random),
                            BRIEF.withOutputBytes(1 + random.nextInt(200_000)));
        };
    }

    private static RunInput input(Random random) {
        return random.nextBoolean() ? RunInput.none() : new RunInput.Terminal(80, 25);
    }

    private static Built.Piece piece(Random random) {
        return new Built.Piece(
                any(PATHS, random), random.nextBoolean(), random.nextBoolean(), bytes(random, 500));
    }

    private static byte[] bytes(Random random, int most) {
        var bytes = new byte[random.nextInt(most)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static <T> T any(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
