package dev.coderun.e2e.support;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;

/// Waits for what comes in its own time, and says what it waited for when it does not come.
public final class Eventually {
    public static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private Eventually() {}

    public static void eventually(String what, BooleanSupplier condition) {
        eventually(PATIENCE, what, condition);
    }

    public static void eventually(Duration patience, String what, BooleanSupplier condition) {
        eventually(patience, () -> what, condition);
    }

    /// The same; what it waited for is only put into words when it has not come.
    public static void eventually(
            Duration patience, Supplier<String> what, BooleanSupplier condition) {
        var end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError(
                        "Not within " + patience.toSeconds() + " s: " + what.get());
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /// Waits until both are the same; else shows how they differ.
    public static <T> void eventuallyEqual(String what, Supplier<T> actual, Supplier<T> expected) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - end < 0) {
            if (actual.get().equals(expected.get())) {
                return;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        Assertions.assertThat(actual.get()).as(what).isEqualTo(expected.get());
    }
}
