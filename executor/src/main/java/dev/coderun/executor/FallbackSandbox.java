package dev.coderun.executor;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// One sandbox as long as it can serve, and another while it cannot. The other is made when it is first needed.
public final class FallbackSandbox implements Sandbox {
    private final Sandbox preferred;
    private final Supplier<Sandbox> fallback;

    private Optional<Sandbox> made = Optional.empty(); // Guarded by `this`.

    public FallbackSandbox(Sandbox preferred, Supplier<Sandbox> fallback) {
        this.preferred = preferred;
        this.fallback = fallback;
    }

    /// Whether the preferred sandbox cannot serve, so that its replacement does what it can.
    public boolean hasFallenBack() {
        return preferred.state() instanceof SandboxState.Unavailable;
    }

    @Override
    public SandboxState state() {
        var state = preferred.state();
        if (!(state instanceof SandboxState.Unavailable)) {
            return state;
        }
        var other = fallback().state();
        return other instanceof SandboxState.Unavailable ? state : other;
    }

    @Override
    public LanguageCatalog languages() {
        return serving().languages();
    }

    @Override
    public String kind() {
        return serving().kind();
    }

    @Override
    public List<String> notGuaranteed() {
        return serving().notGuaranteed();
    }

    @Override
    public LanguageState languageState(Language language) {
        return serving().languageState(language);
    }

    @Override
    public Box open(Language language, BoxUse use) {
        return serving().open(language, use);
    }

    private Sandbox serving() {
        return state() instanceof SandboxState.Unavailable || !hasFallenBack()
                ? preferred
                : fallback();
    }

    private synchronized Sandbox fallback() {
        var sandbox = made.orElseGet(fallback);
        made = Optional.of(sandbox);
        return sandbox;
    }

    @Override
    public synchronized void close() {
        preferred.close();
        made.ifPresent(Sandbox::close);
    }
}
