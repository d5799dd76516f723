package dev.coderun.server.content;

import dev.coderun.server.problems.ProblemPackage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a problem package in the format of Kattis and ICPC: `legacy`, `2023-07-draft` or `2025-09`.
public final class PackageReader {
    static final int MAX_STATEMENT_BYTES = 128 * 1024;

    private static final Pattern STATEMENT =
            Pattern.compile("problem(?:\\.([a-z]{2,3}(?:-[A-Z]{2})?))?\\.(md|tex)");
    private static final Pattern IMAGE = Pattern.compile(".+\\.(png|jpg|jpeg|gif|webp)");

    private final PackageFiles files;
    private final int maxMemoryMib;
    private final Faults faults = new Faults();

    private PackageReader(PackageFiles files, int maxMemoryMib) {
        this.files = files;
        this.maxMemoryMib = maxMemoryMib;
    }

    /// For a server that gives a program as much memory as the format usually does.
    public static ProblemPackage read(PackageFiles files) {
        return read(files, ProblemYaml.DEFAULT_MEMORY_MIB);
    }

    /// Throws [BadPackageException] with everything that is wrong.
    ///
    /// @param maxMemoryMib what a submission, or a validator, may use on one test
    public static ProblemPackage read(PackageFiles files, int maxMemoryMib) {
        return new PackageReader(files, maxMemoryMib).read();
    }

    private ProblemPackage read() {
        var yaml = ProblemYaml.read(files, maxMemoryMib, faults);
        var statements = statements(yaml);
        var images = images(yaml);
        var programs = new ProgramsReader(files, faults);
        var validator = programs.validator(yaml);
        var solutions = programs.solutions();
        var data = new TestDataReader(files, yaml, faults);
        var tests = data.read();
        faults.throwIfAny();
        return new ProblemPackage(
                files.name(),
                files.hash(),
                yaml.names(),
                statements,
                yaml.level(),
                yaml.keywords(),
                yaml.author(),
                yaml.license(),
                yaml.hasScore(),
                yaml.isInteractive(),
                yaml.limits(),
                yaml.validatorLimits(),
                yaml.maxCodeBytes(),
                yaml.languages(),
                validator,
                tests,
                data.notes(),
                data.samples(),
                files.below("attachments"),
                images,
                solutions);
    }

    private Map<String, String> statements(ProblemYaml yaml) {
        var statements = new HashMap<String, String>();
        var folder = yaml.version().statementFolder();
        files.below(folder)
                .forEach(
                        (name, content) -> {
                            var match = STATEMENT.matcher(name);
                            if (match.matches()) {
                                var language = Optional.ofNullable(match.group(1)).orElse("en");
                                statement(folder + "/" + name, content)
                                        .map(
                                                text ->
                                                        match.group(2).equals("tex")
                                                                ? TexStatement.toMarkdown(text)
                                                                : text)
                                        .ifPresent(text -> statements.put(language, text));
                            }
                        });
        if (statements.isEmpty()) {
            faults.add(folder, "There is no statement in Markdown or LaTeX.");
        }
        return statements;
    }

    private Optional<String> statement(String path, byte[] content) {
        if (content.length > MAX_STATEMENT_BYTES) {
            faults.add(
                    path, "The statement is larger than " + MAX_STATEMENT_BYTES / 1024 + " KiB.");
            return Optional.empty();
        }
        var text = Texts.decode(content);
        if (text.isEmpty()) {
            faults.add(path, "The statement is not UTF-8.");
        }
        // Samples follow the statement, wherever its author put them.
        return text.map(
                found ->
                        found.replace("\r\n", "\n")
                                .replaceAll("\\{\\{(nextsample|remainingsamples)\\}\\}", ""));
    }

    private Map<String, byte[]> images(ProblemYaml yaml) {
        var images = new HashMap<String, byte[]>();
        files.below(yaml.version().statementFolder())
                .forEach(
                        (name, content) -> {
                            if (IMAGE.matcher(name).matches() && name.indexOf('/') < 0) {
                                images.put(name, content);
                            }
                        });
        return images;
    }
}
