package dev.coderun.executor.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskTest {
    private static final long USUAL = 512L << 20;

    @Test
    void aSubmissionsBoxesHaveWhatItsProblemGivesAndTheUsualInAnyCase() {
        assertThat(task(64, new Validation.Default()).boxMemoryBytes()).isEqualTo(USUAL);
        assertThat(task(2048, new Validation.Default()).boxMemoryBytes()).isEqualTo(4 * USUAL);
    }

    @Test
    void aValidatorsBoxIsThereBesideIt() {
        var source = ScriptedSandbox.source(ScriptedSandbox.interpreted(), "check");

        var custom = new Validation.Custom(source, validatorWith(1024));
        var interactive = new Validation.Interactive(source, validatorWith(64));

        assertThat(task(64, custom).boxMemoryBytes()).isEqualTo(3 * USUAL);
        assertThat(task(1024, interactive).boxMemoryBytes()).isEqualTo(3 * USUAL);
    }

    private static ValidatorLimits validatorWith(long mebibytes) {
        return new ValidatorLimits(Duration.ofSeconds(1), mebibytes << 20, 1);
    }

    private static Task task(long mebibytes, Validation validation) {
        return new Task(
                new JudgeLimits(Duration.ofSeconds(1), mebibytes << 20, 1),
                validation,
                new TestGroup("data", TestGroup.Rules.PASS_FAIL, List.of()),
                false);
    }
}
