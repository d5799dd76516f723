package dev.coderun.executor;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// A program that tries to get out, to stay, or to take too much, and what becomes of it.
///
/// @param attempt what it tries, as a row of the page begins
/// @param ends how it may end; more than one where the kernel decides which limit it meets first
/// @param says what it must have printed, on either stream; may be nothing
/// @param reach where it can be tried
public record HostileProgram(
        String attempt,
        String language,
        Map<String, String> files,
        Limits limits,
        RunInput input,
        Set<End> ends,
        String says,
        Reach reach) {
    /// The ends a run can have, as a reader would name them.
    public enum End {
        EXITS(RunOutcome.Exited.class, "exits by itself"),
        SIGNALLED(RunOutcome.Signalled.class, "ended by a signal"),
        TIMED_OUT(RunOutcome.TimedOut.class, "out of time"),
        OUT_OF_MEMORY(RunOutcome.OutOfMemory.class, "out of memory"),
        TOO_MUCH_OUTPUT(RunOutcome.TooMuchOutput.class, "too much output"),
        TOO_MANY_PROCESSES(RunOutcome.TooManyProcesses.class, "too many processes"),
        DOES_NOT_COMPILE(RunOutcome.CompileFailed.class, "does not compile");

        private final Class<? extends RunOutcome> type;
        private final String words;

        End(Class<? extends RunOutcome> type, String words) {
            this.type = type;
            this.words = words;
        }

        boolean is(RunOutcome outcome) {
            return type.isInstance(outcome);
        }
    }

    /// Every machine that runs these tests has Python, Java and a C compiler; clang is in the containers alone.
    public enum Reach {
        EVERYWHERE,
        CONTAINERS
    }

    HostileProgram withInput(RunInput other) {
        return new HostileProgram(attempt, language, files, limits, other, ends, says, reach);
    }

    boolean endsAs(RunOutcome outcome) {
        return ends.stream().anyMatch(end -> end.is(outcome));
    }

    /// Its row of the page.
    String row() {
        List<String> words = ends.stream().sorted().map(end -> end.words).toList();
        String locally = reach == Reach.EVERYWHERE ? "the same" : "not tried";
        return "| %s | %s | %s | %s |"
                .formatted(attempt, language, String.join(", or ", words), locally);
    }

    @Override
    public String toString() {
        return attempt;
    }
}
