package dev.coderun.executor.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coderun.executor.BoxUse;
import dev.coderun.executor.KeptBuilds;
import dev.coderun.executor.LanguageCatalog;
import dev.coderun.executor.Limits;
import dev.coderun.executor.SandboxFailed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BoxesTest {
    private static final int EACH = 3;

    private final Semaphore begun = new Semaphore(0);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    /// No box is ever there: what counts is how many are being started.
    private AgentBox start() {
        if (!Thread.currentThread().getName().startsWith("box-ahead-")) {
            throw new SandboxFailed("nobody needs this one");
        }
        most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        begun.release();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        atOnce.decrementAndGet();
        throw new SandboxFailed("it was not to be");
    }

    @Test
    void anAlarmThatIsCalledOffIsForgottenAtOnce() {
        var clock = Boxes.clock();
        try {
            var alarm = clock.schedule(() -> {}, 1, TimeUnit.DAYS);
            assertThat(clock.getQueue()).hasSize(1);

            alarm.cancel(false);

            assertThat(clock.getQueue()).isEmpty();
        } finally {
            clock.shutdownNow();
        }
    }

    @Test
    void aBoxForMoreThanIsUsualIsOpenedForItAlone() {
        var languages = LanguageCatalog.read(Path.of("languages"));
        var asked = new ArrayList<Limits>();
        try (var clock = Executors.newSingleThreadScheduledExecutor();
                var background = Executors.newVirtualThreadPerTaskExecutor();
                var boxes =
                        new Boxes(
                                languages.all(),
                                0,
                                HelperBudget.usual(),
                                Limits.standard(),
                                (_, _, limits) -> {
                                    asked.add(limits);
                                    throw new SandboxFailed("it was not to be");
                                },
                                background,
                                clock)) {
            for (long bytes : new long[] {0, 100L << 20, 2048L << 20}) {
                assertThatThrownBy(
                                () ->
                                        boxes.open(
                                                languages.all().getFirst(),
                                                BoxUse.fresh().withMemoryBytes(bytes)))
                        .isInstanceOf(SandboxFailed.class);
            }
        }

        assertThat(asked)
                .containsExactly(
                        Limits.standard(),
                        Limits.standard(),
                        Limits.standard().withMemoryBytes(2048L << 20));
    }

    @Test
    void noMoreAreStartedAheadAtOnceThanLeaveRoomForPrograms() throws Exception {
        var languages = LanguageCatalog.read(Path.of("languages"));
        try (var clock = Executors.newSingleThreadScheduledExecutor();
                var background = Executors.newVirtualThreadPerTaskExecutor();
                var boxes =
                        new Boxes(
                                languages.all(),
                                EACH,
                                HelperBudget.usual(),
                                Limits.standard(),
                                (_, _, _) -> start(),
                                background,
                                clock)) {
            for (var language : languages.all()) {
                try {
                    boxes.open(language, new BoxUse(false, new KeptBuilds())).close();
                } catch (SandboxFailed _) {
                    // As it should.
                }
            }
            assertThat(begun.tryAcquire(Boxes.STARTS_AT_ONCE, 30, TimeUnit.SECONDS)).isTrue();
            assertThat(atOnce).hasValue(Boxes.STARTS_AT_ONCE);

            goOn.countDown();

            assertThat(
                            begun.tryAcquire(
                                    EACH * languages.all().size() - Boxes.STARTS_AT_ONCE,
                                    30,
                                    TimeUnit.SECONDS))
                    .isTrue();
            assertThat(most).hasValue(Boxes.STARTS_AT_ONCE);
        }
    }

    @Test
    void closingWaitsForTheBoxesThatAreJustStarting() throws Exception {
        var languages = LanguageCatalog.read(Path.of("languages"));
        try (var clock = Executors.newSingleThreadScheduledExecutor();
                var background = Executors.newVirtualThreadPerTaskExecutor()) {
            var boxes =
                    new Boxes(
                            languages.all(),
                            1,
                            HelperBudget.usual(),
                            Limits.standard(),
                            (_, _, _) -> start(),
                            background,
                            clock);
            assertThatThrownBy(() -> boxes.open(languages.all().getFirst(), BoxUse.fresh()))
                    .isInstanceOf(SandboxFailed.class);
            assertThat(begun.tryAcquire(30, TimeUnit.SECONDS)).isTrue();

            var closing = Thread.ofPlatform().start(boxes::close);
            while (closing.getState() != Thread.State.TIMED_WAITING && closing.isAlive()) {
                Thread.onSpinWait();
            }

            assertThat(closing.isAlive()).as("still closing").isTrue();
            goOn.countDown();
            closing.join();
            assertThat(atOnce).hasValue(0);
        }
    }
}
