package dev.coderun.server.dynamodb;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// DynamoDB Local as a child process, which ends with this one and is started again at the same address when it ends
/// by itself. Guarded by this.
public final class LocalDynamo implements AutoCloseable {

    /// What people type goes before what is being stored, where the processors are few.
    static final int NICENESS = 5;

    private static final System.Logger LOG = System.getLogger(LocalDynamo.class.getName());

    private static final String MAIN_CLASS = "dev.coderun.dynamodblocal.Main";
    private static final String FOLDER = "dynamodb";
    private static final String PORT_PREFIX = "port ";
    private static final int ANY_PORT = 0;
    private static final int KEY_BYTES = 24;
    private static final Duration PATIENCE_AT_END = Duration.ofSeconds(10);
    private static final Duration BEFORE_RESTART = Duration.ofMillis(500);

    private final Path program;
    private final Path folder;
    private final String accessKey;

    private Process process;
    private final int port;
    private boolean closed;

    private LocalDynamo(Path program, Path folder) throws IOException {
        this.program = program;
        this.folder = folder;
        var key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        accessKey = HexFormat.of().formatHex(key);
        process = launch(ANY_PORT);
        port = announcedPort(process);
    }

    /// Starts it, and returns when it answers.
    ///
    /// @param program the folder that holds the module's jar and, under `lib`, what it needs
    /// @param dataFolder locked by the caller; its data is in a folder of its own below it
    public static LocalDynamo start(Path program, Path dataFolder) {
        try {
            var folder = Files.createDirectories(dataFolder.resolve(FOLDER));
            // What tokens are signed with is in there, and the data folder may be one that others
            // read.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            var started = new LocalDynamo(program.toAbsolutePath(), folder.toAbsolutePath());
            Thread.ofVirtual().name("dynamodb-local").start(started::keepRunning);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// Whoever does not know it gets no answer.
    public String accessKey() {
        return accessKey;
    }

    /// The process that serves now.
    public synchronized ProcessHandle process() {
        return process.toHandle();
    }

    private Process launch(int wantedPort) throws IOException {
        var library = program.resolve("lib");
        List<String> command = new ArrayList<>();
        // A Ctrl-C reaches the whole group: this process must outlast the server, which still has
        // something to write. What it writes is its owner's alone.
        var deaf = "trap '' INT TERM HUP; umask 077; exec nice -n " + NICENESS + " \"$@\"";
        command.addAll(List.of("/bin/sh", "-c", deaf, "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx400m"));
        command.addAll(classArchive());
        command.addAll(ownCompiler());
        command.addAll(
                List.of(
                        "-Dsqlite4java.library.path=" + library,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        library + "/*:" + ownJar(),
                        MAIN_CLASS,
                        folder.toString(),
                        Integer.toString(wantedPort)));
        var started =
                new ProcessBuilder(command)
                        .redirectError(folder.resolve("dynamodb-local.log").toFile())
                        .start();
        var in = started.getOutputStream();
        in.write((accessKey + "\n").getBytes(StandardCharsets.US_ASCII));
        in.flush();
        return started;
    }

    /// The first process to end keeps the classes that it had loaded, and the next ones start with half the work (1.2 s
    /// of processor time instead of 2.1). What the JVM says of it is nobody's concern.
    private List<String> classArchive() {
        return List.of(
                "-Xlog:disable",
                "-Xlog:all=warning,cds*=off,aot*=off:stderr",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + program.resolve("classes.jsa"));
    }

    /// Which of the JVM's compilers this process was started with: what shall only start quickly says so for both.
    private static List<String> ownCompiler() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-XX:TieredStopAtLevel="))
                .toList();
    }

    private Path ownJar() throws IOException {
        try (var jars = Files.newDirectoryStream(program, "dynamodb-local-*.jar")) {
            for (var jar : jars) {
                return jar;
            }
        }
        throw new IOException("DynamoDB Local is not built: there is no jar in " + program);
    }

    private int announcedPort(Process started) throws IOException {
        var out =
                new BufferedReader(
                        new InputStreamReader(started.getInputStream(), StandardCharsets.US_ASCII));
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(PORT_PREFIX)) {
                return Integer.parseInt(line.substring(PORT_PREFIX.length()));
            }
        }
        throw new IOException(
                "DynamoDB Local did not start: see " + folder.resolve("dynamodb-local.log"));
    }

    private void keepRunning() {
        try {
            while (restartWhenEnded()) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "DynamoDB Local ended by itself and was started again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits until the process ends. False if that is how it should be.
    private boolean restartWhenEnded() throws InterruptedException {
        current().waitFor();
        Thread.sleep(BEFORE_RESTART);
        synchronized (this) {
            if (closed) {
                return false;
            }
            try {
                process = launch(port);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.ERROR, "DynamoDB Local cannot be started again", e);
                return false;
            }
        }
        return true;
    }

    private synchronized Process current() {
        return process;
    }

    /// Lets it finish what it is doing, and waits for its end.
    @Override
    public void close() {
        Process last;
        synchronized (this) {
            closed = true;
            last = process;
        }
        try {
            last.getOutputStream().close();
            if (!last.waitFor(PATIENCE_AT_END.toMillis(), TimeUnit.MILLISECONDS)) {
                last.destroyForcibly();
            }
        } catch (IOException e) {
            last.destroyForcibly();
        } catch (InterruptedException e) {
            last.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
