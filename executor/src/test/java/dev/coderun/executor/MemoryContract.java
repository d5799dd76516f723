package dev.coderun.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coderun.executor.RunOutcome.Exited;
import dev.coderun.executor.RunOutcome.OutOfMemory;
import dev.coderun.executor.RunOutcome.Signalled;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Runtimes that keep a heap of their own: how much of a program's memory that is, and what is said when it is full, in boxes
/// with and without helpers.
public abstract class MemoryContract extends SandboxContract {
    private static final String ARRAYS =
            "const all = [];\nwhile (true) all.push(new Array(100000).fill(0.5));\n";
    private static final Map<String, String> HOGS =
            Map.of(
                    "java",
                    """
                    void main() {
                        var all = new java.util.ArrayList<byte[]>();
                        while (true) all.add(new byte[1 << 20]);
                    }
                    """,
                    "javascript",
                    ARRAYS,
                    "typescript",
                    ARRAYS.replace("[]", "[] as number[][]"));

    private boolean warm;

    /// Whether this sandbox can have the language: a machine may lack its tools.
    protected abstract boolean has(String id);

    @Override
    protected Box newBox(Language language) {
        return sandbox().open(language, new BoxUse(warm, new KeptBuilds()));
    }

    static Stream<Arguments> hogs() {
        return HOGS.keySet().stream()
                .sorted()
                .flatMap(id -> Stream.of(Arguments.of(id, false), Arguments.of(id, true)));
    }

    @ParameterizedTest
    @MethodSource("hogs")
    void aFullHeapIsToldAsMemoryThatRanOut(String id, boolean inASessionsBox) throws Exception {
        assumeTrue(has(id));
        warm = inASessionsBox;

        var outcome = run(id, HOGS.getOrDefault(id, ""), LIMITS);

        assertThat(outcome).as(seen.stderr()).isInstanceOf(OutOfMemory.class);
        assertThat(seen.stdout()).isEmpty();
        assertThat(seen.stderr()).containsAnyOf("OutOfMemoryError", "heap out of memory");
    }

    @ParameterizedTest
    @CsvSource({"128, false", "256, false", "256, true"})
    void aJvmMayUseThreeQuartersOfItsProgramsMemory(int mebibytes, boolean inASessionsBox)
            throws Exception {
        assumeTrue(has("java"));
        warm = inASessionsBox;

        run(
                "java",
                "void main() { IO.print(Runtime.getRuntime().maxMemory() >> 20); }",
                LIMITS.withMemoryBytes((long) mebibytes << 20));

        // But for the part of a generation that is always empty.
        assertThat(Integer.parseInt(seen.stdout()))
                .isBetween(mebibytes * 70 / 100, mebibytes * 75 / 100);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 134})
    void anExitCodeThatARuntimeCouldHaveChosenIsAnExitCode(int code) throws Exception {
        assumeTrue(has("java"));

        var outcome = run("java", "void main() { System.exit(" + code + "); }", LIMITS);

        assertThat(outcome)
                .isInstanceOfSatisfying(Exited.class, it -> assertThat(it.code()).isEqualTo(code));
    }

    @Test
    void aProgramWithoutSuchARuntimeThatAbortsHasCrashed() throws Exception {
        assumeTrue(has("c"));

        var outcome = run("c", "#include <stdlib.h>\nint main(void) {\n    abort();\n}\n", LIMITS);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Signalled.class, it -> assertThat(it.signal()).isEqualTo(6));
    }

    private RunOutcome run(String id, String text, Limits limits) throws InterruptedException {
        var language = language(id);
        return run(language, texts(Map.of(language.entry(), text)), RunInput.none(), limits);
    }
}
