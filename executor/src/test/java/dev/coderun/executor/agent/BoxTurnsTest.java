package dev.coderun.executor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.Channel;
import dev.coderun.executor.KeptBuilds;
import dev.coderun.executor.Language;
import dev.coderun.executor.Limits;
import dev.coderun.executor.OutputSink;
import dev.coderun.executor.Program;
import dev.coderun.executor.RunInput;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.RunningProgram;
import dev.coderun.executor.SandboxFailed;
import dev.coderun.executor.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whose turn it is in a box.
final class BoxTurnsTest {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final FakeGuest guest = new FakeGuest();
    private final AgentBox box =
            AgentBox.open(
                    guest,
                    FakeGuest.COMPILED,
                    AgentBox.Work.SESSION,
                    Language::toolchain,
                    Limits.standard(),
                    clock);

    @AfterEach
    void close() {
        box.close();
        clock.shutdownNow();
    }

    @Test
    void aRunThatIsStoppedWhileItsCompilerIsSoughtLeavesTheTurnToTheNext() throws Exception {
        var sought = new CountDownLatch(2); // Once by each of the first two.
        var notFound = new CompletableFuture<AgentBox>();
        var isFirst = new CompletableFuture<Boolean>();
        box.adopt(
                new KeptBuilds(),
                compilers(
                        () -> {
                            sought.countDown();
                            if (isFirst.complete(true)) {
                                throw new SandboxFailed("No room.");
                            }
                            return notFound.join();
                        }));
        box.setFiles(Map.of("main.c", new byte[0]));
        var first = start(new CountDownLatch(1));
        var second = start(new CountDownLatch(1));
        guest.exits(1, 1);
        assertThat(first.await()).isInstanceOf(RunOutcome.CompileFailed.class);
        assertThat(sought.await(60, TimeUnit.SECONDS)).isTrue();

        second.stop();
        notFound.completeExceptionally(new SandboxFailed("No room."));

        assertThat(second.await()).isInstanceOf(RunOutcome.Cancelled.class);
        var compiling = new CountDownLatch(1);
        start(compiling);
        assertThat(compiling.await(60, TimeUnit.SECONDS)).isTrue();
    }

    private static Optional<Compilers> compilers(Supplier<AgentBox> opener) {
        return Optional.of(new Compilers(opener, new KeptBuilds()));
    }

    private RunningProgram start(CountDownLatch compiling) {
        var sink =
                new OutputSink() {
                    @Override
                    public void stage(Stage stage) {
                        compiling.countDown();
                    }

                    @Override
                    public void output(Channel channel, byte[] bytes) {}
                };
        var program = new Program(FakeGuest.COMPILED, "main.c", List.of(), Map.of());
        return box.start(program, RunInput.none(), Limits.standard(), sink);
    }
}
