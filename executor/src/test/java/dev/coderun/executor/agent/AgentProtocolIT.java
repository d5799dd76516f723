package dev.coderun.executor.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.Limits;
import dev.coderun.executor.RunInput;
import dev.coderun.executor.agent.AgentRun.Task;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What the agent does with frames that do not fit: it says why, and ends; and what of a build it keeps. Needs root and a C
/// compiler. An agent that says nothing would hold up the thread that listens.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AgentProtocolIT {
    private static final int READY_BYTES = 14;
    private static final int FAULT = 70;
    private static final long ORDINARY_SIGNALS =
            0x7fff_ffff; // Of 1 to 31, as the kernel tells of them.
    private static final String UNKNOWN = "00000005 63 00000000";

    @TempDir private static Path folder;

    @BeforeAll
    static void compile() throws IOException, InterruptedException {
        TriedAgent.compile(folder);
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
        "a signal above the last, 00000006 06 00000001 20",
        "a signal without a number, 00000005 06 00000001",
        "a signal with more than a number, 00000007 06 00000001 0f00",
        "a size that is cut off, 00000007 07 00000001 0050",
        "a size with more behind it, 0000000a 07 00000001 00500019 00",
        "an end of input with something in it, 00000006 05 00000001 00",
        "a stop with something in it, 00000006 08 00000001 00",
        "an end of helpers with something in it, 00000006 0a 00000000 00",
        "a removal of what was built with something in it, 00000006 0c 00000000 00",
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
    void aFrameThatDoesNotFitEndsTheBoxWithAReason(String what, String hex) throws Exception {
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
            throws Exception {
        var said = saidAfter(HexFormat.of().parseHex((SLEEPER + hex).replace(" ", "")));

        assertThat(new String(said, UTF_8))
                .as(what)
                .containsAnyOf("not fit beside a program", "during run 1");
    }

    /// The files `a` and `a/secret`.
    private static final String FILE_IN_A_FILE =
            "00000008 01 00000000 0001 61 0000000f 01 00000000 0008 612f736563726574";

    @Test
    void aFaultNamesNoFileForItIsLogged() throws Exception {
        var said = saidAfter(HexFormat.of().parseHex((FILE_IN_A_FILE + UNKNOWN).replace(" ", "")));

        assertThat(new String(said, UTF_8))
                .contains("a file cannot be put: Not a directory")
                .doesNotContain("secret");
    }

    static Stream<Arguments> framesAboveABound() {
        return Stream.of(
                bound("a part of 256 bytes", AgentCommand.put("x".repeat(256), new byte[0])),
                bound(
                        "a path of 1,025 bytes",
                        AgentCommand.put("x/".repeat(512) + "x", new byte[0])),
                bound("4,097 arguments", shell(1, Task.RUN, "", Collections.nCopies(4_097, "x"))));
    }

    private static Arguments bound(String what, byte[] frame) {
        return Arguments.of(what, frame);
    }

    @ParameterizedTest
    @MethodSource("framesAboveABound")
    void whatIsAboveABoundEndsTheBox(String what, byte[] frame) throws Exception {
        assertThat(new String(saidAfter(frame), UTF_8)).as(what).contains("not fit");
    }

    @Test
    void moreInputThanTheWindowAllowsEndsTheBox() throws Exception {
        var frames = new ByteArrayOutputStream();
        frames.writeBytes(shell(1, Task.RUN, "sleep 99", List.of()));
        for (int i = 0; i < 3; i++) { // What the pipe takes, what waits, and one more.
            var window = new byte[AgentCommand.STDIN_WINDOW_BYTES];
            frames.writeBytes(AgentCommand.stdin(1, window, 0, window.length));
        }

        assertThat(new String(saidAfter(frames.toByteArray()), UTF_8))
                .contains("more input than the window allows");
    }

    @Test
    void aProgramThatIsNotThereCannotBegin() throws Exception {
        var heard =
                heardOf(
                        AgentCommand.run(
                                1,
                                List.of("/nowhere"),
                                Optional.empty(),
                                Map.of(),
                                RunInput.none(),
                                Limits.standard()));

        assertThat(heard)
                .contains(
                        new AgentEvent.Fault(
                                1, "the program could not be begun: No such file or directory"))
                .noneMatch(AgentEvent.Started.class::isInstance);
        assertThat(endOf(heard)).isEqualTo(AgentEvent.Ending.FAILED);
    }

    @Test
    void aProgramIgnoresNoSignalAndHoldsNoneBackWhateverTheEngineDoes() throws Exception {
        var script = "exec sed -nE 's/^Sig(Blk|Ign):\\s*//p' /proc/self/status";

        var sets = printedIn(heardOf(shell(1, Task.RUN, script, List.of()))).lines();

        assertThat(sets.map(set -> Long.parseUnsignedLong(set, 16) & ORDINARY_SIGNALS))
                .containsExactly(0L, 0L);
    }

    @Test
    void anEndIsToldWhoeverHoldsTheStreamOfEvents() throws Exception {
        try (var agent = TriedAgent.start(folder)) {
            agent.in().write(tests("echo told >&4; exec sleep 60"));
            agent.in().flush();
            var heard = new AgentReader(agent.out());
            heardUntil(heard, AgentEvent.Events.class);

            try (var _ = new FileOutputStream("/proc/" + agent.program() + "/fd/4")) {
                agent.in().write(AgentCommand.stop(1));
                agent.in().flush();

                assertThat(heardUntil(heard, AgentEvent.Clean.class))
                        .contains(new AgentEvent.Clean(1, true));
            }
        }
    }

    private static byte[] tests(String script) {
        var command = List.of("/bin/sh", "-c", script);
        var path = Map.of("PATH", "/usr/bin:/bin");
        return AgentCommand.tests(
                1, command, false, List.of(), path, RunInput.none(), Limits.standard());
    }

    @Test
    void ofWhatABuildMakesFilesAndFoldersAloneAreKept() throws Exception {
        var heard =
                heardOfBuild(
                        """
                        cd /work/out; echo file > file; mkdir inner; echo inner > inner/file; ln file second
                        ln -s /etc/passwd link; ln -s / folder; ln -s .. inner/up; mkfifo pipe; mkdir empty
                        """);

        assertThat(madeBy(heard)).containsExactlyInAnyOrder("file", "second", "inner/file");
        assertThat(endOf(heard)).isEqualTo(AgentEvent.Ending.EXITED);
    }

    @Test
    void aBuildThatMakesFoldersWithoutEndFails() throws Exception {
        var heard = heardOfBuild("cd /work/out; for i in $(seq 130); do mkdir d && cd d; done");

        assertThat(madeBy(heard)).isEmpty();
        assertThat(endOf(heard)).isEqualTo(AgentEvent.Ending.FAILED);
    }

    /// All that the agent says of a build by this script, until it is clean after it.
    private static List<AgentEvent> heardOfBuild(String script)
            throws IOException, InterruptedException {
        return heardOf(shell(1, Task.BUILD, script, List.of()));
    }

    private static List<AgentEvent> heardOf(byte[] run) throws IOException, InterruptedException {
        try (var agent = TriedAgent.start(folder)) {
            agent.in().write(run);
            agent.in().flush();
            var heard = heardUntil(new AgentReader(agent.out()), AgentEvent.Clean.class);
            assertThat(heard).last().isEqualTo(new AgentEvent.Clean(1, true));
            agent.in().close();
            assertThat(agent.awaitEnd()).as("exit code").isZero();
            return heard;
        }
    }

    private static List<AgentEvent> heardUntil(AgentReader reader, Class<?> last)
            throws IOException {
        var heard = new ArrayList<AgentEvent>();
        do {
            heard.add(reader.next().orElseThrow());
        } while (!last.isInstance(heard.getLast()));
        return heard;
    }

    private static List<String> madeBy(List<AgentEvent> heard) {
        return heard.stream()
                .filter(AgentEvent.Made.class::isInstance)
                .map(event -> ((AgentEvent.Made) event).piece().path())
                .toList();
    }

    private static String printedIn(List<AgentEvent> heard) {
        return heard.stream()
                .filter(AgentEvent.Output.class::isInstance)
                .map(event -> new String(((AgentEvent.Output) event).bytes(), UTF_8))
                .collect(Collectors.joining());
    }

    private static AgentEvent.Ending endOf(List<AgentEvent> heard) {
        return heard.stream()
                .filter(AgentEvent.Done.class::isInstance)
                .map(event -> ((AgentEvent.Done) event).ending())
                .findFirst()
                .orElseThrow();
    }

    private static byte[] shell(int run, Task task, String script, List<String> arguments) {
        var command = new ArrayList<>(List.of("/bin/sh", "-c", script));
        command.addAll(arguments);
        var limits = Limits.standard();
        var path = Map.of("PATH", "/usr/bin:/bin");
        return task == Task.BUILD
                ? AgentCommand.build(run, command, Optional.empty(), path, RunInput.none(), limits)
                : AgentCommand.run(run, command, Optional.empty(), path, RunInput.none(), limits);
    }

    /// All that the agent says until it has ended.
    private static byte[] saidAfter(byte[] frames) throws IOException, InterruptedException {
        try (var agent = TriedAgent.start(folder)) {
            agent.in().write(frames);
            agent.in().flush();
            var said = agent.out().readAllBytes();
            assertThat(agent.awaitEnd()).as("exit code").isEqualTo(1);
            return said;
        }
    }
}
