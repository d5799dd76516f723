package dev.coderun.server.livetest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.judge.Validation;
import dev.coderun.server.run.FakeSandbox;
import dev.coderun.server.run.RunSlots;
import dev.coderun.server.run.SessionProgram;
import dev.coderun.session.crdt.StateVector;
import dev.coderun.session.live.SessionFiles;
import dev.coderun.session.live.SessionTests;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TurnTest {
    private static final Duration LENGTH = Duration.ofMillis(250);

    private final AtomicLong clock = new AtomicLong();
    private final RunSlots slots = new RunSlots(1, Integer.MAX_VALUE);

    @Test
    void aLongRoundLetsThoseWhoWaitGoFirst() throws Exception {
        var long1 = turn(round(1));
        assertThat(long1.await()).isTrue();
        var short2 = turn(round(2));
        var short3 = turn(round(3));
        clock.addAndGet(LENGTH.toNanos());

        var goesOn = later(long1);
        assertThat(short2.await()).isTrue();
        short2.close();
        assertThat(short3.await()).isTrue();
        assertThat(goesOn).isNotDone();
        short3.close();

        assertThat(goesOn.get()).isTrue();
        long1.close();
    }

    @Test
    void beforeItsTimeIsUpARoundGoesOnThoughOthersWait() throws Exception {
        var first = turn(round(1));
        first.await();
        turn(round(2));
        clock.addAndGet(LENGTH.toNanos() - 1);

        assertThat(first.goOn()).isTrue();
        assertThat(slots.waiting()).isEqualTo(1);
    }

    @Test
    void whereNobodyWaitsARoundGoesOn() throws Exception {
        var first = turn(round(1));
        first.await();
        clock.addAndGet(10 * LENGTH.toNanos());

        assertThat(first.goOn()).isTrue();
    }

    @Test
    void aRoundThatIsCancelledWhileItWaitsLeavesTheQueue() throws Exception {
        turn(round(1)).await();
        var unwanted = round(2);
        var second = turn(unwanted);

        unwanted.cancel();

        assertThat(second.await()).isFalse();
        assertThat(slots.waiting()).isZero();
    }

    @Test
    void whoeverTypesOnWhileTheyWaitKeepsTheirPlace() throws Exception {
        var busy = turn(round(1));
        busy.await();
        var outdated = round(2);
        var second = turn(outdated);
        var third = turn(round(3));
        outdated.cancel();
        assertThat(second.await()).isFalse();

        var again = turn(round(4, outdated.unusedTicket()));
        busy.close();

        assertThat(again.await()).isTrue();
        assertThat(slots.waiting()).isEqualTo(1);
        again.close();
        assertThat(third.await()).isTrue();
    }

    @Test
    void aRoundThatHadItsTurnLeavesNoPlaceToTheNext() throws Exception {
        var round = round(1);
        try (var turn = turn(round)) {
            turn.await();
            round.cancel();
        }

        assertThat(round.unusedTicket()).isEmpty();
    }

    private Turn turn(Round round) {
        return new Turn(slots, round, LENGTH, clock::get);
    }

    private static CompletableFuture<Boolean> later(Turn turn) {
        var done = new CompletableFuture<Boolean>();
        Thread.startVirtualThread(
                () -> {
                    try {
                        done.complete(turn.goOn());
                    } catch (InterruptedException e) {
                        done.completeExceptionally(e);
                    }
                });
        return done;
    }

    private static Round round(long id) {
        return round(id, OptionalLong.empty());
    }

    private static Round round(long id, OptionalLong ticket) {
        var files =
                new SessionFiles(
                        1,
                        StateVector.EMPTY,
                        new TreeMap<>(Map.of("main.py", "")),
                        List.of(),
                        "python",
                        Optional.empty(),
                        "");
        var session = new SessionTests(files, "", List.of(), false);
        var program = SessionProgram.of(files, new FakeSandbox().languages());
        var plan =
                new RoundPlan(
                        session,
                        program,
                        "",
                        List.of(),
                        false,
                        new Validation.Default(),
                        CaseLimits.USUAL);
        return new Round(id, plan, Optional.empty(), 0, ticket);
    }
}
