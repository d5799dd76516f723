package dev.coderun.server.problems;

import dev.coderun.executor.Language;
import dev.coderun.executor.Sandbox;
import dev.coderun.executor.judge.Task;
import dev.coderun.executor.judge.Validation;
import dev.coderun.server.run.Obstacle;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether a submission could be judged now: there are boxes, for its language and for its problem's validator.
final class Readiness {
    private final ProblemCatalog problems;
    private final Sandbox sandbox;

    Readiness(ProblemCatalog problems, Sandbox sandbox) {
        this.problems = problems;
        this.sandbox = sandbox;
    }

    /// What its user is told while it cannot.
    Optional<String> obstacle(Submission submission) {
        return Obstacle.of(sandbox.state())
                .or(() -> obstacleOfLanguages(submission))
                .map(Readiness::sentence);
    }

    private Optional<Obstacle> obstacleOfLanguages(Submission submission) {
        var own = sandbox.languages().find(submission.language());
        var validator = problems.task(submission.problem()).flatMap(Readiness::validator);
        return Stream.concat(own.stream(), validator.stream())
                .map(language -> Obstacle.of(language, sandbox.languageState(language)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Language> validator(Task task) {
        return switch (task.validation()) {
            case Validation.Default() -> Optional.empty();
            case Validation.Custom(var program, _) -> Optional.of(program.language());
            case Validation.Interactive(var program, _) -> Optional.of(program.language());
        };
    }

    private static String sentence(Obstacle obstacle) {
        return obstacle.sentence()
                + (obstacle.passes()
                        ? " Your submission is judged as soon as that is done."
                        : " Your submission is kept, and judged once that is mended.");
    }
}
