package dev.coderun.executor.judge;

import dev.coderun.executor.Effort;
import dev.coderun.executor.Language;
import dev.coderun.executor.Program;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A program as somebody wrote it: a submission, or a validator. The bytes must not change.
public record SourceProgram(Language language, String entry, Map<String, byte[]> files) {
    public SourceProgram {
        files = Map.copyOf(files);
        if (!files.containsKey(entry)) {
            throw new IllegalArgumentException("The program begins with a file that is not there.");
        }
    }

    boolean needsBuild() {
        return language.toolchain().at(Effort.FULL).build().isPresent();
    }

    Program program(List<String> arguments) {
        return new Program(language, entry, arguments, Map.of()).with(Effort.FULL);
    }

    /// Its files and these.
    Map<String, byte[]> with(Map<String, byte[]> more) {
        var all = new TreeMap<>(files);
        all.putAll(more);
        return all;
    }
}
