package dev.coderun.server.problems;

import dev.coderun.executor.judge.JudgeLimits;
import dev.coderun.executor.judge.TestGroup;
import dev.coderun.executor.judge.ValidatorLimits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A problem as its package describes it. Whoever reads packages has checked everything; the bytes must not change.
///
/// @param hash stands for every byte of the package
/// @param names by language, such as `en`
/// @param statements Markdown by language
/// @param level how hard its author thinks it is, 1 to 5; 0 if nothing is said
/// @param limits for a submission on one test
/// @param validatorLimits for its own output validator
/// @param languages the ids of the languages it allows; empty for all
/// @param validator its own output validator; absent for the format's default one
/// @param tests what submissions are run on, `sample` and `secret` first among its groups
/// @param notes what is told of a test, by the test's name
/// @param attachments files for whoever solves it; starter programs among them
public record ProblemPackage(
        String id,
        String hash,
        Map<String, String> names,
        Map<String, String> statements,
        int level,
        List<String> keywords,
        String author,
        String license,
        boolean hasScore,
        boolean isInteractive,
        JudgeLimits limits,
        ValidatorLimits validatorLimits,
        int maxCodeBytes,
        Set<String> languages,
        Optional<PackagedProgram> validator,
        TestGroup tests,
        Map<String, TestNote> notes,
        List<Sample> samples,
        Map<String, byte[]> attachments,
        Map<String, byte[]> images,
        List<JurySolution> solutions) {
    public static final int MAX_LEVEL = 5;

    public ProblemPackage {
        names = Map.copyOf(names);
        statements = Map.copyOf(statements);
        keywords = List.copyOf(keywords);
        languages = Set.copyOf(languages);
        notes = Map.copyOf(notes);
        samples = List.copyOf(samples);
        attachments = Map.copyOf(attachments);
        images = Map.copyOf(images);
        solutions = List.copyOf(solutions);
    }

    /// A program in a package.
    ///
    /// @param language one of our ids
    public record PackagedProgram(String language, String entry, Map<String, byte[]> files) {
        public PackagedProgram {
            files = Map.copyOf(files);
        }
    }

    /// What a reader of the statement sees of a sample.
    ///
    /// @param interaction what the two say to each other, `<` before the judge's lines; empty if it is not interactive
    public record Sample(String name, String input, String answer, String interaction) {}

    /// What may be told of a test.
    ///
    /// @param isSample whether everybody knows its data anyway
    /// @param isShown whether its data, and a diff of them, may be shown to whoever failed it
    /// @param hint the author's, for whoever failed it; empty if there is none
    public record TestNote(boolean isSample, boolean isShown, String hint) {
        static final TestNote NOTHING = new TestNote(false, false, "");
    }

    /// A program of the jury's.
    ///
    /// @param expected the verdicts that it may have
    public record JurySolution(String path, PackagedProgram program, Set<String> expected) {
        public JurySolution {
            expected = Set.copyOf(expected);
        }
    }

    /// In English if there is such a name, else in any language.
    public String name() {
        return inEnglish(names);
    }

    public String statement() {
        return inEnglish(statements);
    }

    private static String inEnglish(Map<String, String> texts) {
        var english = texts.get("en");
        return english != null ? english : texts.values().stream().sorted().findFirst().orElse("");
    }

    public TestNote note(String test) {
        return notes.getOrDefault(test, TestNote.NOTHING);
    }

    public boolean allows(String language) {
        return languages.isEmpty() || languages.contains(language);
    }
}
