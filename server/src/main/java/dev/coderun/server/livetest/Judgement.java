package dev.coderun.server.livetest;

import dev.coderun.executor.Diagnostic;
import dev.coderun.executor.judge.Check;
import dev.coderun.executor.judge.Difference;
import dev.coderun.executor.judge.RanTest;
import java.util.List;
import java.util.Optional;

/// Says what a run on a case is worth, and where the program went wrong.
final class Judgement {
    private Judgement() {}

    /// @param ofRun what the program's last words say of its files
    static TestResult of(
            RanTest ran, CaseLimits limits, KeptOutput output, List<Diagnostic> ofRun) {
        var fault =
                ofRun.stream()
                        .filter(found -> found.severity() == Diagnostic.Severity.ERROR)
                        .findFirst();
        return new TestResult(
                verdict(ran),
                Optional.of(ran.outcome()),
                ran.outcome().usage(),
                difference(ran),
                output.of(ran.stdout(), ran.stderr()),
                message(ran)
                        .or(() -> limits.shortfall(ran.outcome()))
                        .or(() -> fault.map(Diagnostic::text)),
                fault.map(found -> new LiveTest.Place(found.path(), found.line())),
                List.of());
    }

    private static TestResult.Verdict verdict(RanTest ran) {
        return switch (ran.verdict()) {
            case AC -> TestResult.Verdict.PASSED;
            case WA -> TestResult.Verdict.FAILED;
            case TLE -> TestResult.Verdict.TIMEOUT;
            case MLE, OLE, RTE, CE, JE -> TestResult.Verdict.ERROR;
        };
    }

    private static Optional<Difference> difference(RanTest ran) {
        return ran.check()
                .flatMap(
                        check ->
                                check instanceof Check.Wrong wrong
                                        ? wrong.difference()
                                        : Optional.empty());
    }

    /// All that a validator says may be told: everybody knows the data of samples and of one's own cases.
    private static Optional<String> message(RanTest ran) {
        return ran.check()
                .flatMap(
                        check ->
                                switch (check) {
                                    case Check.Accepted _ -> Optional.empty();
                                    case Check.Wrong wrong ->
                                            wrong.message().or(wrong::judgeMessage);
                                    case Check.Broken(String reason) -> Optional.of(reason);
                                });
    }
}
