package dev.coderun.executor.judge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coderun.executor.Limits;
import dev.coderun.executor.OutputSink;
import dev.coderun.executor.RunInput;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.RunningProgram;
import dev.coderun.executor.Sandbox;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Runs a problem's own output validator, in boxes of its own, as the problem format says:
/// `validator input answer feedback/ flags… < output`, where 42 means right, 43 wrong, and anything else that the
/// validator is broken. What it leaves in its feedback folder is appended to its errors, since only streams leave a box.
final class ValidatorBox implements AutoCloseable {
    static final int ACCEPTED = 42;
    static final int WRONG = 43;

    /// Of each file of feedback.
    static final int MAX_FEEDBACK_BYTES = 4 * 1024;

    private static final String INPUT = "coderun/test.in";
    private static final String ANSWER = "coderun/test.ans";
    private static final String FEEDBACK = "coderun/feedback/";

    /// `$0` is a mark that the validator cannot know beforehand; the rest is the validator's own command.
    private static final String LAUNCHER =
            """
            mkdir %1$s
            "$@"
            code=$?
            for name in judgemessage.txt teammessage.txt score.txt; do
                if [ -f "%1$s$name" ]; then
                    printf '\\n%%s %%s\\n' "$0" "$name" >&2
                    head -c %2$d "%1$s$name" >&2
                fi
            done
            printf '\\n%%s end\\n' "$0" >&2
            exit $code
            """
                    .formatted(FEEDBACK, MAX_FEEDBACK_BYTES);

    private final RunBox box;
    private final ValidatorLimits limits;
    private final String mark = newMark();

    ValidatorBox(Sandbox sandbox, BuiltProgram validator, ValidatorLimits limits) {
        box = new RunBox(sandbox, validator, limits.memoryBytes());
        this.limits = limits;
    }

    private static String newMark() {
        var bytes = new byte[12];
        new SecureRandom().nextBytes(bytes);
        return "coderun-" + HexFormat.of().formatHex(bytes);
    }

    /// Checks a whole output. A sandbox that failed is an outcome of the check's run, so that it can be tried again.
    Checked check(TestCase test, byte[] output) throws InterruptedException {
        var capture = Capture.ofLastErrors();
        var input = new RunInput.Pipes(output, false);
        var running = start(test, input, limits.ofCheck(), capture);
        return checked(running.await(), capture.stderr());
    }

    /// Starts an interactive validator; its errors must be kept for [#checked].
    RunningProgram startInteractive(TestCase test, Duration submissionWall, OutputSink sink) {
        var input = new RunInput.Pipes(new byte[0], true);
        return start(test, input, limits.ofInteraction(submissionWall), sink);
    }

    private RunningProgram start(TestCase test, RunInput input, Limits ofRun, OutputSink sink) {
        var arguments = new ArrayList<>(List.of(INPUT, ANSWER, FEEDBACK));
        arguments.addAll(test.validatorFlags());
        var program = box.program(arguments).launchedBy(List.of("/bin/sh", "-c", LAUNCHER, mark));
        var files = Map.of(INPUT, test.data().input(), ANSWER, test.data().answer());
        return box.start(program, files, input, ofRun, sink);
    }

    /// What a validator's run came to; empty if the sandbox failed.
    record Checked(Optional<Check> check) {}

    Checked checked(RunOutcome outcome, byte[] errors) {
        return switch (outcome) {
            case RunOutcome.Exited(int code, _) ->
                    new Checked(Optional.of(verdict(code, new String(errors, UTF_8))));
            case RunOutcome.TimedOut(_, Duration limit, _) ->
                    broken("did not end within " + seconds(limit) + " seconds");
            case RunOutcome.OutOfMemory _ -> broken("needs more memory than there is");
            case RunOutcome.TooMuchOutput _ -> broken("writes too much");
            case RunOutcome.TooManyProcesses _ -> broken("starts too many processes");
            case RunOutcome.Signalled(int signal, _) -> broken("crashed with signal " + signal);
            case RunOutcome.CompileFailed _ -> new Checked(Optional.empty());
            case RunOutcome.Cancelled _, RunOutcome.SandboxFailed _ ->
                    new Checked(Optional.empty());
        };
    }

    private static String seconds(Duration limit) {
        return BigDecimal.valueOf(limit.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    private Check verdict(int code, String errors) {
        return switch (code) {
            case ACCEPTED -> accepted(errors);
            case WRONG ->
                    new Check.Wrong(
                            Optional.empty(),
                            feedback(errors, "teammessage.txt"),
                            feedback(errors, "judgemessage.txt"));
            default ->
                    new Check.Broken(
                            "The problem's output validator ended with exit code "
                                    + code
                                    + " instead of 42 or 43.");
        };
    }

    private Check accepted(String errors) {
        var text = feedback(errors, "score.txt");
        var message = feedback(errors, "teammessage.txt");
        if (text.isEmpty()) {
            return new Check.Accepted(OptionalDouble.empty(), message);
        }
        var score = DecimalNumber.parse(text.get().getBytes(UTF_8));
        return score.isPresent() && score.get().value() >= 0
                ? new Check.Accepted(OptionalDouble.of(score.get().value()), message)
                : new Check.Broken(
                        "The problem's output validator gave a score that is no number.");
    }

    private Optional<String> feedback(String errors, String name) {
        var begin = "\n" + mark + " " + name + "\n";
        int at = errors.lastIndexOf(begin);
        if (at < 0) {
            return Optional.empty();
        }
        var rest = errors.substring(at + begin.length());
        int end = rest.indexOf("\n" + mark + " ");
        return Optional.of((end < 0 ? rest : rest.substring(0, end)).strip())
                .filter(text -> !text.isEmpty());
    }

    private static Checked broken(String what) {
        return new Checked(
                Optional.of(new Check.Broken("The problem's output validator " + what + ".")));
    }

    /// The next check gets a new box.
    @Override
    public void close() {
        box.close();
    }
}
