package dev.coderun.executor;

import java.util.Map;

/// How the tests of a session's box run programs: helpers wait in it, and what was built is kept.
public abstract class SessionBoxContract extends SandboxContract {
    private final KeptBuilds builds = new KeptBuilds();

    @Override
    protected Box newBox(Language language) {
        return sandbox().open(language, new BoxUse(true, builds));
    }

    protected RunOutcome run(String id, String text) throws InterruptedException {
        seen = new Recorder();
        var language = language(id);
        return run(language, texts(Map.of(language.entry(), text)), RunInput.none(), LIMITS);
    }
}
