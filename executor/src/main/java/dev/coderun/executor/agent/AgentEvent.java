package dev.coderun.executor.agent;

import dev.coderun.executor.Channel;
import java.util.Optional;
import java.util.stream.Stream;

/// A frame from the agent, decoded and checked. `executor/agent/PROTOCOL.md` is the specification.
sealed interface AgentEvent {
    record Ready(int version) implements AgentEvent {}

    record Started(int run) implements AgentEvent {}

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
            implements AgentEvent {}

    record Clean(int run, boolean clean) implements AgentEvent {}

    record Fault(int run, String text) implements AgentEvent {}

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
