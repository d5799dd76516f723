package dev.coderun.server;

import java.util.ArrayDeque;

/// What has been started, to be ended in the opposite order, whatever fails on the way. Ends everything once.
final class Closing implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Closing.class.getName());

    private final ArrayDeque<AutoCloseable> started = new ArrayDeque<>();

    private boolean isClosed;

    /// A part that comes when the end has begun is ended at once, and whoever brings it goes no further.
    synchronized <T extends AutoCloseable> T add(T part) throws InterruptedException {
        started.push(part);
        if (isClosed) {
            close();
            throw new InterruptedException("the server ends before it has started");
        }
        return part;
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        while (!started.isEmpty()) {
            var part = started.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.log(System.Logger.Level.ERROR, "could not end " + part.getClass().getName(), e);
            }
        }
    }
}
