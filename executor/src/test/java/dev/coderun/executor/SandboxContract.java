package dev.coderun.executor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/// How the tests of a sandbox run programs. One box for each language and test.
@Timeout(120)
public abstract class SandboxContract {
    protected static final Limits LIMITS =
            Limits.standard().withWall(Duration.ofSeconds(30)).withMemoryBytes(256L << 20);

    /// What the last run reported.
    protected Recorder seen = new Recorder();

    private final Map<String, Box> boxes = new HashMap<>();

    protected abstract Sandbox sandbox();

    @AfterEach
    void closeBoxes() {
        boxes.values().forEach(Box::close);
    }

    /// Closes a box that is used up, so that the next run gets another.
    protected void renewUsedBoxes() {
        boxes.values()
                .removeIf(
                        box -> {
                            if (box.reusable()) {
                                return false;
                            }
                            box.close();
                            return true;
                        });
    }

    protected Language language(String id) {
        return sandbox().languages().find(id).orElseThrow();
    }

    protected Box box(Language language) {
        return boxes.computeIfAbsent(language.id(), _ -> newBox(language));
    }

    protected Box newBox(Language language) {
        return sandbox().open(language);
    }

    /// The next run gets a new box.
    protected void forgetBoxes() {
        closeBoxes();
        boxes.clear();
    }

    protected RunOutcome python(String text) throws InterruptedException {
        return python(text, LIMITS);
    }

    protected RunOutcome python(String text, Limits limits) throws InterruptedException {
        return run(language("python"), texts(Map.of("main.py", text)), RunInput.none(), limits);
    }

    protected RunningProgram start(String text, RunInput input) {
        var language = language("python");
        var box = box(language);
        box.setFiles(texts(Map.of("main.py", text)));
        return box.start(program(language), input, LIMITS, seen);
    }

    protected RunOutcome java(Map<String, String> texts) throws InterruptedException {
        return run(language("java"), texts(texts), RunInput.none(), LIMITS);
    }

    protected RunOutcome run(
            Language language, Map<String, byte[]> files, RunInput input, Limits limits)
            throws InterruptedException {
        var box = box(language);
        box.setFiles(files);
        return box.start(program(language), input, limits, seen).await();
    }

    protected static Program program(Language language) {
        return new Program(language, language.entry(), List.of(), Map.of());
    }

    protected static RunInput stdin(String text) {
        return new RunInput.Pipes(text.getBytes(UTF_8), false);
    }

    protected static Map<String, byte[]> texts(Map<String, String> texts) {
        var files = new HashMap<String, byte[]>();
        texts.forEach((path, text) -> files.put(path, text.getBytes(UTF_8)));
        return files;
    }
}
