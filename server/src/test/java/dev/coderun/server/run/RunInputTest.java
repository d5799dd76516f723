package dev.coderun.server.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.RunInput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a program is given: by the session's input, by whoever types, and with its start.
class RunInputTest extends AtSessionRuns {
    @Test
    void theInputBoxIsStdinAndItsEnd() throws InterruptedException {
        files = files(Map.of("main.py", ""), "python", "4 2\n");

        start(ada);

        assertThat(sandbox.next().input())
                .isInstanceOfSatisfying(
                        RunInput.Pipes.class,
                        pipes -> {
                            assertThat(new String(pipes.stdin(), UTF_8)).isEqualTo("4 2\n");
                            assertThat(pipes.open()).isFalse();
                        });
        assertRefused(RunError.STDIN_CLOSED, () -> runs.stdin(ada, 1, "more".getBytes(UTF_8)));
    }

    @Test
    void withAnEmptyInputBoxPeopleTypeWhileItRunsAndEndTheInput() throws InterruptedException {
        start(ada);
        var program = sandbox.next();
        assertThat(program.limits().wall()).isEqualTo(SETTINGS.interactiveLimits().wall());

        runs.stdin(bob, 1, "yes\n".getBytes(UTF_8));
        runs.stdin(bob, 1, new byte[0]);

        assertThat(program.stdin()).isEqualTo("yes\n");
        assertThat(program.stdinHasEnded()).isTrue();
        assertRefused(RunError.STDIN_CLOSED, () -> runs.stdin(bob, 1, new byte[] {1}));
    }

    @Test
    void whatIsTypedBeforeTheProgramStartsIsKeptForIt() throws InterruptedException {
        var other = newRuns();
        other.start(bob, request(), () -> files);
        var first = sandbox.next();
        start(ada);

        runs.stdin(ada, 1, "early ".getBytes(UTF_8));
        runs.stdin(ada, 1, "bird".getBytes(UTF_8));
        runs.stdin(ada, 1, new byte[0]);
        first.exits(0);
        var program = sandbox.next();

        runs.joined(ada);
        runs.stop(ada, 1);
        adaSees.awaitDone(1);
        assertThat(program.stdin()).isEqualTo("early bird");
        assertThat(program.stdinHasEnded()).isTrue();
    }

    @Test
    void whatIsTypedBeforeTheProgramStartsIsBounded() {
        newRuns().start(bob, request(), () -> files);
        start(ada);

        runs.stdin(ada, 1, new byte[Run.MAX_EARLY_STDIN_BYTES]);

        assertRefused(RunError.STDIN_CLOSED, () -> runs.stdin(ada, 1, new byte[] {1}));
    }

    @Test
    void theTerminalsSizeIsItsStarters() throws InterruptedException {
        var request =
                new RunRequest.Start(
                        RunMode.TERMINAL,
                        Optional.empty(),
                        List.of(),
                        Map.of(),
                        new RunInput.Terminal(100, 30));
        runs.start(ada, request, () -> files);
        var program = sandbox.next();
        runs.joined(ada);
        assertThat(program.input()).isEqualTo(new RunInput.Terminal(100, 30));

        runs.stdin(ada, 1, "typed".getBytes(UTF_8));
        runs.resize(bob, new RunRequest.Resize(1, new RunInput.Terminal(9, 9)));
        runs.resize(ada, new RunRequest.Resize(1, new RunInput.Terminal(120, 40)));

        assertThat(program.size()).isIn("", "120x40");
        program.exits(0);
        adaSees.awaitDone(1);
    }

    @Test
    void argumentsAndEnvironmentReachTheProgram() throws InterruptedException {
        var request =
                new RunRequest.Start(
                        RunMode.PIPES,
                        Optional.of("given"),
                        List.of("-v", "two words"),
                        Map.of("NAME", "value"),
                        new RunInput.Terminal(80, 24));
        files = files(Map.of("main.py", ""), "python", "the input box");

        runs.start(ada, request, () -> files);

        var program = sandbox.next();
        assertThat(program.program().arguments()).containsExactly("-v", "two words");
        assertThat(program.program().environment()).containsEntry("NAME", "value");
        assertThat(program.input())
                .isInstanceOfSatisfying(
                        RunInput.Pipes.class,
                        pipes -> assertThat(pipes.stdin()).asString(UTF_8).isEqualTo("given"));
    }
}
