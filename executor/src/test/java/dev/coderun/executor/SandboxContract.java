package dev.coderun.executor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.RunOutcome.Exited;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every sandbox does with a program, whatever its boxes are made of.
@Timeout(60)
public abstract class SandboxContract {
    private final Map<String, Box> boxes = new HashMap<>();
    private final Recorder seen = new Recorder();

    protected abstract Sandbox sandbox();

    @AfterEach
    void closeBoxes() {
        boxes.values().forEach(Box::close);
    }

    // ---- languages ----

    @ParameterizedTest
    @ValueSource(strings = {"python", "java", "javascript"})
    void theTemplateOfEachLanguageGreets(String id) throws Exception {
        var language = language(id);

        var outcome = run(language, texts(language.template()), stdin("Ada\n"), Limits.standard());

        assertThat(seen.stdout()).contains("Hello, Ada!", "3 squared is 9");
        assertThat(seen.stderr()).isEmpty();
        assertThat(outcome).isInstanceOf(Exited.class);
        assertThat(((Exited) outcome).code()).isZero();
    }

    // ---- helpers ----

    protected Language language(String id) {
        return sandbox().languages().find(id).orElseThrow();
    }

    protected Box box(Language language) {
        return boxes.computeIfAbsent(language.id(), _ -> sandbox().open(language));
    }

    private RunOutcome run(
            Language language, Map<String, byte[]> files, RunInput input, Limits limits)
            throws InterruptedException {
        var box = box(language);
        box.setFiles(files);
        return box.start(program(language), input, limits, seen).await();
    }

    private static Program program(Language language) {
        return new Program(language, language.entry(), List.of(), Map.of());
    }

    private static RunInput stdin(String text) {
        return new RunInput.Pipes(text.getBytes(UTF_8), false);
    }

    private static Map<String, byte[]> texts(Map<String, String> texts) {
        var files = new HashMap<String, byte[]>();
        texts.forEach((path, text) -> files.put(path, text.getBytes(UTF_8)));
        return files;
    }
}
