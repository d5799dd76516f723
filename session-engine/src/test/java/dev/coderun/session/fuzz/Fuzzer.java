package dev.coderun.session.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Jazzer in a process of its own, since it rewrites the classes that it watches.
final class Fuzzer {
    private static final int HEAP_MEGABYTES = 512;
    private static final int LONGEST_INPUT_BYTES = 512;

    /// One input that takes longer is a finding.
    private static final int INPUT_LIMIT_SECONDS = 20;

    private final Class<?> target;
    private final Path folder;

    Fuzzer(Class<?> target, Path folder) {
        this.target = target;
        this.folder = folder;
    }

    /// Makes up inputs from those of a corpus.
    ///
    /// @throws AssertionError if one breaks something, with what was broken and the input
    void run(Path corpus, long seed, String bound) {
        run(List.of(bound, "-seed=" + seed, corpus.toString()));
    }

    /// Copies into `least` as few of the inputs as reach as much as all of them.
    void minimise(Path least, Path corpus) {
        try {
            Files.createDirectories(least);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(List.of("-merge=1", least.toString(), corpus.toString()));
    }

    private void run(List<String> arguments) {
        List<String> command = new ArrayList<>(command());
        command.addAll(arguments);
        Path log = folder.resolve("log");
        try {
            int exit =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start()
                            .waitFor();
            if (exit != 0) {
                throw new AssertionError(
                        "an input breaks %s:%n%s"
                                .formatted(target.getSimpleName(), Files.readString(log)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while fuzzing", e);
        }
    }

    private List<String> command() {
        // Surefire's own class path names one jar that names the others.
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.asList(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-cp",
                classPath,
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--instrumentation_includes=dev.coderun.session.codec.**:dev.coderun.session.crdt.**"
                    + ":dev.coderun.session.awareness.**:dev.coderun.session.sync.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + "/",
                "-max_len=" + LONGEST_INPUT_BYTES,
                "-timeout=" + INPUT_LIMIT_SECONDS,
                "-rss_limit_mb=" + 4 * HEAP_MEGABYTES,
                "-print_final_stats=1");
    }
}
