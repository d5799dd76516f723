package dev.coderun.server.content;

import dev.coderun.executor.Limits;
import dev.coderun.executor.judge.JudgeLimits;
import dev.coderun.executor.judge.ValidatorLimits;
import dev.coderun.server.problems.ProblemPackage;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `problem.yaml`: what a package says of its problem.
record ProblemYaml(
        FormatVersion version,
        Map<String, String> names,
        boolean hasScore,
        boolean isInteractive,
        boolean hasOwnValidator,
        List<String> validatorFlags,
        int level,
        List<String> keywords,
        String author,
        String license,
        JudgeLimits limits,
        ValidatorLimits validatorLimits,
        int maxCodeBytes,
        Set<String> languages) {
    static final String NAME = "problem.yaml";
    static final int MAX_NAME_CHARACTERS = 200;
    static final int MAX_KEYWORDS = 20;
    static final int DEFAULT_CODE_KIB = 128;
    static final int MAX_CODE_KIB = 256;
    static final int DEFAULT_OUTPUT_MIB = 8;

    /// The format's own.
    static final int DEFAULT_MEMORY_MIB = 2048;

    private static final double DEFAULT_SECONDS = 2;
    private static final double MIN_SECONDS = 0.01;
    private static final double MAX_SECONDS = JudgeLimits.MAX_CPU.toMillis() / 1000.0;
    private static final double MAX_OUTPUT_MIB = mebibytes(JudgeLimits.MAX_OUTPUT_BYTES);
    private static final double MIN_MEMORY_MIB = mebibytes(Limits.MIN_MEMORY_BYTES);
    private static final double MAX_MEMORY_MIB = mebibytes(Limits.MAX_MEMORY_BYTES);
    private static final double MAX_VALIDATION_SECONDS =
            ValidatorLimits.MAX_TIME.toMillis() / 1000.0;
    private static final double MAX_VALIDATION_OUTPUT_MIB =
            mebibytes(ValidatorLimits.MAX_OUTPUT_BYTES);
    private static final String LEVEL = "level-";

    private static final Set<String> KEYS =
            Set.of(
                    "problem_format_version",
                    "type",
                    "name",
                    "uuid",
                    "version",
                    "author",
                    "credits",
                    "source",
                    "source_url",
                    "license",
                    "rights_owner",
                    "embargo_until",
                    "limits",
                    "validation",
                    "validator_flags",
                    "scoring",
                    "grading",
                    "keywords",
                    "languages",
                    "libraries",
                    "allow_file_writing",
                    "constants");
    private static final Set<String> LIMIT_KEYS =
            Set.of(
                    "time_limit",
                    "time_multipliers",
                    "time_multiplier",
                    "time_safety_margin",
                    "time_resolution",
                    "memory",
                    "output",
                    "code",
                    "compilation_time",
                    "compilation_memory",
                    "validation_time",
                    "validation_memory",
                    "validation_output",
                    "validation_passes");

    private static double mebibytes(long bytes) {
        return bytes / (double) (1 << 20);
    }

    /// @param maxMemoryMib what one program may use here
    static ProblemYaml read(PackageFiles files, int maxMemoryMib, Faults faults) {
        var content = files.find(NAME);
        if (content.isEmpty()) {
            throw BadPackageException.of(NAME, "The package has no such file.");
        }
        var root = YamlValue.read(NAME, content.get(), faults);
        return new Reader(files, root, maxMemoryMib, faults).read();
    }

    /// Reads it once.
    private static final class Reader {
        private final PackageFiles files;
        private final YamlKeys keys;
        private final YamlKeys limits;
        private final int maxMemoryMib;
        private final Faults faults;

        Reader(PackageFiles files, YamlValue.Mapping root, int maxMemoryMib, Faults faults) {
            this.files = files;
            this.maxMemoryMib = maxMemoryMib;
            this.faults = faults;
            keys = new YamlKeys(NAME, root, faults);
            limits = keys.mapping("limits");
        }

        ProblemYaml read() {
            keys.refuseOthersThan(KEYS);
            limits.refuseOthersThan(LIMIT_KEYS);
            var version = version();
            var types = new HashSet<>(keys.words("type"));
            var validation = new HashSet<>(keys.words("validation"));
            for (var type : types) {
                if (!Set.of("pass-fail", "scoring", "interactive").contains(type)) {
                    keys.fault("type", "of " + type + " is not supported here.");
                }
            }
            boolean interactive =
                    types.contains("interactive") || validation.contains("interactive");
            return new ProblemYaml(
                    version,
                    names(),
                    types.contains("scoring"),
                    interactive,
                    interactive
                            || validation.contains("custom")
                            || (version != FormatVersion.LEGACY
                                    && !files.below(version.validatorFolder()).isEmpty()),
                    keys.words("validator_flags"),
                    level(),
                    keywords(),
                    author(),
                    keys.text("license").orElse("unknown"),
                    judgeLimits(),
                    validatorLimits(),
                    limits.number("code", 1, MAX_CODE_KIB)
                                    .orElse((double) DEFAULT_CODE_KIB)
                                    .intValue()
                            * 1024,
                    languages());
        }

        private FormatVersion version() {
            var key = keys.text("problem_format_version").orElse("legacy");
            return FormatVersion.of(key)
                    .orElseGet(
                            () -> {
                                keys.fault(
                                        "problem_format_version",
                                        "must be legacy, 2023-07-draft or 2025-09.");
                                return FormatVersion.V2025_09;
                            });
        }

        private Map<String, String> names() {
            var names = new HashMap<String, String>();
            if (keys.isMapping("name")) {
                var byLanguage = keys.mapping("name");
                for (var language : byLanguage.keys()) {
                    byLanguage.text(language).ifPresent(name -> names.put(language, name));
                }
            } else {
                keys.text("name").ifPresent(name -> names.put("en", name));
            }
            if (names.isEmpty()) {
                faults.add(NAME, "The problem has no \"name\".");
            }
            for (var name : names.values()) {
                if (name.length() > MAX_NAME_CHARACTERS
                        || name.chars().anyMatch(Character::isISOControl)) {
                    keys.fault(
                            "name",
                            "must be one line of at most " + MAX_NAME_CHARACTERS + " characters.");
                }
            }
            return names;
        }

        private int level() {
            return keys.words("keywords").stream()
                    .filter(word -> word.matches(LEVEL + "[1-" + ProblemPackage.MAX_LEVEL + "]"))
                    .mapToInt(word -> Integer.parseInt(word.substring(LEVEL.length())))
                    .findFirst()
                    .orElse(0);
        }

        private List<String> keywords() {
            return keys.words("keywords").stream()
                    .filter(word -> !word.startsWith(LEVEL) && word.length() <= 40)
                    .limit(MAX_KEYWORDS)
                    .toList();
        }

        private String author() {
            if (keys.has("author")) {
                return String.join(", ", keys.text("author").stream().toList());
            }
            if (keys.isMapping("credits")) {
                return String.join(", ", keys.mapping("credits").words("authors"));
            }
            return keys.has("credits") ? keys.text("credits").orElse("") : "";
        }

        private JudgeLimits judgeLimits() {
            double seconds =
                    limits.number("time_limit", MIN_SECONDS, MAX_SECONDS)
                            .or(this::timeLimitFile)
                            .orElse(DEFAULT_SECONDS);
            long outputMib =
                    limits.number("output", 1, MAX_OUTPUT_MIB)
                            .orElse((double) DEFAULT_OUTPUT_MIB)
                            .longValue();
            return new JudgeLimits(
                    duration(seconds),
                    memoryBytes("memory", (long) DEFAULT_MEMORY_MIB << 20),
                    outputMib << 20);
        }

        private ValidatorLimits validatorLimits() {
            var usual = ValidatorLimits.USUAL;
            return new ValidatorLimits(
                    limits.number("validation_time", MIN_SECONDS, MAX_VALIDATION_SECONDS)
                            .map(Reader::duration)
                            .orElse(usual.time()),
                    memoryBytes("validation_memory", usual.memoryBytes()),
                    limits.number("validation_output", 1, MAX_VALIDATION_OUTPUT_MIB)
                            .map(mebibytes -> mebibytes.longValue() << 20)
                            .orElse(usual.outputBytes()));
        }

        private static Duration duration(double seconds) {
            return Duration.ofMillis(Math.max(10, Math.round(seconds * 1000)));
        }

        /// No limit means the usual one, as far as this server gives it; one that it does not give is refused.
        private long memoryBytes(String key, long usualBytes) {
            var wanted = limits.number(key, MIN_MEMORY_MIB, MAX_MEMORY_MIB);
            if (wanted.orElse(0.0) > maxMemoryMib) {
                limits.fault(
                        key,
                        "must be at most "
                                + maxMemoryMib
                                + " MiB on this server (--judge-memory).");
            }
            return wanted.map(mebibytes -> mebibytes.longValue() << 20)
                    .orElse(Math.min(usualBytes, (long) maxMemoryMib << 20));
        }

        /// Where older packages keep it.
        private Optional<Double> timeLimitFile() {
            return files.find(".timelimit")
                    .flatMap(Texts::decode)
                    .map(String::strip)
                    .filter(text -> text.matches("\\d{1,3}(\\.\\d{1,3})?"))
                    .map(Double::parseDouble)
                    .filter(value -> value >= MIN_SECONDS && value <= MAX_SECONDS);
        }

        private Set<String> languages() {
            var wanted = keys.words("languages");
            if (wanted.isEmpty() || wanted.equals(List.of("all"))) {
                return Set.of();
            }
            var ours = new HashSet<String>();
            for (var name : wanted) {
                ours.add(PackagedLanguages.ofCode(name).orElse(name));
            }
            return ours;
        }
    }
}
