package dev.coderun.server;

import java.util.ArrayDeque;

/// What has been started, to be ended in the opposite order, whatever fails on the way. Ends everything once.
final class Closing implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Closing.class.getName());

    private final ArrayDeque<AutoCloseable> started = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T add(T part) {
        started.push(part);
        return part;
    }

    @Override
    public synchronized void close() {
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
