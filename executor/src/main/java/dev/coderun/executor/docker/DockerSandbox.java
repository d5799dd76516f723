package dev.coderun.executor.docker;

import dev.coderun.executor.Box;
import dev.coderun.executor.Language;
import dev.coderun.executor.LanguageCatalog;
import dev.coderun.executor.LanguageState;
import dev.coderun.executor.Sandbox;
import dev.coderun.executor.SandboxState;
import dev.coderun.executor.SandboxUnavailable;

/// Boxes that are containers, started ahead and fed over one attach stream each.
public final class DockerSandbox implements Sandbox {
    private final LanguageCatalog languages;

    public DockerSandbox(DockerSandboxSettings settings) {
        languages = LanguageCatalog.read(settings.languagesFolder());
    }

    @Override
    public SandboxState state() {
        return new SandboxState.Starting("Looking for a Docker engine");
    }

    @Override
    public LanguageCatalog languages() {
        return languages;
    }

    @Override
    public LanguageState languageState(Language language) {
        return new LanguageState.Missing("No Docker engine answers yet.");
    }

    @Override
    public Box open(Language language) {
        throw new SandboxUnavailable("No Docker engine answers yet.");
    }

    @Override
    public void close() {}
}
