package dev.coderun.e2e;

import static dev.coderun.e2e.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.e2e.support.Launch;
import dev.coderun.e2e.support.ScriptedMachine;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `./coderun test`: what it installs and starts, and what it calls passed.
class TestingTest {
    private static final String PASSED = "<testcase classname=\"SomeIT\" name=\"works\"/>";
    private static final String FAILED =
            "<testcase classname=\"SomeIT\" name=\"breaks\"><failure>no</failure></testcase>";
    private static final String SKIPPED =
            "<testcase classname=\"SomeIT\" name=\"waits\"><skipped/></testcase>";

    /// Answers once an engine has been started.
    private static final String ENGINE_OF_OURS =
            """
            case "$1" in
                version) [ -e "$MACHINE/engine" ] ;;
                ps) echo box-1; echo box-2 ;;
            esac
            """;

    private static final String ENGINE =
            """
            until [ -e "$MACHINE/containerd" ]; do sleep 0.1; done
            [[ "$*" == *"--containerd $(cat "$MACHINE/containerd") "* ]] || exit 1
            while [ "$1" != --pidfile ]; do shift; done
            echo $$ >"$2"
            trap 'rm "$MACHINE/engine"; exit' TERM
            echo $$ >"$MACHINE/engine"
            while true; do sleep 0.1; done
            """;

    private static final String CONTAINERD =
            """
            while [ "$1" != --address ]; do shift; done
            trap 'rm "$MACHINE/containerd"; exit' TERM
            echo "$2" >"$MACHINE/containerd"
            while true; do sleep 0.1; done
            """;

    private final ScriptedMachine machine = new ScriptedMachine();

    @BeforeEach
    void somethingIsTested() {
        machine.reports(PASSED);
    }

    @AfterEach
    void end() {
        machine.close();
    }

    @Test
    void everythingIsCheckedAndTheLastLineCountsIt() {
        try (var test = machine.launch("test")) {
            assertThat(test.exitCode()).as(test.messages()).isZero();
            assertThat(test.output())
                    .contains(
                            "passed Language images",
                            "passed The page: types, lint, format",
                            "passed The page: unit tests",
                            "passed The Java sources: format, static checks, architecture",
                            "passed The engine, the executor, the database",
                            "passed The server",
                            "passed The scripts",
                            "passed The end-to-end tests")
                    .endsWith("\n1 passed, 0 failed\n");
        }
        assertThat(machine.calls())
                .anyMatch(call -> call.matches("mvn .* package .*"))
                .anyMatch(call -> call.matches("mvn .* verify .*executor.*"))
                .anyMatch(call -> call.matches("mvn .* verify .*server.*"))
                .anyMatch(call -> call.matches("mvn .* test .*e2e.*"))
                .anyMatch(call -> call.matches("mvn .* verify .*e2e.*"))
                .contains("npm run types", "npm run lint", "npm run format:check")
                .anyMatch(call -> call.startsWith("npm run test"));
    }

    @Test
    void continuousIntegrationRunsTheSame() {
        try (var run = machine.launchContinuousIntegration()) {
            assertThat(run.exitCode()).as(run.messages()).isZero();
            assertThat(run.output()).endsWith("\n1 passed, 0 failed\n");
        }
    }

    @Test
    void aFailedTestIsNamedAndFailsAll() {
        machine.reports(PASSED, FAILED);

        try (var test = machine.launch("test")) {
            assertThat(test.exitCode()).isNotZero();
            assertThat(test.output())
                    .contains("failed  SomeIT.breaks")
                    .endsWith("\n1 passed, 1 failed\n");
        }
    }

    @Test
    void aSkippedTestIsNamed() {
        machine.reports(PASSED, SKIPPED);

        try (var test = machine.launch("test")) {
            assertThat(test.exitCode()).isZero();
            assertThat(test.output()).contains("skipped SomeIT.waits", "1 skipped, ");
        }
    }

    @Test
    void whenNothingWasTestedNothingHasPassed() {
        machine.reports();

        try (var test = machine.launch("test")) {
            assertThat(test.exitCode()).isNotZero();
            assertThat(test.output()).endsWith("\n0 passed, 0 failed\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "npm, run lint",
        "npm, run test",
        "node, --test",
        "mvn, package --threads",
        "mvn, test --projects",
        "mvn, verify"
    })
    void aStepThatBreaksFailsAllThoughNoTestDid(String program, String words) {
        machine.has(program, machine.working(program) + "\n[[ \"$*\" != *\"" + words + "\"* ]]");

        try (var test = machine.launch("test")) {
            assertThat(test.exitCode()).as(test.output()).isNotZero();
            assertThat(test.output()).containsPattern("\n\\d passed, [1-9] failed\n$");
        }
    }

    @Test
    void imagesThatCannotBeBuiltFailAll() {
        machine.hasJava("exit 1");

        try (var test = machine.launch("test")) {
            assertThat(test.exitCode()).isNotZero();
            assertThat(test.output())
                    .contains("failed Language images")
                    .endsWith("\n1 passed, 1 failed\n");
        }
    }

    @Test
    void aTestProcessThatDiedFailsAllThoughItLeftNoReport() {
        machine.has(
                "mvn",
                machine.working("mvn")
                        + "\n"
                        + "[[ \"$*\" != *executor* ]] || echo 'The forked VM terminated without"
                        + " saying goodbye'");

        try (var test = machine.launch("test")) {
            assertThat(test.exitCode()).isNotZero();
            assertThat(test.output()).contains("failed The engine, the executor, the database");
        }
    }

    @Test
    void theSecondTimeWhatTheSourcesAloneDecideIsNotCheckedAgain() {
        test();
        machine.calls();

        test();

        assertThat(machine.calls())
                .noneMatch(call -> call.startsWith("npm ci") || call.startsWith("npm run lint"))
                .noneMatch(call -> call.matches("mvn .* package .*"))
                .anyMatch(call -> call.startsWith("npm run test"))
                .anyMatch(call -> call.matches("mvn .* verify .*e2e.*"));
    }

    @Test
    void asRootWhatIsMissingIsInstalledWithoutAsking() {
        machine.lacks("chromium-headless-shell");
        machine.lacks("mmdebstrap");

        test();

        assertThat(machine.calls())
                .contains(
                        "apt-get update",
                        "apt-get install -y --no-install-recommends chromium-headless-shell"
                                + " mmdebstrap");
    }

    @Test
    void whoeverIsNotRootIsToldWhatToRun() {
        machine.has("id", "echo 1000");
        machine.lacks("chromium-headless-shell");
        machine.lacks("mmdebstrap");

        try (var test = machine.launch("test")) {
            assertThat(test.exitCode()).isEqualTo(1);
            assertThat(lastLine(test))
                    .contains("Run: sudo apt-get install chromium-headless-shell mmdebstrap");
        }
        assertThat(machine.calls()).noneMatch(call -> call.startsWith("apt-get"));
    }

    @Test
    void anEngineThatAnswersIsUsedAndLeftAlone() {
        test();

        assertThat(machine.calls())
                .noneMatch(call -> call.startsWith("dockerd"))
                .noneMatch(call -> call.startsWith("docker rm"));
    }

    @Test
    void whereNoEngineAnswersOneIsStartedWithAContainerdOfItsOwnAndEndedWithItsContainers()
            throws IOException {
        machine.has("docker", ENGINE_OF_OURS);
        machine.has("dockerd", ENGINE);
        machine.has("containerd", CONTAINERD);
        machine.hasJava("echo \"$DOCKER_HOST\"" + " >\"$MACHINE/host\"");

        test();

        assertThat(machine.file("engine")).as("it was told to end, and did").doesNotExist();
        eventually("so did what it had brought", () -> !Files.exists(machine.file("containerd")));
        assertThat(Files.readString(machine.file("host")))
                .startsWith("unix://")
                .contains("/cache/");
        assertThat(machine.calls()).contains("docker rm -f box-1 box-2");
    }

    @Test
    void withoutAnEngineAndWithoutRootItIsSaidWhatToDo() {
        machine.has("docker", "exit 1");
        machine.has("id", "echo 1000");

        try (var test = machine.launch("test")) {
            assertThat(test.exitCode()).isEqualTo(1);
            assertThat(lastLine(test))
                    .startsWith("coderun: No Docker engine answers. Start it (sudo systemctl");
        }
    }

    @Test
    void anEngineThatDoesNotStartIsSaidWithItsLog() {
        machine.has("docker", "exit 1");
        machine.has("dockerd", "echo 'overlay2 is not supported' && exit 1");

        try (var test = machine.launch("test")) {
            assertThat(test.exitCode()).isEqualTo(1);
            assertThat(lastLine(test)).startsWith("coderun: The Docker engine did not start: see ");
            assertThat(test.messages()).contains("overlay2 is not supported");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--short", "SomeIT"})
    void itTakesNothingElse(String argument) {
        try (var test = machine.launch("test", argument)) {
            assertThat(test.exitCode()).isEqualTo(2);
            assertThat(lastLine(test)).contains("--long");
        }
    }

    private void test() {
        try (var test = machine.launch("test")) {
            assertThat(test.exitCode()).as(test.messages()).isZero();
        }
    }

    private static String lastLine(Launch launch) {
        return launch.messages().strip().lines().reduce("", (_, line) -> line);
    }
}
