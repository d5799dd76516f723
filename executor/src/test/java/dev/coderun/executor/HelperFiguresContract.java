package dev.coderun.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.agent.AgentBox;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A run's figures are its program's: what helpers use before it, beside it and for others is left out.
public abstract class HelperFiguresContract extends SessionBoxContract {
    private static final long LOOK_EVERY_NANOS = 500_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MANY = 5;

    /// Prints the milliseconds of processor time that its process has used since it was started as a helper.
    private static final Map<String, String> LIFE =
            Map.of(
                    "javascript",
                    "const {user, system} = process.cpuUsage();\n"
                            + "console.log((user + system) / 1000);",
                    "java",
                    """
                    void main() {
                        IO.println(ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e6);
                    }
                    """);

    private static final String HELPERS =
            """
            const fs = require('fs');
            const isHelper = (pid) => {
                try { return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('parked.cjs'); }
                catch { return false; }
            };
            const helpers = () => fs.readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name)).filter(isHelper);
            """;

    @ParameterizedTest
    @ValueSource(strings = {"javascript", "java"})
    void aProgramIsNotBilledForTheTimeThatItsHelperTookToStart(String id) throws Exception {
        awaitHelper(id);

        var outcome = run(id, Objects.requireNonNull(LIFE.get(id)));

        double life = Double.parseDouble(seen.stdout().strip());
        assertThat(outcome.usage().cpu().toNanos() / 1e6).isPositive().isLessThan(life);
    }

    @Test
    void aProgramIsNotBilledForTheMemoryOfThoseThatWaitForOtherRuns() throws Exception {
        awaitHelper("javascript");
        long alone = run("javascript", "console.log(1)").usage().peakMemoryBytes();
        box(language("javascript")).expectRuns(MANY);

        long deadline = System.nanoTime() + PATIENCE.toNanos();
        RunOutcome among;
        do {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
            among = run("javascript", HELPERS + "console.log(helpers().length >= " + MANY + ")");
        } while (!seen.stdout().equals("true\n") && System.nanoTime() < deadline);

        assertThat(seen.stdout()).isEqualTo("true\n");
        assertThat(among.usage().peakMemoryBytes()).isLessThan(alone * 3 / 2);
    }

    @Test
    void aProgramIsNotBilledForTheTimeOfThoseThatStartBesideIt() throws Exception {
        var text =
                HELPERS
                        + """
                        const TICKS_PER_SECOND = 100;
                        const ticks = (pid) => {
                            try {
                                const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
                                return Number(fields[11]) + Number(fields[12]);
                            } catch { return 0; }
                        };
                        const others = () => helpers().filter((pid) => Number(pid) !== process.pid);
                        const theirs = () => others().reduce((sum, pid) => sum + ticks(pid), 0) * 1000 / TICKS_PER_SECOND;
                        const before = process.cpuUsage();
                        while (theirs() < 40) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
                        const { user, system } = process.cpuUsage(before);
                        console.log(theirs() / 2 + (user + system) / 1000);
                        """;
        awaitHelper("javascript");
        box(language("javascript")).expectRuns(4);

        var outcome =
                run(
                        language("javascript"),
                        texts(Map.of("main.js", text)),
                        RunInput.none(),
                        LIMITS.withWall(PATIENCE));

        double withHalfOfTheirs = Double.parseDouble(seen.stdout().strip());
        assertThat(outcome.usage().cpu().toNanos() / 1e6).isPositive().isLessThan(withHalfOfTheirs);
    }

    private void awaitHelper(String id) {
        var box = (AgentBox) box(language(id));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (box.idleBytes() == 0) {
            assertThat(System.nanoTime()).as("a helper waits in time").isLessThan(deadline);
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }
}
