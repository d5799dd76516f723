package dev.coderun.e2e;

import static dev.coderun.e2e.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.e2e.support.Launch;
import dev.coderun.e2e.support.ScriptedMachine;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `./coderun` builds before it starts anything, and what it says where it cannot.
class BuildingTest {
    private final ScriptedMachine machine = new ScriptedMachine();

    @AfterEach
    void end() {
        machine.close();
    }

    @Test
    void whatIsMissingIsBuiltAndItIsSaidWhatGoesOn() {
        try (var build = machine.launch("build")) {
            assertThat(build.exitCode()).isZero();
            assertThat(build.messages())
                    .contains(
                            "Building the server: done",
                            "Fetching the page's libraries: done",
                            "Building the page: done");
        }
        assertThat(built()).containsExactlyInAnyOrder("mvn package", "npm ci", "npm run build");
    }

    @Test
    void theSecondTimeNothingIsBuilt() {
        build();
        machine.calls();

        try (var again = machine.launch("build")) {
            assertThat(again.exitCode()).isZero();
            assertThat(again.messages()).isEmpty();
        }
        assertThat(built()).isEmpty();
    }

    @Test
    void onlyWhatHasChangedIsBuiltAnew() {
        build();
        machine.calls();

        machine.edit("server/src/main/Main.java");
        build();
        assertThat(built()).containsExactly("mvn package");

        machine.edit("web-ide/src/main.ts");
        build();
        assertThat(built()).containsExactly("npm run build");

        machine.edit("web-ide/package.json");
        build();
        assertThat(built()).containsExactly("npm ci", "npm run build");
    }

    @Test
    void anotherCloneOfTheSameSourcesTakesWhatWasBuilt() {
        build();
        machine.calls();
        machine.newClone("another");

        try (var build = machine.launchIn("another", "build")) {
            assertThat(build.exitCode()).isZero();
        }
        assertThat(built()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"mvn, Maven, maven", "npm, npm, npm", "node, Node.js, nodejs"})
    void aMissingToolIsNamedWithTheCommandThatBringsIt(
            String tool, String name, String packageName) {
        machine.lacks(tool);

        try (var build = machine.launch("build")) {
            assertThat(build.exitCode()).isEqualTo(1);
            assertThat(lastLine(build))
                    .startsWith("coderun: " + name + " is missing, ")
                    .endsWith(": sudo apt-get install " + packageName);
        }
    }

    @Test
    void aMissingJdkIsSaidFirstOfAll() {
        machine.lacksJdk();

        try (var build = machine.launch("build")) {
            assertThat(build.exitCode()).isEqualTo(1);
            assertThat(build.messages())
                    .isEqualTo(
                            "coderun: A JDK 97 is missing: install one (sudo apt-get install"
                                + " openjdk-97-jdk-headless) or set JAVA_HOME to its folder.\n");
        }
        assertThat(built()).isEmpty();
    }

    @Test
    void aNodeThatIsTooOldIsNamed() {
        machine.has("node", "echo v18.19.0");

        try (var build = machine.launch("build")) {
            assertThat(build.exitCode()).isEqualTo(1);
            assertThat(lastLine(build)).contains("18.19.0", "20");
        }
    }

    @Test
    void aBuildThatFailsShowsWhyAndIsTriedAgain() {
        machine.has("mvn", "echo '[ERROR] a semicolon is missing' && exit 1");

        try (var build = machine.launch("build")) {
            assertThat(build.exitCode()).isEqualTo(1);
            assertThat(build.messages()).contains("[ERROR] a semicolon is missing");
            assertThat(lastLine(build)).isEqualTo("coderun: The server could not be built.");
        }
        machine.calls();
        try (var again = machine.launch("build")) {
            assertThat(again.exitCode()).isEqualTo(1);
        }
        assertThat(built()).contains("mvn package");
    }

    @Test
    void whateverEndsABuildEndsAllThatItStarted() {
        machine.has("mvn", "sleep 600 & touch \"$MACHINE/builds\"; wait");
        machine.has("npm", "sleep 600 & wait");
        try (var build = machine.launch("build")) {
            eventually("it builds", () -> Files.exists(machine.file("builds")));
            var started = build.descendants();
            assertThat(started).isNotEmpty();

            build.terminate();

            assertThat(build.exitCode()).isEqualTo(143);
            eventually("nothing is left", () -> started.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    @ParameterizedTest
    @CsvSource({"frobnicate, no command frobnicate", "bench, Say what to measure"})
    void aCommandThatDoesNotExistIsSaidAndEndsWithTwo(String command, String words) {
        try (var launch = machine.launch(command)) {
            assertThat(launch.exitCode()).isEqualTo(2);
            assertThat(launch.messages()).contains(words);
        }
    }

    private void build() {
        try (var build = machine.launch("build")) {
            assertThat(build.exitCode()).as(build.messages()).isZero();
        }
    }

    /// What was built or fetched, in two or three words each.
    private List<String> built() {
        return machine.calls().stream()
                .filter(call -> call.startsWith("mvn ") || call.startsWith("npm "))
                .map(
                        call ->
                                call.replaceFirst("^mvn .* ", "mvn ")
                                        .replaceFirst("^npm ci .*", "npm ci"))
                .toList();
    }

    private static String lastLine(Launch launch) {
        return launch.messages().strip().lines().reduce("", (_, line) -> line);
    }
}
