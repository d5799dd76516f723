package dev.coderun.executor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.Helpers;
import dev.coderun.executor.Language;
import dev.coderun.executor.Program;
import dev.coderun.executor.RunInput;
import dev.coderun.executor.Toolchain;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class HelperTest {
    private static final Optional<List<String>> COMMAND = Optional.of(List.of("/bin/waits"));

    private final Helper parked = helper(new Helpers(COMMAND, Optional.empty(), Optional.empty()));

    @Test
    void oneWaitsUnlessMoreRunsAreExpected() {
        assertThat(parked.park(RunInput.none())).isPresent();
        parked.parked();

        assertThat(parked.park(RunInput.none())).isEmpty();
        assertThat(parked.parkAnother(false)).isEmpty();
    }

    @Test
    void howManyWaitIsBounded() {
        parked.park(RunInput.none());
        parked.expectRuns(1_000);

        assertThat(startedOneAfterTheOther(false)).isEqualTo(Helper.MAX_WAITING - 1);
    }

    @Test
    void twoAreStartedAtATime() {
        parked.park(RunInput.none());
        parked.expectRuns(4);

        assertThat(parked.parkAnother(false)).isPresent();
        assertThat(parked.parkAnother(false)).isEmpty();
        parked.parked();
        assertThat(parked.parkAnother(false)).isPresent();
        assertThat(parked.parkAnother(false)).isEmpty();
    }

    @Test
    void besideAProgramOneIsStartedAtATime() {
        parked.park(RunInput.none());
        parked.expectRuns(4);

        assertThat(parked.parkAnother(true)).isEmpty();
        parked.parked();
        assertThat(parked.parkAnother(true)).isPresent();
        assertThat(parked.parkAnother(true)).isEmpty();
    }

    @Test
    void whileAProgramRunsOthersAreStartedOnlyIfFewWait() {
        parked.park(RunInput.none());
        parked.expectRuns(10);

        assertThat(startedOneAfterTheOther(true)).isEqualTo(Helper.FEW - 1);
    }

    @Test
    void whatIsForkedIsNotStartedAhead() {
        var forked = helper(new Helpers(Optional.empty(), COMMAND, Optional.empty()));
        forked.park(RunInput.none());
        forked.parked();
        forked.expectRuns(10);

        assertThat(forked.parkAnother(false)).isEmpty();
    }

    @Test
    void thoseThatWereSentAwayAreNotReplacedUntilTheyAreNeeded() {
        parked.park(RunInput.none());
        parked.expectRuns(10);
        parked.leave();

        assertThat(parked.isWaiting()).isFalse();
        assertThat(parked.parkAnother(false)).isEmpty();
    }

    @Test
    void aBuildThatIsARunOfAnotherProgramIsDoneByOneThatWaits() {
        parked.park(RunInput.none());
        var checked = commands(List.of("/bin/runs", "/opt/check", "{entry}"));

        assertThat(parked.takeBuild(checked, RunInput.none()))
                .contains(List.of("/opt/check", "main.x"));

        assertThat(parked.takeBuild(checked, RunInput.none())).isEmpty();
        assertThat(parked.isWaiting()).isFalse();
    }

    @Test
    void anotherCommandIsNoRun() {
        parked.park(RunInput.none());

        assertThat(
                        parked.takeBuild(
                                commands(List.of("/bin/compiles", "/opt/check")), RunInput.none()))
                .isEmpty();
        assertThat(parked.takeBuild(commands(List.of("/bin/runs", "main.x")), RunInput.none()))
                .isEmpty();
        assertThat(parked.isWaiting()).isTrue();
    }

    private static Commands commands(List<String> build) {
        var toolchain =
                new Toolchain(
                        Optional.of(build),
                        List.of("/bin/runs", "{entry}"),
                        List.of(".x"),
                        Map.of());
        var language =
                new Language(
                        "x",
                        "X",
                        "1",
                        "main.x",
                        Map.of("main.x", ""),
                        "x",
                        toolchain,
                        List.of(),
                        Path.of("/nowhere"));
        var program = new Program(language, "main.x", List.of(), Map.of());
        return new Commands(program, toolchain, Map.of("main.x", new byte[0]));
    }

    private int startedOneAfterTheOther(boolean running) {
        int started = 0;
        parked.parked();
        while (parked.parkAnother(running).isPresent()) {
            parked.parked();
            started++;
        }
        return started;
    }

    private static Helper helper(Helpers helpers) {
        var toolchain =
                new Toolchain(
                        Optional.empty(),
                        List.of("/bin/runs", "{entry}"),
                        List.of(),
                        Map.of(),
                        helpers,
                        "",
                        Optional.empty(),
                        OptionalInt.empty(),
                        Map.of());
        return Helper.forRuns(toolchain, 512L << 20).orElseThrow();
    }
}
