package dev.coderun.e2e.support;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Lets people act at the same time.
public final class Together {
    private Together() {}

    /// Runs both at once, and ends when both have.
    public static void both(Runnable first, Runnable second) {
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = tasks.submit(first);
            var other = tasks.submit(second);
            one.get();
            other.get();
        } catch (ExecutionException e) {
            throw new AssertionError("One of the two could not go on.", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while people were at work.", e);
        }
    }
}
