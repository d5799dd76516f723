package dev.coderun.server.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.server.dynamodb.LocalStore;
import dev.coderun.server.dynamodb.Table;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/// What tests of submissions have: a server, its table, and somebody who hands in.
@Timeout(180)
abstract class HandedIn {
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final AtomicInteger USERS = new AtomicInteger();

    static Table table;

    final String ada = "ada" + USERS.incrementAndGet();
    JudgeServer server;
    private Optional<Thread> player = Optional.empty();

    @BeforeAll
    static void openTable() {
        table = Table.in(LocalStore.shared());
    }

    @AfterAll
    static void closeTable() {
        table.close();
    }

    @BeforeEach
    void startServer() {
        server = new JudgeServer(table, JudgeServer.BOUNDS);
    }

    @AfterEach
    void stopServer() {
        player.ifPresent(Thread::interrupt);
        server.close();
        assertThat(new SubmissionStore(table).queued()).isEmpty();
    }

    /// From now on every program that is started does what its source says.
    void letPrograms() {
        player =
                Optional.of(
                        Thread.startVirtualThread(
                                () -> {
                                    while (!Thread.currentThread().isInterrupted()) {
                                        try {
                                            JudgeServer.play(server.sandbox().next());
                                        } catch (InterruptedException | AssertionError _) {
                                            return;
                                        }
                                    }
                                }));
    }

    void awaitThat(String id, String... parts) {
        await(
                () ->
                        Stream.of(parts)
                                .allMatch(
                                        server.get(ada, "/api/submissions/" + id).body()
                                                ::contains));
    }

    void awaitVerdict(String id, String verdict) {
        await(
                () ->
                        server.get(ada, "/api/submissions/" + id)
                                .body()
                                .contains("\"verdict\":\"" + verdict + "\",\"score\""));
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Waited in vain");
            }
            LockSupport.parkNanos(10_000_000);
        }
    }
}
