package dev.coderun.e2e.support;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// A server started as people start it, on a free port with a data folder of its own, that can be killed and started again.
public final class RunningServer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);

    private final Map<String, String> environment;
    private final int port;
    private final Path data;
    private Launch launch;

    private RunningServer(Map<String, String> environment, int port, Path data) {
        this.environment = environment;
        this.port = port;
        this.data = data;
        launch = begin();
    }

    public static RunningServer start() {
        return startWith(Map.of());
    }

    public static RunningServer startWith(Map<String, String> environment) {
        return new RunningServer(environment, Project.freePort(), Project.temporaryFolder());
    }

    private Launch begin() {
        var started =
                Launch.of(environment, "--port", Integer.toString(port), "--data", data.toString());
        var ready = "Code Run is ready at " + address();
        Eventually.eventually(
                START,
                "the server is ready",
                () -> {
                    if (!started.isAlive()) {
                        throw new AssertionError("The server ended:\n" + started.messages());
                    }
                    return started.output().contains(ready);
                });
        return started;
    }

    public String address() {
        return "http://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    public Path data() {
        return data;
    }

    public Launch launch() {
        return launch;
    }

    public Api api() {
        return new Api(address());
    }

    /// The database answers nothing until what this returns is closed.
    public Outage databaseOutage() {
        return Outage.of(
                launch.descendants().stream()
                        .filter(process -> process.info().command().orElse("").endsWith("java"))
                        .findFirst()
                        .orElseThrow());
    }

    /// kill -9.
    public void kill() {
        launch.kill();
    }

    /// Starts it again on the same port with the same data.
    public void restart() {
        launch = begin();
    }

    @Override
    public void close() {
        launch.close();
        Project.remove(data);
    }
}
