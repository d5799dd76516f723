package dev.coderun.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coderun.executor.RunOutcome.Exited;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which files a program finds, and what becomes of those that it makes, in every sandbox.
public abstract class FilesContract extends SandboxContract {
    @Test
    void filesAreFoundByPathAndOnlyTheCurrentOnes() throws Exception {
        var language = language("python");
        var list =
                "import os\n"
                    + "print(sorted(os.path.join(d, f) for d, _, fs in os.walk('.') for f in fs))";
        run(
                language,
                texts(Map.of("main.py", list, "a/b/c.txt", "1", "x", "2")),
                RunInput.none(),
                LIMITS);
        run(language, texts(Map.of("main.py", list, "a", "now a file")), RunInput.none(), LIMITS);

        assertThat(seen.stdout())
                .isEqualTo("['./a/b/c.txt', './main.py', './x']\n['./a', './main.py']\n");
    }

    @Test
    void aProgramMayWriteInItsFolderAndNothingOfItIsLeft() throws Exception {
        python(
                """
                import os, socket
                open("main.py", "w").write("changed")
                os.mkdir("closed"); open("closed/file", "w").close(); os.chmod("closed", 0)
                os.mkfifo("pipe"); os.symlink("/etc/passwd", "link"); os.link("main.py", "second")
                for folder in ("/tmp", "/dev/shm"):
                    os.makedirs(folder + "/deep/er"); open(folder + "/deep/er/file", "w").write("secret")
                os.chdir("/tmp")
                for _ in range(300):
                    os.mkdir("d" * 200); os.chdir("d" * 200)
                os.chmod("/work/code", 0)
                """);
        seen = new Recorder();

        var outcome =
                python(
                        """
                        import os
                        for f in ('.', '/tmp', '/dev/shm', '/work/out'): print(os.listdir(f))
                        """);

        assertThat(outcome).isInstanceOf(Exited.class);
        assertThat(seen.stdout()).isEqualTo("['main.py']\n[]\n[]\n[]\n");
        assertThat(box(language("python")).reusable()).isTrue();
    }

    @Test
    void nothingIsLeftWhereverAProgramCouldWrite() throws Exception {
        var everywhere =
                """
                import os
                def folders():
                    for folder, inner, files in os.walk("/"):
                        if folder == "/": inner[:] = set(inner) - {"proc", "sys", "usr", "opt"}
                        yield folder, files
                """;
        python(
                everywhere
                        + """
                        for folder, _ in folders():
                            try: open(folder + "/left", "w").close()
                            except OSError: continue
                            print(folder)
                        """);
        var written = seen.stdout();
        seen = new Recorder();

        python(everywhere + "print([folder for folder, files in folders() if 'left' in files])");

        assertThat(written.lines()).contains("/work/code", "/tmp", "/dev/shm");
        assertThat(seen.stdout()).isEqualTo("[]\n");
    }

    @Test
    void aFullDiskIsTheProgramsTroubleAlone() throws Exception {
        python(
                """
                for folder in ("/tmp", "/work/code", "/dev/shm"):
                    try:
                        for i in range(1_000_000): open(f"{folder}/{i}", "w").close()
                    except OSError as e: print(e.strerror)
                """,
                LIMITS.withCpu(Duration.ofSeconds(20)));
        var first = seen.stdout();
        seen = new Recorder();

        python("open('/tmp/file', 'w').write('x' * 1000)\nprint('fine')");

        assertThat(first).contains("No space left on device\n".repeat(3));
        assertThat(seen.stdout()).isEqualTo("fine\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../x", "/etc/passwd", "a//b", "a/./b", "a/..", "", "a\nb", "a\0b", "a/"})
    void aPathThatLeavesTheFolderIsRefused(String path) {
        var box = box(language("python"));

        assertThatThrownBy(() -> box.setFiles(texts(Map.of("main.py", "", path, ""))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("file path");
    }

    @Test
    void aFileInAFileIsRefused() {
        var box = box(language("python"));

        assertThatThrownBy(() -> box.setFiles(texts(Map.of("main.py", "", "main.py/x", ""))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("main.py/x");
    }
}
