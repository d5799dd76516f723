package dev.coderun.e2e.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A clone with the project's scripts and hardly anything beside them, on a machine that has what every machine has, and
/// of what the project asks for the programs that a test gives it. Those note that they were called, and do little else.
public final class ScriptedMachine implements AutoCloseable {
    private static final Path USUAL_PROGRAMS = Path.of("/usr/bin");

    private static final Set<String> ASKED_FOR =
            Set.of(
                    "mvn",
                    "node",
                    "npm",
                    "docker",
                    "dockerd",
                    "containerd",
                    "chromium-headless-shell",
                    "mmdebstrap",
                    "bwrap",
                    "curl",
                    "python3",
                    "cc",
                    "make",
                    "java",
                    "javac",
                    "apt-get",
                    "apt-cache",
                    "id",
                    "umount");

    private static final Map<String, String> WHAT_THEY_DO =
            Map.of(
                    "mvn",
                    """
                    for module in server dynamodb-local; do
                        mkdir -p "$CLONE/$module/target/lib"
                        touch "$CLONE/$module/target/$module-1.jar" "$CLONE/$module/target/lib/some.jar"
                    done
                    if [[ "$*" == *"--projects e2e"* ]] && [ -f "$REPORT" ]; then
                        mkdir -p "$CLONE/e2e/target/failsafe-reports"
                        cp "$REPORT" "$CLONE/e2e/target/failsafe-reports/TEST-all.xml"
                    fi
                    """,
                    "npm",
                    """
                    case "$*" in
                        ci*) mkdir -p node_modules ;;
                        "run build") mkdir -p dist && touch dist/index.html ;;
                    esac
                    """,
                    "node",
                    "[ \"$1\" != --version ] || echo v24.1.0",
                    "apt-cache",
                    "[ \"$1\" != madison ] || echo \"$2 | 1.0 | somewhere\"",
                    "id",
                    "echo 0");

    private static final List<String> COPIED = List.of("coderun", "scripts", ".ci");

    private static final List<String> SOURCES =
            List.of(
                    "pom.xml",
                    "server/src/main/Main.java",
                    "e2e/peers/package.json",
                    "e2e/bench/some.test.mjs",
                    "web-ide/package.json",
                    "web-ide/src/main.ts");

    /// Made once, for they are many.
    private static final Path USUAL = usualPrograms();

    private final Path folder = Project.temporaryFolder();
    private final Path programs = folder.resolve("bin");
    private final Path report = folder.resolve("report.xml");
    private final Path calls = folder.resolve("calls");
    private final Path jdk = folder.resolve("jdk");

    /// With everything that the project asks for.
    public ScriptedMachine() {
        try {
            ASKED_FOR.forEach(name -> has(name, working(name)));
            write(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
            program(jdk.resolve("bin/java"), "");
            program(jdk.resolve("bin/javac"), "");
            Files.writeString(calls, "");
            newClone("clone");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One clone more of the same project.
    public void newClone(String name) {
        var clone = clone(name);
        try {
            for (var copied : COPIED) {
                try (var files = Files.walk(Project.ROOT.resolve(copied))) {
                    for (var file : files.filter(Files::isRegularFile).toList()) {
                        var copy = clone.resolve(Project.ROOT.relativize(file).toString());
                        Files.createDirectories(copy.getParent());
                        Files.copy(file, copy);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SOURCES.forEach(file -> write(clone.resolve(file), file));
    }

    private static Path usualPrograms() {
        var folder = Project.temporaryFolder();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Project.remove(folder)));
        try (var usual = Files.list(USUAL_PROGRAMS)) {
            for (var program : usual.toList()) {
                var name = program.getFileName().toString();
                if (!ASKED_FOR.contains(name)) {
                    Files.createSymbolicLink(folder.resolve(name), program);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A program of this name, which does this in the language of the shell.
    public void has(String name, String script) {
        program(programs.resolve(name), script);
    }

    /// What the JVM does.
    public void hasJava(String script) {
        program(jdk.resolve("bin/java"), script);
    }

    /// What it does when it works, to be added to.
    public String working(String name) {
        return WHAT_THEY_DO.getOrDefault(name, "");
    }

    public void lacks(String name) {
        try {
            Files.delete(programs.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// From now on the project asks for a JDK of a version that no machine has.
    public void lacksJdk() {
        var script = clone("clone").resolve("scripts/jdk.sh");
        write(script, read(script).replace("JDK_VERSION=25", "JDK_VERSION=97"));
    }

    /// Somebody edits a source.
    public void edit(String file) {
        write(clone("clone").resolve(file), "edited");
    }

    /// What the end-to-end tests report, in the words of JUnit.
    public void reports(String... cases) {
        write(report, "<testsuite>" + String.join("", cases) + "</testsuite>");
    }

    /// Begins `./coderun` in the clone.
    public Launch launch(String... arguments) {
        return launchIn("clone", arguments);
    }

    public Launch launchIn(String name, String... arguments) {
        return Launch.of(clone(name).resolve("coderun"), environment(name), arguments);
    }

    /// Begins what continuous integration begins.
    public Launch launchContinuousIntegration() {
        return Launch.of(clone("clone").resolve(".ci/run"), environment("clone"));
    }

    /// What the programs were called with since this was asked last.
    public List<String> calls() {
        var lines = read(calls).lines().toList();
        write(calls, "");
        return new ArrayList<>(lines);
    }

    /// A file beside the clone, in which a program keeps what a test wants to know.
    public Path file(String name) {
        return folder.resolve(name);
    }

    private Map<String, String> environment(String clone) {
        var environment = new TreeMap<String, String>();
        environment.put("PATH", programs + ":" + USUAL);
        environment.put("JAVA_HOME", jdk.toString());
        environment.put("HOME", folder.resolve("home").toString());
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        environment.put("CLONE", clone(clone).toString());
        environment.put("MACHINE", folder.toString());
        environment.put("REPORT", report.toString());
        environment.put("CALLS", calls.toString());
        return environment;
    }

    private Path clone(String name) {
        return folder.resolve(name);
    }

    private static void program(Path file, String script) {
        write(file, "#!/bin/bash\necho \"${0##*/} $*\" >>\"$CALLS\"\n" + script + "\n");
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Project.remove(folder);
    }
}
