package dev.coderun.executor.docker;

import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.BuildResponseItem;
import dev.coderun.executor.SandboxFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/// Builds one image from a folder with a `Dockerfile`, and tells how far it is.
final class ImageBuild {
    private ImageBuild() {}

    /// The steps under way and how many of a hundred are behind, to `progress`.
    static void run(
            Engine engine,
            Path folder,
            String tag,
            Map<String, String> arguments,
            BiConsumer<String, Integer> progress) {
        var command =
                engine.patient()
                        .buildImageCmd(folder.toFile())
                        .withTags(Set.of(tag))
                        // An engine's own network may lack a way out, or a name server.
                        .withNetworkMode("host")
                        .withForcerm(true);
        arguments.forEach(command::withBuildArg);
        try (var callback = command.exec(new Progress(progress))) {
            callback.awaitImageId();
        } catch (DockerClientException | DockerException e) {
            throw new SandboxFailed(
                    "The image " + tag + " could not be built: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new SandboxFailed("The build of " + tag + " was cut off.", e);
        }
    }

    /// Reads "Step 3/8 : RUN apt-get …" from a build's output.
    private static final class Progress extends BuildImageResultCallback {
        private static final Pattern STEP =
                Pattern.compile("Step (\\d+)/(\\d+) : (.*)", Pattern.DOTALL);
        private static final int SHOWN_CHARACTERS = 60;

        private final BiConsumer<String, Integer> progress;

        Progress(BiConsumer<String, Integer> progress) {
            this.progress = progress;
        }

        @Override
        public void onNext(BuildResponseItem item) {
            var line = item.getStream();
            var step = STEP.matcher(line == null ? "" : line);
            if (step.lookingAt()) {
                int done = Integer.parseInt(step.group(1)) - 1;
                int all = Math.max(1, Integer.parseInt(step.group(2)));
                progress.accept(shown(step.group(3)), 100 * done / all);
            }
            super.onNext(item);
        }

        private static String shown(String instruction) {
            var text = instruction.strip().replaceAll("\\s+", " ");
            return text.length() > SHOWN_CHARACTERS
                    ? text.substring(0, SHOWN_CHARACTERS) + "…"
                    : text;
        }
    }
}
