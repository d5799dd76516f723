package dev.coderun.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coderun.executor.Program;
import dev.coderun.executor.RunInput;
import dev.coderun.session.crdt.StateVector;
import dev.coderun.session.live.SessionFiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RunPlanTest {
    private final FakeSandbox sandbox = new FakeSandbox();

    @Test
    void theDocumentNamesTheEntry() {
        var plan = plan(session(List.of("a.py", "main.py"), "python", Optional.of("a.py")));

        assertThat(plan.program().entry()).isEqualTo("a.py");
    }

    @Test
    void withoutAnEntryTheLanguagesUsualFileIsIt() {
        var plan = plan(session(List.of("a.py", "main.py"), "python", Optional.of("gone.py")));

        assertThat(plan.program().entry()).isEqualTo("main.py");
    }

    @Test
    void elseTheFirstFileIsIt() {
        var plan = plan(session(List.of("b.py", "a.py"), "python", Optional.empty()));

        assertThat(plan.program().entry()).isEqualTo("a.py");
    }

    @Test
    void hashesAreThoseOfTheTextAsUtf8() {
        var plan = plan(session(List.of("é.py"), "python", Optional.empty()));

        assertThat(plan.hashes())
                .containsExactly(
                        Map.entry(
                                "é.py",
                                "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"));
    }

    @Test
    void anUnknownLanguageIsNamed() {
        assertRefused(
                RunError.UNKNOWN_LANGUAGE,
                "cobol",
                session(List.of("main.cob"), "cobol", Optional.empty()));
    }

    @Test
    void aSessionWithoutFilesHasNothingToRun() {
        assertRefused(RunError.NO_FILES, "Add one", session(List.of(), "python", Optional.empty()));
    }

    @Test
    void aPathThatLeavesTheFolderIsNamed() {
        assertRefused(
                RunError.BAD_PATH,
                "\"../x\"",
                session(List.of("main.py", "../x"), "python", Optional.empty()));
    }

    @Test
    void aPathThatTheSessionFoundBadIsNamed() {
        var session =
                new SessionFiles(
                        1,
                        StateVector.EMPTY,
                        new TreeMap<>(Map.of("main.py", "")),
                        List.of("/etc/passwd"),
                        "python",
                        Optional.empty(),
                        "");

        assertRefused(RunError.BAD_PATH, "/etc/passwd", session);
    }

    @Test
    void aFileCannotBeInsideAnother() {
        assertRefused(
                RunError.BAD_PATH,
                "\"lib\" is a file",
                session(List.of("lib", "lib/deep/x.py"), "python", Optional.empty()));
    }

    @Test
    void argumentsThatAreTooLongAreRefused() {
        var request =
                new RunRequest.Start(
                        RunMode.PIPES,
                        Optional.empty(),
                        List.of("x".repeat(Program.MAX_ARGUMENT_BYTES + 1)),
                        Map.of(),
                        new RunInput.Terminal(80, 24));

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(
                        () ->
                                RunPlan.of(
                                        request,
                                        session(List.of("main.py"), "python", Optional.empty()),
                                        sandbox.languages(),
                                        RunSettings.standard()))
                .satisfies(r -> assertThat(r.error()).isEqualTo(RunError.BAD_MESSAGE));
    }

    private void assertRefused(RunError error, String inSentence, SessionFiles session) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> plan(session))
                .satisfies(refusal -> assertThat(refusal.error()).isEqualTo(error))
                .withMessageContaining(inSentence);
    }

    private RunPlan plan(SessionFiles session) {
        var request =
                new RunRequest.Start(
                        RunMode.PIPES,
                        Optional.empty(),
                        List.of(),
                        Map.of(),
                        new RunInput.Terminal(80, 24));
        return RunPlan.of(request, session, sandbox.languages(), RunSettings.standard());
    }

    private static SessionFiles session(
            List<String> paths, String language, Optional<String> entry) {
        var files = new TreeMap<String, String>();
        paths.forEach(path -> files.put(path, "é"));
        return new SessionFiles(1, StateVector.EMPTY, files, List.of(), language, entry, "");
    }
}
