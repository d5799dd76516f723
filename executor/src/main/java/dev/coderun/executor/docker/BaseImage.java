package dev.coderun.executor.docker;

import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.coderun.executor.SandboxFailed;
import dev.coderun.executor.agent.HostCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The image that all others are built upon: pulled, or made with the machine's own package mirror where no registry
/// can be reached.
final class BaseImage {
    /// Named by its recipe's version: raise it to have it made anew.
    private static final String MADE = "coderun/base:trixie-1";

    private static final String RELEASE = "trixie";
    private static final long PULL_TIMEOUT_SECONDS = 300;
    private static final long MAKE_TIMEOUT_SECONDS = 600;

    private final Engine engine;
    private final String wanted;

    BaseImage(Engine engine, String wanted) {
        this.engine = engine;
        this.wanted = wanted;
    }

    /// The name of a base image that the engine has by now.
    String ensure(Consumer<String> step) throws IOException, InterruptedException {
        if (exists(wanted)) {
            return wanted;
        }
        if (exists(MADE)) {
            return MADE;
        }
        step.accept("Fetching " + wanted);
        if (pull()) {
            return wanted;
        }
        step.accept("Making a base image without a registry");
        make();
        return MADE;
    }

    private boolean exists(String image) {
        try {
            engine.control().inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException _) {
            return false;
        }
    }

    private boolean pull() throws InterruptedException {
        engine.patient()
                .pullImageCmd(wanted)
                .exec(new QuietPull())
                .awaitCompletion(PULL_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        return exists(wanted);
    }

    /// No registry is no error: there is the other way. So this is not the place for a stack trace in the log.
    private static final class QuietPull extends PullImageResultCallback {
        @Override
        public void onError(Throwable failure) {
            try {
                close();
            } catch (IOException _) {
                // Its stream is closed all the same.
            }
        }
    }

    private void make() throws IOException, InterruptedException {
        if (!HostCommand.exists("mmdebstrap")) {
            throw new SandboxFailed(
                    "The image "
                            + wanted
                            + " cannot be pulled. Give Docker access to a registry, or install"
                            + " mmdebstrap so that it can be made here.");
        }
        var folder = Files.createTempDirectory("coderun-base");
        var archive = folder.resolve("base.tar");
        var dockerfile = folder.resolve("Dockerfile");
        try {
            HostCommand.run(recipe(archive), MAKE_TIMEOUT_SECONDS);
            Files.writeString(dockerfile, "FROM scratch\nADD base.tar /\nCMD [\"/bin/sh\"]\n");
            ImageBuild.run(engine, folder, MADE, Map.of(), (_, _) -> {});
        } finally {
            Files.deleteIfExists(archive);
            Files.deleteIfExists(dockerfile);
            Files.delete(folder);
        }
    }

    private static List<String> recipe(Path archive) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("mmdebstrap", "--quiet", "--variant=minbase"));
        command.add("--include=ca-certificates");
        command.add("--aptopt=Acquire::Languages \"none\"");
        for (var dated : List.of("Acquire::Check-Valid-Until", "Acquire::Check-Date")) {
            if (HostCommand.output("apt-config", "dump", "--format=%v%n", dated)
                    .strip()
                    .equals("false")) {
                command.add("--aptopt=" + dated + " \"false\""); // A mirror that stands still.
            }
        }
        for (var unread : List.of("doc", "man", "locale")) {
            command.add("--dpkgopt=path-exclude=/usr/share/" + unread + "/*");
        }
        command.addAll(List.of(RELEASE, archive.toString()));
        mirror().ifPresent(command::add);
        return command;
    }

    /// The Debian mirror of this machine's own apt; without one, mmdebstrap knows Debian's.
    private static Optional<String> mirror() throws IOException, InterruptedException {
        return HostCommand.output(
                        "apt-get", "indextargets", "--format=$(REPO_URI)", "Created-By: Packages")
                .lines()
                .map(uri -> uri.replaceFirst("/$", ""))
                .filter(uri -> uri.endsWith("/debian"))
                .findFirst();
    }
}
