package dev.coderun.e2e.support;

import java.io.IOException;
import java.io.UncheckedIOException;

/// A process that stands still, as one does whose machine cannot be reached: connections stay, answers do not come.
public final class Outage implements AutoCloseable {
    private final ProcessHandle process;

    private Outage(ProcessHandle process) {
        this.process = process;
    }

    static Outage of(ProcessHandle process) {
        signal("-STOP", process);
        return new Outage(process);
    }

    @Override
    public void close() {
        signal("-CONT", process);
    }

    private static void signal(String name, ProcessHandle process) {
        try {
            var kill = new ProcessBuilder("kill", name, Long.toString(process.pid())).start();
            if (kill.waitFor() != 0) {
                throw new AssertionError("The process " + process.pid() + " got no " + name + ".");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while signalling.", e);
        }
    }
}
