package dev.coderun.server.content;

import dev.coderun.executor.judge.Checker;
import dev.coderun.executor.judge.TestCase;
import dev.coderun.executor.judge.TestData;
import dev.coderun.executor.judge.TestGroup;
import dev.coderun.executor.judge.TestGroup.Aggregation;
import dev.coderun.executor.judge.TestGroup.Rules;
import dev.coderun.executor.judge.TestNode;
import dev.coderun.server.problems.ProblemPackage.Sample;
import dev.coderun.server.problems.ProblemPackage.TestNote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The tests in `data`: samples and secret ones, in groups that are folders, in the order of their names.
final class TestDataReader {
    static final int MAX_TESTS = 500;
    static final int MAX_SAMPLE_BYTES = 16 * 1024;
    static final int MAX_HINT_CHARACTERS = 1000;

    private static final double MAX_SCORE = 1e9;
    private static final Set<String> GROUP_KEYS =
            Set.of(
                    // legacy
                    "on_reject",
                    "grading",
                    "grader_flags",
                    "input_validator_flags",
                    "output_validator_flags",
                    "accept_score",
                    "reject_score",
                    "range",
                    // later
                    "scoring",
                    "args",
                    "input_validator_args",
                    "output_validator_args",
                    "max_score",
                    "score_aggregation",
                    "static_validation",
                    "require_pass",
                    "full_feedback",
                    "hint",
                    "description");

    private final NavigableMap<String, byte[]> data;
    private final ProblemYaml yaml;
    private final Faults faults;
    private final Map<String, TestNote> notes = new HashMap<>();
    private final List<Sample> samples = new ArrayList<>();
    private int tests;

    TestDataReader(PackageFiles files, ProblemYaml yaml, Faults faults) {
        this.data = files.below("data");
        this.yaml = yaml;
        this.faults = faults;
    }

    Map<String, TestNote> notes() {
        return notes;
    }

    List<Sample> samples() {
        return samples;
    }

    /// Everything in `data`.
    TestGroup read() {
        var own = settings("", Settings.first(yaml));
        var groups = new ArrayList<TestNode>();
        for (var name : List.of("sample", "secret")) {
            if (data.keySet().stream().anyMatch(path -> path.startsWith(name + "/"))) {
                groups.add(group(name, own.below()));
            } else if (name.equals("secret")) {
                faults.add("data/secret", "There is no secret test.");
            }
        }
        readInteractions();
        if (tests > MAX_TESTS) {
            faults.add("data", "There are more than " + MAX_TESTS + " tests.");
        }
        return new TestGroup("data", own.rules(false), groups);
    }

    /// What a group's file says, and what holds for the groups in it unless theirs say otherwise.
    private record Settings(
            boolean stopsAtFailure,
            Aggregation aggregation,
            double acceptScore,
            OptionalDouble maxScore,
            boolean ignoresSample,
            Set<String> required,
            List<String> arguments,
            List<String> validatorFlags,
            boolean fullFeedback) {
        static Settings first(ProblemYaml yaml) {
            return new Settings(
                    !yaml.hasScore(),
                    yaml.hasScore() ? Aggregation.SUM : Aggregation.PASS_FAIL,
                    1,
                    OptionalDouble.empty(),
                    false,
                    Set.of(),
                    List.of(),
                    yaml.validatorFlags(),
                    false);
        }

        /// A group has its points and requirements alone.
        Settings below() {
            return new Settings(
                    stopsAtFailure,
                    aggregation,
                    acceptScore,
                    OptionalDouble.empty(),
                    ignoresSample,
                    Set.of(),
                    arguments,
                    validatorFlags,
                    fullFeedback);
        }

        Rules rules(boolean isIgnoredSample) {
            return new Rules(
                    stopsAtFailure, aggregation, acceptScore, maxScore, !isIgnoredSample, required);
        }
    }

    private Settings settings(String folder, Settings inherited) {
        var path = folder.isEmpty() ? "" : folder + "/";
        var file = path + yaml.version().groupFile();
        var content = data.get(file);
        return content == null ? inherited : settings("data/" + file, content, inherited);
    }

    private Settings settings(String file, byte[] content, Settings inherited) {
        var keys = new YamlKeys(file, YamlValue.read(file, content, faults), faults);
        keys.refuseOthersThan(GROUP_KEYS);
        var scoring = keys.mapping("scoring");
        var aggregation = aggregation(keys, scoring, inherited);
        var grader = keys.words("grader_flags");
        var max =
                keys.number("max_score", 0, MAX_SCORE)
                        .or(() -> scoring.number("max_score", 0, MAX_SCORE))
                        .or(() -> scoring.number("score", 0, MAX_SCORE))
                        .or(() -> legacyPoints(keys, aggregation));
        var required = new HashSet<String>();
        for (var name :
                keys.has("require_pass")
                        ? keys.words("require_pass")
                        : scoring.words("require_pass")) {
            required.add(name);
        }
        return new Settings(
                aggregation != Aggregation.SUM
                        && !keys.text("on_reject").orElse("").equals("continue"),
                aggregation,
                keys.number("accept_score", 0, MAX_SCORE).orElse(inherited.acceptScore),
                max.isPresent() ? OptionalDouble.of(max.get()) : OptionalDouble.empty(),
                inherited.ignoresSample || grader.contains("ignore_sample"),
                required,
                keys.has("args") ? keys.words("args") : inherited.arguments,
                flags(keys, inherited.validatorFlags),
                keys.has("full_feedback") ? keys.flag("full_feedback") : inherited.fullFeedback);
    }

    private static List<String> flags(YamlKeys keys, List<String> inherited) {
        if (keys.has("output_validator_args")) {
            return keys.words("output_validator_args");
        }
        return keys.has("output_validator_flags")
                ? keys.words("output_validator_flags")
                : inherited;
    }

    /// In the oldest format a group that takes the least of its tests gives what each of them gives.
    private Optional<Double> legacyPoints(YamlKeys keys, Aggregation aggregation) {
        return aggregation == Aggregation.MIN
                ? keys.number("accept_score", 0, MAX_SCORE)
                : Optional.empty();
    }

    private Aggregation aggregation(YamlKeys keys, YamlKeys scoring, Settings inherited) {
        var words = new ArrayList<>(keys.words("grader_flags"));
        keys.text("score_aggregation").ifPresent(words::add);
        scoring.text("aggregation").ifPresent(words::add);
        for (var word : words) {
            switch (word) {
                case "sum" -> {
                    return Aggregation.SUM;
                }
                case "min" -> {
                    return Aggregation.MIN;
                }
                case "pass-fail" -> {
                    return Aggregation.PASS_FAIL;
                }
                case "first_error",
                        "worst_error",
                        "no_errors",
                        "ignore_sample",
                        "always_accept",
                        "accept_if_any_accepted" -> {}
                default ->
                        faults.add(
                                "data", "The points of a group are sum or min, not " + word + ".");
            }
        }
        // Points for a group of tests are all or nothing, unless it says otherwise.
        return yaml.hasScore() && keys.has("max_score")
                ? Aggregation.PASS_FAIL
                : inherited.aggregation;
    }

    private TestGroup group(String folder, Settings inherited) {
        var settings = settings(folder, inherited);
        boolean isSample = folder.equals("sample") || folder.startsWith("sample/");
        var children = new ArrayList<TestNode>();
        for (var name : namesIn(folder)) {
            if (name.endsWith("/")) {
                children.add(
                        group(
                                folder + "/" + name.substring(0, name.length() - 1),
                                settings.below()));
            } else if (name.endsWith(".in")) {
                var path = folder + "/" + name.substring(0, name.length() - ".in".length());
                children.add(test(path, isSample, settings));
            } else {
                checkCompanion(folder, name);
            }
        }
        return new TestGroup(folder, settings.rules(isSample && settings.ignoresSample), children);
    }

    /// Files and folders (with a slash) of a folder, in their order.
    private Set<String> namesIn(String folder) {
        var names = new TreeSet<String>();
        for (var path : data.keySet()) {
            if (path.startsWith(folder + "/")) {
                var rest = path.substring(folder.length() + 1);
                int slash = rest.indexOf('/');
                names.add(slash < 0 ? rest : rest.substring(0, slash + 1));
            }
        }
        return names;
    }

    private void checkCompanion(String folder, String name) {
        var path = folder + "/" + name;
        if (name.endsWith(".ans")
                && !data.containsKey(path.substring(0, path.length() - 4) + ".in")) {
            faults.add("data/" + path, "There is no input for this answer.");
        }
    }

    private TestCase test(String path, boolean isSample, Settings settings) {
        tests++;
        var input = data.getOrDefault(path + ".in", new byte[0]);
        var answer = data.get(path + ".ans");
        if (answer == null) {
            faults.add("data/" + path + ".in", "There is no answer for this input.");
            answer = new byte[0];
        }
        var own = data.get(path + ".yaml");
        var mine = own == null ? settings : settings("data/" + path + ".yaml", own, settings);
        if (yaml.hasOwnValidator()) {
            checkFlagCount(path, mine.validatorFlags);
        } else {
            checkFlags(path, mine.validatorFlags);
        }
        notes.put(path, new TestNote(isSample, isSample || mine.fullFeedback, hint(path, own)));
        if (isSample && !yaml.isInteractive()) {
            samples.add(sample(path, input, answer));
        }
        return new TestCase(path, new InMemory(input, answer), mine.arguments, mine.validatorFlags);
    }

    private void checkFlagCount(String path, List<String> flags) {
        if (flags.size() > 20) {
            faults.add("data/" + path, "The output validator gets too many arguments.");
        }
    }

    private void checkFlags(String path, List<String> flags) {
        try {
            Checker.of(flags);
        } catch (IllegalArgumentException e) {
            faults.add("data/" + path, String.valueOf(e.getMessage()));
        }
    }

    private String hint(String path, byte @Nullable [] own) {
        var file = data.get(path + ".hint");
        var text =
                file != null
                        ? Texts.decode(file).orElse("")
                        : own == null
                                ? ""
                                : new YamlKeys(
                                                path,
                                                YamlValue.read(path, own, new Faults()),
                                                new Faults())
                                        .text("hint")
                                        .orElse("");
        if (text.length() > MAX_HINT_CHARACTERS) {
            faults.add(
                    "data/" + path,
                    "The hint is longer than " + MAX_HINT_CHARACTERS + " characters.");
            return "";
        }
        return text.strip();
    }

    private Sample sample(String path, byte[] input, byte[] answer) {
        var name = path.substring(path.lastIndexOf('/') + 1);
        return new Sample(
                name, sampleText(path + ".in", input), sampleText(path + ".ans", answer), "");
    }

    private void readInteractions() {
        data.forEach(
                (path, content) -> {
                    if (path.startsWith("sample/") && path.endsWith(".interaction")) {
                        var name = path.substring("sample/".length(), path.lastIndexOf('.'));
                        samples.add(new Sample(name, "", "", sampleText(path, content)));
                    }
                });
    }

    private String sampleText(String path, byte[] content) {
        var text = Texts.decode(content);
        if (text.isEmpty() || content.length > MAX_SAMPLE_BYTES) {
            faults.add(
                    "data/" + path,
                    "A sample is UTF-8 text of at most " + MAX_SAMPLE_BYTES / 1024 + " KiB.");
            return "";
        }
        return text.get();
    }

    /// A test's files as the package has them. The arrays are never changed.
    private static final class InMemory implements TestData {
        private final byte[] input;
        private final byte[] answer;

        InMemory(byte[] input, byte[] answer) {
            this.input = input;
            this.answer = answer;
        }

        @Override
        public byte[] input() {
            return input;
        }

        @Override
        public byte[] answer() {
            return answer;
        }
    }
}
