package dev.coderun.executor.agent;

import dev.coderun.executor.Built;
import dev.coderun.executor.Channel;
import dev.coderun.executor.Limits;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.Usage;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// A frame from the agent, decoded and checked. `executor/agent/PROTOCOL.md` is the specification.
sealed interface AgentEvent {
    /// `metered` if the agent sees the cgroup of its box; else it sums up what the box's processes use.
    record Ready(int version, boolean metered) implements AgentEvent {}

    /// `helped` if a helper took the run.
    record Started(int run, boolean helped) implements AgentEvent {}

    @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
    record Output(int run, Channel channel, byte[] bytes) implements AgentEvent {}

    record StdinTaken(int run, int bytes) implements AgentEvent {}

    record Done(
            int run,
            Ending ending,
            int value,
            long wallMicros,
            long cpuMicros,
            long peakMemoryBytes,
            boolean survivors)
            implements AgentEvent {
        Usage usage() {
            return new Usage(
                    Duration.ofNanos(wallMicros * 1000),
                    Duration.ofNanos(cpuMicros * 1000),
                    peakMemoryBytes);
        }

        /// Whether what the program said last may tell where in it that comes from.
        boolean mayExplainItself() {
            return switch (ending) {
                case EXITED -> value != 0;
                case WALL_LIMIT, CPU_LIMIT -> true;
                case SIGNALLED, MEMORY_LIMIT, OUTPUT_LIMIT, PROCESS_LIMIT, STOPPED, FAILED -> false;
            };
        }

        /// The same, if this signal is how its runtime says that there is no more memory: then it came to its limit.
        Done explainedBy(OptionalInt outOfMemorySignal) {
            boolean ranOut =
                    ending == Ending.SIGNALLED
                            && outOfMemorySignal.isPresent()
                            && outOfMemorySignal.getAsInt() == value;
            return ranOut
                    ? new Done(
                            run,
                            Ending.MEMORY_LIMIT,
                            0,
                            wallMicros,
                            cpuMicros,
                            peakMemoryBytes,
                            survivors)
                    : this;
        }

        /// What that means for a program with these limits.
        RunOutcome outcome(Limits limits) {
            var usage = usage();
            return switch (ending) {
                case EXITED -> new RunOutcome.Exited(value, usage);
                case SIGNALLED -> new RunOutcome.Signalled(value, usage);
                case WALL_LIMIT ->
                        new RunOutcome.TimedOut(RunOutcome.Clock.WALL, limits.wall(), usage);
                case CPU_LIMIT ->
                        new RunOutcome.TimedOut(RunOutcome.Clock.CPU, limits.cpu(), usage);
                case MEMORY_LIMIT -> new RunOutcome.OutOfMemory(limits.memoryBytes(), usage);
                case OUTPUT_LIMIT -> new RunOutcome.TooMuchOutput(limits.outputBytes(), usage);
                case PROCESS_LIMIT -> new RunOutcome.TooManyProcesses(limits.processes(), usage);
                case STOPPED -> new RunOutcome.Cancelled(usage);
                case FAILED ->
                        new RunOutcome.SandboxFailed("The program could not be begun.", usage);
            };
        }
    }

    record Clean(int run, boolean clean) implements AgentEvent {}

    record Fault(int run, String text) implements AgentEvent {}

    /// The helper is ready, and the box uses so much now.
    record Parked(long memoryBytes) implements AgentEvent {}

    /// A piece of a file that a build made.
    record Made(int run, Built.Piece piece) implements AgentEvent {}

    /// A piece of what a run of tests tells.
    @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
    record Events(int run, byte[] bytes) implements AgentEvent {}

    /// Why a run ended, with its number on the wire.
    enum Ending {
        EXITED(0),
        SIGNALLED(1),
        WALL_LIMIT(2),
        CPU_LIMIT(3),
        MEMORY_LIMIT(4),
        OUTPUT_LIMIT(5),
        PROCESS_LIMIT(6),
        STOPPED(7),
        FAILED(8);

        private final int code;

        Ending(int code) {
            this.code = code;
        }

        static Optional<Ending> of(int code) {
            return Stream.of(values()).filter(ending -> ending.code == code).findFirst();
        }

        boolean isLimit() {
            return switch (this) {
                case WALL_LIMIT, CPU_LIMIT, MEMORY_LIMIT, OUTPUT_LIMIT, PROCESS_LIMIT -> true;
                case EXITED, SIGNALLED, STOPPED, FAILED -> false;
            };
        }
    }
}
