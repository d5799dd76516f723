package dev.coderun.executor.agent;

import dev.coderun.executor.Box;
import dev.coderun.executor.BoxPool;
import dev.coderun.executor.BoxUse;
import dev.coderun.executor.KeptBuilds;
import dev.coderun.executor.Language;
import dev.coderun.executor.SandboxFailed;
import dev.coderun.executor.SandboxUnavailable;
import dev.coderun.executor.agent.AgentBox.Work;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/// The boxes of a sandbox that wait to be taken: a pool for each language and kind of work.
public final class Boxes implements AutoCloseable {
    private final Map<String, Map<Work, BoxPool<AgentBox>>> pools = new HashMap<>();
    private final Executor background;

    /// Starts a box, whatever holds it.
    public interface Opener {
        AgentBox open(Language language, Work work) throws SandboxFailed;
    }

    public Boxes(List<Language> languages, int ahead, Opener opener, Executor background) {
        this.background = background;
        for (var language : languages) {
            var ofLanguage = new EnumMap<Work, BoxPool<AgentBox>>(Work.class);
            for (var work : Work.values()) {
                ofLanguage.put(
                        work, new BoxPool<>(ahead, () -> opener.open(language, work), background));
            }
            pools.put(language.id(), ofLanguage);
        }
    }

    public Box open(Language language, BoxUse use) {
        var box = pool(language, use.warm() ? Work.SESSION : Work.ONCE).take();
        box.adopt(use.builds(), use.warm() ? compilers(language, use.builds()) : Optional.empty());
        return box;
    }

    private Optional<Compilers> compilers(Language language, KeptBuilds builds) {
        if (language.toolchain().helpers().compiler().isEmpty()) {
            return Optional.empty();
        }
        var compilers = new Compilers(() -> pool(language, Work.COMPILING).take(), builds);
        background.execute(compilers::prepare);
        return Optional.of(compilers);
    }

    private BoxPool<AgentBox> pool(Language language, Work work) {
        var ofLanguage = pools.get(language.id());
        var pool = ofLanguage == null ? null : ofLanguage.get(work);
        if (pool == null) {
            throw new SandboxUnavailable("There is no language " + language.id() + ".");
        }
        return pool;
    }

    @Override
    public void close() {
        var all = new ArrayList<BoxPool<AgentBox>>();
        pools.values().forEach(ofLanguage -> all.addAll(ofLanguage.values()));
        all.forEach(BoxPool::close);
    }
}
