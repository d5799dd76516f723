package dev.coderun.executor.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.Box;
import dev.coderun.executor.BoxUse;
import dev.coderun.executor.KeptBuilds;
import dev.coderun.executor.Limits;
import dev.coderun.executor.Program;
import dev.coderun.executor.Recorder;
import dev.coderun.executor.RunInput;
import dev.coderun.executor.agent.AgentBox;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Helpers that wait in containers while memory is short.
@Timeout(120)
final class HelperBudgetIT {
    private static final String OWNER = "budget";

    @Test
    void theHelperThatWasNotNeededForLongestIsGivenUpAndItsBoxGoesOn() throws Exception {
        // Each step holds whether or not the sandbox's own clock comes in between.
        try (var sandbox = sandboxWithRoomForOneHelper();
                var longAgo = open(sandbox)) {
            assertThat(isRunByAHelper(sandbox, longAgo)).isTrue();
            awaitHelper(longAgo);
            try (var lately = open(sandbox)) {
                assertThat(isRunByAHelper(sandbox, lately)).isTrue();
                awaitHelper(lately);

                sandbox.tend();

                assertThat(longAgo.idleBytes()).isZero();
                assertThat(lately.idleBytes()).isPositive();
                assertThat(isRunByAHelper(sandbox, lately)).isTrue();
            }
            assertThat(isRunByAHelper(sandbox, longAgo)).as("the run after that").isFalse();
            awaitHelper(longAgo);
            assertThat(isRunByAHelper(sandbox, longAgo)).as("and the next").isTrue();
        }
    }

    private static DockerSandbox sandboxWithRoomForOneHelper() {
        long needed;
        try (var sandbox = TestSandbox.start(OWNER, 0);
                var box = open(sandbox)) {
            awaitHelper(box);
            needed = box.idleBytes();
        }
        var settings = TestSandbox.settings(OWNER, 0).withBoxMemoryBudget(needed * 3 / 2);
        return TestSandbox.started(new DockerSandbox(settings));
    }

    private static AgentBox open(DockerSandbox sandbox) {
        var language = sandbox.languages().find("javascript").orElseThrow();
        return (AgentBox) sandbox.open(language, new BoxUse(true, new KeptBuilds()));
    }

    private static void awaitHelper(AgentBox box) {
        TestSandbox.await(() -> box.idleBytes() > 0, box::idleBytes);
    }

    private static boolean isRunByAHelper(DockerSandbox sandbox, Box box)
            throws InterruptedException {
        var seen = new Recorder();
        var language = sandbox.languages().find("javascript").orElseThrow();
        var text = "console.log(require('fs').readFileSync('/proc/self/cmdline', 'utf8'))";
        box.setFiles(Map.of(language.entry(), text.getBytes(UTF_8)));
        var program = new Program(language, language.entry(), List.of(), Map.of());
        box.start(program, RunInput.none(), Limits.standard(), seen).await();
        return seen.stdout().contains("parked.cjs");
    }
}
