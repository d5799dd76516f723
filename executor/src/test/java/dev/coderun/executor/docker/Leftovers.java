package dev.coderun.executor.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a sandbox may leave behind on the machine: containers, their folders and logs, and processes that were in them.
final class Leftovers implements AutoCloseable {
    private final String owner;
    private final Engine engine;
    private final Set<String> ids = new TreeSet<>();

    Leftovers(String owner) {
        var settings = TestSandbox.settings(owner, 0);
        this.owner = settings.owner();
        engine = new Engine(settings.dockerHost());
    }

    List<Container> containers() {
        return engine.control()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of(ContainerSpec.OWNER_LABEL, owner))
                .exec();
    }

    /// Remembers the containers that there are now, and looks that the engine keeps no log of what they print.
    void remember() {
        for (var container : containers()) {
            ids.add(container.getId());
            assertThat(logOf(container)).as("the log of " + container.getId()).isNullOrEmpty();
        }
    }

    private @Nullable String logOf(Container container) {
        try {
            return engine.control().inspectContainerCmd(container.getId()).exec().getLogPath();
        } catch (NotFoundException _) { // It has just been removed.
            return null;
        }
    }

    /// Waits until nothing is left of any container that there is or was.
    void assertNone() {
        TestSandbox.await(() -> containers().isEmpty(), this::containers);
        TestSandbox.await(() -> processes().isEmpty(), this::processes);
        var folder = Path.of(engine.control().infoCmd().exec().getDockerRootDir(), "containers");
        assertThat(ids).allSatisfy(id -> assertThat(folder.resolve(id)).doesNotExist());
    }

    /// Those of this machine that stand in a control group of one of the containers.
    private List<String> processes() {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(path -> path.getFileName().toString().matches("\\d+"))
                    .filter(path -> ids.stream().anyMatch(groupsOf(path)::contains))
                    .map(path -> path.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new AssertionError("The machine's processes cannot be listed.", e);
        }
    }

    private static String groupsOf(Path process) {
        try {
            return Files.readString(process.resolve("cgroup"));
        } catch (IOException _) { // It has ended.
            return "";
        }
    }

    @Override
    public void close() throws IOException {
        engine.close();
    }
}
