package dev.coderun.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The page that tells what becomes of hostile programs says what the tests try.
class HostileProgramsPageTest {
    private static final Path PAGE = Path.of("../docs/hostile-programs.md");

    private static final String HEAD =
            """
            # Hostile programs

            What guests may try, and what becomes of it. Each row is a program that the tests run, in containers of a real engine and,
            where it says so, in namespaces of the machine itself. After each, a clean program runs in the same sandbox and sees
            neither a process nor a file of it, and at the end the engine has no container and the machine no process of any of them.

            This page is written by the tests: `mvn -pl executor test -Dtest=HostileProgramsPageTest -Dpages.write`.

            | The program … | Language | In a container | Without one |
            | --- | --- | --- | --- |
            """;

    @Test
    void thePageHasARowForEachProgram() throws IOException {
        var page =
                HostilePrograms.all().stream()
                        .map(HostileProgram::row)
                        .collect(Collectors.joining("\n", HEAD, "\n"));
        if (System.getProperty("pages.write") != null) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).hasContent(page);
    }
}
