package dev.coderun.server.livetest;

import dev.coderun.executor.Box;
import dev.coderun.executor.BoxUse;
import dev.coderun.executor.Language;
import dev.coderun.executor.LanguageCatalog;
import dev.coderun.executor.LanguageState;
import dev.coderun.executor.Sandbox;
import dev.coderun.executor.SandboxState;
import dev.coderun.executor.agent.AgentBox;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/// Another sandbox, and what its boxes use.
final class WatchedSandbox implements Sandbox {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Sandbox watched;
    private final List<AgentBox> boxes = new CopyOnWriteArrayList<>();
    private volatile boolean closed;
    private volatile long mostHeldBytes; // Written by the watching thread alone.

    WatchedSandbox(Sandbox watched) {
        this.watched = watched;
        var _ = Thread.ofVirtual().name("watches boxes").start(this::watch);
    }

    @Override
    public Box open(Language language, BoxUse use) {
        var box = watched.open(language, use);
        boxes.add((AgentBox) box);
        return box;
    }

    List<AgentBox> openBoxes() {
        return boxes.stream().filter(AgentBox::reusable).toList();
    }

    /// The most that all open boxes used together, as far as was seen.
    long mostHeldBytes() {
        return mostHeldBytes;
    }

    private void watch() {
        while (!closed) {
            long now = openBoxes().stream().mapToLong(AgentBox::heldBytes).sum();
            mostHeldBytes = Math.max(mostHeldBytes, now);
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    @Override
    public SandboxState state() {
        return watched.state();
    }

    @Override
    public String kind() {
        return watched.kind();
    }

    @Override
    public List<String> notGuaranteed() {
        return watched.notGuaranteed();
    }

    @Override
    public LanguageCatalog languages() {
        return watched.languages();
    }

    @Override
    public LanguageState languageState(Language language) {
        return watched.languageState(language);
    }

    /// It is somebody else's to close.
    @Override
    public void close() {
        closed = true;
    }
}
