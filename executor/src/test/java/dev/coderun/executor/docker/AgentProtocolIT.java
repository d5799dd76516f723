package dev.coderun.executor.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.LanguageCatalog;
import dev.coderun.executor.agent.ProgramUids;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the agent does with frames that do not fit: it says why, and ends.
@Timeout(60)
final class AgentProtocolIT {
    private static final int READY_BYTES = 13;
    private static final int FAULT = 70;
    private static final int UNKNOWN_TYPE = 99;
    private static final String UNKNOWN = "00000005 63 00000000";
    private static final int FUZZ_ROUNDS = 8;

    private static DockerSandbox sandbox;
    private static Engine engine;
    private static final ProgramUids UIDS = new ProgramUids(ProgramUids.DEFAULT_FIRST);

    @BeforeAll
    static void start() {
        sandbox = TestSandbox.start("protocol", 0);
        engine = new Engine(TestSandbox.settings("protocol", 0).dockerHost());
    }

    @AfterAll
    static void stop() throws IOException {
        sandbox.close();
        engine.close();
    }

    @ParameterizedTest
    @CsvSource({
        "a frame that is too long, 7fffffff",
        "a frame longer than the largest file, 00900001",
        "a frame that is too short, 00000004",
        "a type that is not the host's, 00000005 63 00000000",
        "a put without a path, 00000005 01 00000000",
        "a path that leaves the folder, 0000000b 01 00000000 0004 2e2e2f78",
        "a path from the root, 00000009 01 00000000 0002 2f78",
        "a path with a NUL, 0000000a 01 00000000 0003 610062",
        "a path that is cut off, 00000008 01 00000000 0009 61",
        "a run without arguments, 0000000a 03 00000001 0000000000",
        "a signal that is none, 00000006 06 00000001 00",
        "a run whose order is missing, 00000035 03 00000001 04 0000 0000 0000000000000001"
            + " 0000000000000001 0000000000000001 0000000000000001 00000001 0001 00000001 78 0000",
        "a run of tests whose order is missing, 00000037 03 00000001 10 0000 0000 0000000000000001"
            + " 0000000000000001 0000000000000001 0000000000000001 00000001 0001 00000001 78 0000",
        "a run of tests in a terminal, 00000039 03 00000001 11 0000 0000 0000000000000001"
            + " 0000000000000001 0000000000000001 0000000000000001 00000001 0001 00000001 78 0000"
            + " 0000",
        "a run of tests that is a build, 00000039 03 00000001 12 0000 0000 0000000000000001"
            + " 0000000000000001 0000000000000001 0000000000000001 00000001 0001 00000001 78 0000"
            + " 0000",
        "a run of an unknown kind, 00000037 03 00000001 20 0000 0000 0000000000000001"
            + " 0000000000000001 0000000000000001 0000000000000001 00000001 0001 00000001 78 0000",
        "a helper without a command, 0000000e 09 00000000 00 0000 0000 0000 0000",
        "a helper of an unknown kind, 00000013 09 00000000 08 0000 0000 0001 00000001 78 0000",
        "a helper whose environment is missing, 00000011 09 00000000 00 0000 0000 0001 00000001 78",
        "a built file without a path, 00000008 0b 00000000 00 0000",
        "a built file that leaves the folder, 0000000c 0b 00000000 00 0004 2e2e2f78",
        "a built file of an unknown kind, 00000009 0b 00000000 04 0001 78",
    })
    void aFrameThatDoesNotFitEndsTheBoxWithAReason(String what, String hex) throws IOException {
        var said = saidAfter(HexFormat.of().parseHex(hex.replace(" ", "")));

        assertThat(said.length).as(what).isGreaterThan(READY_BYTES + 9);
        assertThat(said[READY_BYTES + 4]).as(what).isEqualTo((byte) FAULT);
        assertThat(new String(said, UTF_8)).as(what).contains("not fit");
    }

    /// A program that sleeps, as run 1.
    private static final String SLEEPER =
            "00000046 03 00000001 00 0000 0000 0000000001000000 0000000001000000 0000000010000000"
                    + " 0000000000100000 00000010 0002 0000000a 2f62696e2f736c656570 00000002 3939"
                    + " 0000";

    @ParameterizedTest
    @CsvSource({
        "another run, 00000037 03 00000002 00 0000 0000 0000000000000001 0000000000000001"
                + " 0000000000000001 0000000000000001 00000001 0001 00000001 78 0000",
        "a helper that stays, 00000013 09 00000000 04 0000 0000 0001 00000001 78 0000",
        "a built file, 00000009 0b 00000000 00 0001 78",
        "that nothing be built, 00000005 0c 00000000",
    })
    void whatMayOnlyComeBetweenTwoRunsEndsTheBoxDuringOne(String what, String hex)
            throws IOException {
        var said = saidAfter(HexFormat.of().parseHex((SLEEPER + hex).replace(" ", "")));

        assertThat(new String(said, UTF_8))
                .as(what)
                .containsAnyOf("not fit beside a program", "during run 1");
    }

    /// The files `a` and `a/secret`.
    private static final String FILE_IN_A_FILE =
            "00000008 01 00000000 0001 61 0000000f 01 00000000 0008 612f736563726574";

    @Test
    void aFaultNamesNoFileForItIsLogged() throws IOException {
        var said = saidAfter(HexFormat.of().parseHex((FILE_IN_A_FILE + UNKNOWN).replace(" ", "")));

        assertThat(new String(said, UTF_8))
                .contains("a file cannot be put: Not a directory")
                .doesNotContain("secret");
    }

    @Test
    void whateverIsSentTheAgentEndsInOrder() throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        for (int round = 0; round < FUZZ_ROUNDS; round++) {
            var frames = ByteBuffer.allocate(64 * 1024);
            for (int i = 0; i < 200; i++) {
                var payload = new byte[random.nextInt(200)];
                random.nextBytes(payload);
                frames.putInt(5 + payload.length).put((byte) (1 + random.nextInt(12)));
                frames.putInt(random.nextInt(3)).put(payload);
            }
            frames.putInt(5).put((byte) UNKNOWN_TYPE).putInt(0).flip();
            var bytes = new byte[frames.remaining()];
            frames.get(bytes);

            assertThat(saidAfter(bytes)).as("seed " + seed).hasSizeGreaterThan(READY_BYTES);
        }
    }

    /// All that the agent says until it has ended.
    private static byte[] saidAfter(byte[] frames) throws IOException {
        var settings = TestSandbox.settings("protocol", 0);
        var python = LanguageCatalog.read(settings.languagesFolder()).find("python").orElseThrow();
        var info = engine.info();
        var started =
                engine.start(
                        new Images(engine, info, settings).nameOf(python),
                        settings.boxLimits(),
                        info.cpus(),
                        Optional.empty(),
                        UIDS.take(),
                        ContainerSpec.labels(settings.owner(), "python"));
        try (var stream = started.stream()) {
            stream.stdin().write(frames);
            stream.stdin().flush();
            return stream.stdout().readAllBytes();
        }
    }
}
