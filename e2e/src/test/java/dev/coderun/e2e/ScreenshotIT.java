package dev.coderun.e2e;

import static dev.coderun.e2e.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import dev.coderun.e2e.support.Api;
import dev.coderun.e2e.support.OneServer;
import dev.coderun.e2e.support.Person;
import dev.coderun.e2e.support.Project;
import dev.coderun.e2e.support.RunningServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// The pictures of the README. They are written beside it only with `-Dcoderun.screenshots=true`: a test leaves the tree as it was.
@Timeout(600)
@ExtendWith(OneServer.class)
class ScreenshotIT {
    private static final Duration IMAGES = Duration.ofMinutes(6);
    private static final int PICTURE_BYTES_AT_LEAST = 10_000;

    private static final String PROGRAM =
            """
            import sys


            def words(lines):
                \"""Counts how often each word comes.\"""
                counts = {}
                for line in lines:
                    for word in line.lower().split():
                        counts[word] = counts.get(word, 0) + 1
                return counts


            for word, count in sorted(words(sys.stdin).items(), key=lambda entry: -entry[1]):
                print(f"{count:3}  {word}")
            """;

    @Test
    void oneSessionInDarkAndInLight(RunningServer server) throws Exception {
        var folder = folder();
        var api = server.api().loggedInAs("Ada");
        eventually(IMAGES, "Python is there", () -> api.languageIsReady("python"));
        var session = api.newOpenSession("python");

        try (var grace = Person.at(server, "Grace")) {
            grace.open(server.address() + "/s/" + session);
            grace.replaceText(PROGRAM);
            grace.runner().typeInput("to be or not to be\nthat is the question\n");
            takePicture(server, api, session, ColorScheme.DARK, folder.resolve("session-dark.png"));
            takePicture(
                    server, api, session, ColorScheme.LIGHT, folder.resolve("session-light.png"));
        }
    }

    private static void takePicture(
            RunningServer server, Api api, String session, ColorScheme scheme, Path file)
            throws Exception {
        try (var ada = Person.at(server, "Ada", scheme)) {
            ada.open(server.address() + "/s/" + session);
            eventually(
                    "the server has the program", () -> api.files(session).containsValue(PROGRAM));
            ada.runner().run();
            ada.runner().awaitOutput("question");
            ada.runner().awaitRunState("Finished");

            ada.takePicture(file);

            assertThat(Files.size(file)).isGreaterThan(PICTURE_BYTES_AT_LEAST);
        }
    }

    private static Path folder() throws Exception {
        return Boolean.getBoolean("coderun.screenshots")
                ? Files.createDirectories(Project.ROOT.resolve("docs/images"))
                : Project.temporaryFolder();
    }
}
