package dev.coderun.server.content;

import dev.coderun.server.problems.ProblemPackage.JurySolution;
import dev.coderun.server.problems.ProblemPackage.PackagedProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The programs of a package: its output validator and the jury's solutions. Each is a file, or a folder of files.
final class ProgramsReader {
    private static final Map<String, Set<String>> EXPECTED =
            Map.of(
                    "accepted", Set.of("AC"),
                    "wrong_answer", Set.of("WA"),
                    "time_limit_exceeded", Set.of("TLE"),
                    "run_time_error", Set.of("RTE"),
                    "partially_accepted", Set.of("WA", "TLE", "RTE", "MLE", "OLE"),
                    "rejected", Set.of("WA", "TLE", "RTE", "MLE", "OLE"));

    private final PackageFiles files;
    private final Faults faults;

    ProgramsReader(PackageFiles files, Faults faults) {
        this.files = files;
        this.faults = faults;
    }

    Optional<PackagedProgram> validator(ProblemYaml yaml) {
        if (!yaml.hasOwnValidator()) {
            return Optional.empty();
        }
        var folder = yaml.version().validatorFolder();
        var programs =
                yaml.version() == FormatVersion.LEGACY
                        ? programs(folder)
                        : folderAsProgram(files.below(folder));
        if (programs.size() != 1) {
            faults.add(
                    folder,
                    "The problem needs one output validator of its own, and there are "
                            + programs.size()
                            + ".");
            return Optional.empty();
        }
        var program = PackagedLanguages.program(programs.firstEntry().getValue());
        if (program.isEmpty()) {
            faults.add(
                    folder,
                    "It cannot be told how the output validator starts: one source file, or one"
                            + " called main or validate, in one language.");
        }
        return program;
    }

    private static NavigableMap<String, NavigableMap<String, byte[]>> folderAsProgram(
            NavigableMap<String, byte[]> content) {
        var programs = new TreeMap<String, NavigableMap<String, byte[]>>();
        if (!content.isEmpty()) {
            programs.put("", content);
        }
        return programs;
    }

    List<JurySolution> solutions() {
        var solutions = new ArrayList<JurySolution>();
        EXPECTED.keySet().stream().sorted().forEach(folder -> addSolutions(folder, solutions));
        if (solutions.stream().noneMatch(solution -> solution.expected().equals(Set.of("AC")))) {
            faults.add("submissions/accepted", "There is no accepted solution.");
        }
        return solutions;
    }

    private void addSolutions(String folder, List<JurySolution> solutions) {
        var path = "submissions/" + folder;
        programs(path)
                .forEach(
                        (name, content) ->
                                PackagedLanguages.program(content)
                                        .ifPresentOrElse(
                                                program ->
                                                        solutions.add(
                                                                new JurySolution(
                                                                        path + "/" + name,
                                                                        program,
                                                                        expected(folder))),
                                                () ->
                                                        faults.add(
                                                                path + "/" + name,
                                                                "It cannot be told how this program"
                                                                        + " starts, or in which"
                                                                        + " language it is.")));
    }

    private static Set<String> expected(String folder) {
        return EXPECTED.getOrDefault(folder, Set.of());
    }

    /// By the name of a file or folder in this folder.
    private NavigableMap<String, NavigableMap<String, byte[]>> programs(String folder) {
        var programs = new TreeMap<String, NavigableMap<String, byte[]>>();
        files.below(folder)
                .forEach(
                        (path, content) -> {
                            int slash = path.indexOf('/');
                            var name = slash < 0 ? path : path.substring(0, slash);
                            programs.computeIfAbsent(name, _ -> new TreeMap<>())
                                    .put(path.substring(slash + 1), content);
                        });
        return programs;
    }
}
