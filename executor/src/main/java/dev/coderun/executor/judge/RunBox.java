package dev.coderun.executor.judge;

import dev.coderun.executor.Box;
import dev.coderun.executor.BoxUse;
import dev.coderun.executor.Limits;
import dev.coderun.executor.OutputSink;
import dev.coderun.executor.Program;
import dev.coderun.executor.RunInput;
import dev.coderun.executor.RunningProgram;
import dev.coderun.executor.Sandbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The boxes in which one built program runs: wiped between runs, and replaced when one is used up. Nobody else's
/// program ever comes into them. Used by one thread.
final class RunBox implements AutoCloseable {
    private final Sandbox sandbox;
    private final BuiltProgram built;
    private final BoxUse use;
    private @Nullable Box box;

    /// @param memoryBytes what the program may use
    RunBox(Sandbox sandbox, BuiltProgram built, long memoryBytes) {
        this.sandbox = sandbox;
        this.built = built;
        use = BoxUse.fresh().withMemoryBytes(memoryBytes);
    }

    Program program(List<String> arguments) {
        return built.program(arguments);
    }

    /// Starts the program with these files beside its own.
    RunningProgram start(
            Program program,
            Map<String, byte[]> files,
            RunInput input,
            Limits limits,
            OutputSink sink) {
        var current = box;
        if (current == null || !current.reusable()) {
            close();
            current = sandbox.open(built.source().language(), use);
            box = current;
        }
        var all = new TreeMap<>(built.files());
        all.putAll(files);
        current.setFiles(all);
        return current.start(program, input, limits, sink);
    }

    /// The next run gets a new box.
    @Override
    public void close() {
        Optional.ofNullable(box).ifPresent(Box::close);
        box = null;
    }
}
