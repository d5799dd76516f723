package dev.coderun.server.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coderun.server.content.PackageBuilder;
import dev.coderun.server.content.PackageFiles;
import dev.coderun.server.content.PackageReader;
import dev.coderun.server.run.FakeSandbox;
import dev.coderun.server.web.HttpProblem;
import dev.coderun.server.web.Problem;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NewSubmissionTest {
    private final ProblemPackage problem =
            PackageReader.read(PackageFiles.inZip("doubled", PackageBuilder.good().zip()));

    @Test
    void soManyFilesAreTakenAndNotOneMore() {
        assertThat(of(files(NewSubmission.MAX_FILES)).files()).hasSize(NewSubmission.MAX_FILES);

        assertThat(refusalOf(files(NewSubmission.MAX_FILES + 1)).type()).endsWith("/bad-files");
        assertThat(refusalOf(Map.of()).type()).endsWith("/bad-files");
    }

    private static Map<String, String> files(int count) {
        var files = new HashMap<>(Map.of("main.py", "import f1"));
        for (int i = 1; i < count; i++) {
            files.put("f" + i + ".py", "");
        }
        return files;
    }

    @Test
    void allFilesTogetherAreAsLargeAsTheProblemTakes() {
        var half = "é".repeat(problem.maxCodeBytes() / 4); // Each of them two bytes.

        assertThat(of(Map.of("main.py", half, "more.py", half)).files()).hasSize(2);

        var refusal = refusalOf(Map.of("main.py", half, "more.py", half + "x"));
        assertThat(refusal.status()).isEqualTo(413);
        assertThat(refusal.detail())
                .contains(String.valueOf(problem.maxCodeBytes() + 1))
                .contains(String.valueOf(problem.maxCodeBytes()));
    }

    @Test
    void theJudgesOwnNamesAreNotTaken() {
        assertThat(refusalOf(Map.of("main.py", "x", "coderun/test.in", "1")).type())
                .endsWith("/bad-path");
    }

    private NewSubmission of(Map<String, String> files) {
        return new NewSubmission(
                problem, FakeSandbox.language("python", "main.py"), "main.py", files);
    }

    private Problem refusalOf(Map<String, String> files) {
        return catchThrowableOfType(HttpProblem.class, () -> of(files)).problem();
    }
}
