package dev.coderun.server;

import dev.coderun.executor.LanguageCatalog;
import dev.coderun.server.content.BadPackageException;
import dev.coderun.server.content.PackageFiles;
import dev.coderun.server.content.PackageReader;
import dev.coderun.server.problems.ProblemCatalog;
import dev.coderun.server.problems.ProblemPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The problems in a folder of packages. One that is faulty is left out, and the log says what is wrong with it.
final class ShippedProblems {
    private static final System.Logger LOG = System.getLogger(ShippedProblems.class.getName());

    private ShippedProblems() {}

    /// Each program may use so much on one test.
    static ProblemCatalog in(Path folder, int maxMemoryMib, LanguageCatalog languages) {
        return new ProblemCatalog(packages(folder, maxMemoryMib), languages);
    }

    static List<ProblemPackage> packages(Path folder, int maxMemoryMib) {
        var packages = new ArrayList<ProblemPackage>();
        if (!Files.isDirectory(folder)) {
            return packages;
        }
        try (var folders = Files.list(folder)) {
            for (var each : folders.sorted().toList()) {
                if (Files.isRegularFile(each.resolve("problem.yaml"))) {
                    read(each, maxMemoryMib, packages);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The problems in " + folder + " cannot be read", e);
        }
        return packages;
    }

    private static void read(Path folder, int maxMemoryMib, List<ProblemPackage> packages) {
        try {
            packages.add(PackageReader.read(PackageFiles.in(folder), maxMemoryMib));
        } catch (BadPackageException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The problem in {0} is left out: {1}",
                    folder,
                    e.getMessage());
        }
    }
}
