package dev.coderun.executor.judge;

import dev.coderun.executor.Program;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A program that can be run in any box of its language. The bytes must not change.
///
/// @param archive what its build made, as a tar file; empty if its language has no build
record BuiltProgram(SourceProgram source, Optional<byte[]> archive) {
    private static final String ARCHIVE = "coderun-built.tar";

    Program program(List<String> arguments) {
        var program = source.program(arguments);
        return archive.isPresent() ? program.unpackedFrom(ARCHIVE) : program;
    }

    Map<String, byte[]> files() {
        return archive.map(tar -> source.with(Map.of(ARCHIVE, tar))).orElse(source.files());
    }
}
