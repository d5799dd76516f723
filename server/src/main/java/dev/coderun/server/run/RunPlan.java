package dev.coderun.server.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coderun.executor.Language;
import dev.coderun.executor.LanguageCatalog;
import dev.coderun.executor.Limits;
import dev.coderun.executor.Program;
import dev.coderun.executor.RunInput;
import dev.coderun.session.live.SessionFiles;
import java.util.Map;

/// Everything a run needs, made from one reading of the session's document and checked before anything starts.
record RunPlan(
        Program program,
        RunInput input,
        Limits limits,
        Map<String, byte[]> files,
        Map<String, String> hashes,
        long revision) {

    /// Throws a [Refusal] that says what to change.
    static RunPlan of(
            RunRequest.Start request,
            SessionFiles session,
            LanguageCatalog languages,
            RunSettings settings) {
        var source = SessionProgram.of(session, languages);
        var input = inputOf(request, session);
        return new RunPlan(
                programOf(source.language(), source.entry(), request),
                input,
                settings.limitsFor(isOpen(input)),
                source.files(),
                source.hashes(),
                source.revision());
    }

    Language language() {
        return program.language();
    }

    boolean stdinOpen() {
        return isOpen(input);
    }

    private static boolean isOpen(RunInput input) {
        return switch (input) {
            case RunInput.Pipes pipes -> pipes.open();
            case RunInput.Terminal _ -> true;
        };
    }

    private static RunInput inputOf(RunRequest.Start request, SessionFiles session) {
        return switch (request.mode()) {
            case TERMINAL -> request.terminal();
            case PIPES -> {
                var text = request.stdin().orElse(session.stdin());
                yield new RunInput.Pipes(text.getBytes(UTF_8), text.isEmpty());
            }
        };
    }

    private static Program programOf(Language language, String entry, RunRequest.Start request) {
        try {
            return new Program(language, entry, request.arguments(), request.environment());
        } catch (IllegalArgumentException e) {
            throw new Refusal(RunError.BAD_MESSAGE, String.valueOf(e.getMessage()));
        }
    }
}
