package dev.coderun.executor.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.BoxUse;
import dev.coderun.executor.EndsContract;
import dev.coderun.executor.KeptBuilds;
import dev.coderun.executor.RunOutcome.Clock;
import dev.coderun.executor.RunOutcome.Exited;
import dev.coderun.executor.RunOutcome.OutOfMemory;
import dev.coderun.executor.RunOutcome.TimedOut;
import dev.coderun.executor.RunOutcome.TooManyProcesses;
import dev.coderun.executor.Sandbox;
import dev.coderun.executor.agent.AgentBox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ends of runs in boxes without a cgroup: the limits hold by what the agent sums up of the processes.
final class UnmeteredEndsIT extends EndsContract {
    @TempDir private static Path folder;

    private static Sandbox sandbox;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        sandbox = new UnmeteredSandbox(folder, LIMITS);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Override
    protected Sandbox sandbox() {
        return sandbox;
    }

    @Test
    void theBoxSaysThatItSumsUp() {
        assertThat((AgentBox) box(language("python")))
                .extracting(AgentBox::isMetered)
                .isEqualTo(false);
    }

    @Test
    void cpuTimeOfProcessesThatHaveEndedCounts() throws Exception {
        var outcome =
                python(
                        """
                        import os, time
                        def work():
                            until = time.process_time() + 0.1
                            while time.process_time() < until: pass
                        while True:
                            child = os.fork()
                            if child == 0: work(); os._exit(0)
                            os.waitpid(child, 0)
                        """,
                        LIMITS.withCpu(Duration.ofMillis(500)));

        assertThat(outcome).isInstanceOf(TimedOut.class);
        assertThat(outcome.usage().cpu())
                .isBetween(Duration.ofMillis(500), Duration.ofMillis(1500));
    }

    @Test
    void cpuTimeOfOrphansThatHaveEndedCounts() throws Exception {
        var outcome =
                python(
                        """
                        import os, time
                        for _ in range(15):
                            child = os.fork()
                            if child == 0:
                                if os.fork() == 0:
                                    until = time.process_time() + 0.1
                                    while time.process_time() < until: pass
                                os._exit(0)
                            os.waitpid(child, 0)
                            time.sleep(0.1)
                        time.sleep(20)
                        """,
                        LIMITS.withCpu(Duration.ofMillis(800)).withWall(Duration.ofSeconds(15)));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        TimedOut.class, it -> assertThat(it.clock()).isEqualTo(Clock.CPU));
    }

    @Test
    void aNameThatLooksLikeFiguresHidesNothing() throws Exception {
        var outcome =
                python(
                        """
                        open('/proc/self/comm', 'w').write(') R 1 1 1 1 1 1')
                        while True: pass
                        """,
                        LIMITS.withCpu(Duration.ofMillis(300)));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        TimedOut.class, it -> assertThat(it.clock()).isEqualTo(Clock.CPU));
    }

    @Test
    void filesInMemoryCountAsMemory() throws Exception {
        var outcome =
                python(
                        """
                        import time
                        open('big', 'wb').write(bytes(48 << 20))
                        time.sleep(20)
                        """,
                        LIMITS.withMemoryBytes(32 << 20));

        assertThat(outcome).isInstanceOf(OutOfMemory.class);
    }

    @Test
    void thePeakIsWhatAllProcessesHadTogether() throws Exception {
        var outcome =
                python(
                        """
                        import os, time
                        os.fork()
                        hog = bytearray(40 << 20)
                        time.sleep(1)
                        """);

        assertThat(outcome).isInstanceOf(Exited.class);
        assertThat(outcome.usage().peakMemoryBytes()).isBetween(80L << 20, 140L << 20);
    }

    @Test
    void processesAreLimitedWithTheirThreads() throws Exception {
        var outcome =
                python(
                        """
                        import threading, time
                        for _ in range(20): threading.Thread(target=time.sleep, args=(20,), daemon=True).start()
                        time.sleep(20)
                        """,
                        LIMITS.withProcesses(10));

        assertThat(outcome).isInstanceOf(TooManyProcesses.class);
    }

    /// Its warm interpreter, and the helper that waits, are nothing that a program uses.
    @Test
    void whatWaitsForOtherRunsIsNotCounted() throws Exception {
        try (var box = sandbox.open(language("python"), new BoxUse(true, new KeptBuilds()))) {
            box.setFiles(texts(language("python").template()));
            for (int i = 0; i < 3; i++) {
                var outcome =
                        box.start(program(language("python")), stdin("Ada\n"), LIMITS, seen)
                                .await();
                assertThat(outcome).isInstanceOf(Exited.class);
                assertThat(outcome.usage().cpu()).isLessThan(Duration.ofSeconds(1));
                assertThat(outcome.usage().peakMemoryBytes()).isLessThan(64L << 20);
            }
        }
    }
}
