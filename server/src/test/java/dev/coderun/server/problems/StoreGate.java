package dev.coderun.server.problems;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/// Holds transactions of the threads that a test names back until it lets them go. The SDK finds this class by a file of
/// interceptors on the tests' class path.
public final class StoreGate implements ExecutionInterceptor {
    private static volatile @Nullable Held held;

    /// What one test holds back.
    static final class Held implements AutoCloseable {
        private final String threadName;
        private final AtomicInteger arrived = new AtomicInteger();
        private final CountDownLatch opened = new CountDownLatch(1);

        private Held(String threadName) {
            this.threadName = threadName;
        }

        int arrived() {
            return arrived.get();
        }

        @Override
        public void close() {
            held = null;
            opened.countDown();
        }
    }

    static Held hold(String threadName) {
        var gate = new Held(threadName);
        held = gate;
        return gate;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        var gate = held;
        if (gate != null
                && context.request() instanceof TransactWriteItemsRequest
                && Thread.currentThread().getName().equals(gate.threadName)) {
            gate.arrived.incrementAndGet();
            try {
                gate.opened.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
