package dev.coderun.executor.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coderun.executor.Diagnostic;
import dev.coderun.executor.Diagnostics;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Listens to what one run's compiler and program print, for what they say about its files. Of a compiler the beginning
/// counts, of a program the end. Used by one thread at a time.
final class Diagnosis {
    private final Diagnostics diagnostics;
    private final Map<String, byte[]> files;
    private final ByteArrayOutputStream compiler = new ByteArrayOutputStream();
    private final ByteArrayOutputStream program = new ByteArrayOutputStream();

    /// Neither the map nor what is in it changes any more.
    Diagnosis(Diagnostics diagnostics, Map<String, byte[]> files) {
        this.diagnostics = diagnostics;
        this.files = files;
    }

    void compilerSays(byte[] bytes) {
        int room = Diagnostics.MAX_READ_BYTES - compiler.size();
        compiler.write(bytes, 0, Math.min(room, bytes.length));
    }

    void programSays(byte[] bytes) {
        if (diagnostics.run().isEmpty()) {
            return;
        }
        program.writeBytes(bytes);
        if (program.size() > 2 * Diagnostics.MAX_READ_BYTES) {
            var end = end();
            program.reset();
            program.writeBytes(end);
        }
    }

    List<Diagnostic> ofBuild() {
        return diagnostics.ofBuild(compiler.toString(UTF_8), files);
    }

    List<Diagnostic> ofRun() {
        return diagnostics.ofRun(new String(end(), UTF_8), files);
    }

    private byte[] end() {
        var all = program.toByteArray();
        return Arrays.copyOfRange(
                all, Math.max(0, all.length - Diagnostics.MAX_READ_BYTES), all.length);
    }
}
