package dev.coderun.executor;

import java.util.List;

/// Opens boxes in which programs of its languages run. Made at once; what it needs (an engine, images) it gets ready in
/// the background, and [#state()] and [#languageState(Language)] tell how far that is.
public interface Sandbox extends AutoCloseable {
    SandboxState state();

    /// What its boxes are made of: `docker`, `local`.
    String kind();

    /// What a container would give and its boxes do not, in sentences for a person.
    List<String> notGuaranteed();

    LanguageCatalog languages();

    LanguageState languageState(Language language);

    /// A started box for this language, nobody else's. Throws [SandboxUnavailable] when nothing can be run now, and
    /// [SandboxFailed] when a box could not be started; both with a sentence for a person.
    Box open(Language language, BoxUse use);

    /// A box for once, without helpers.
    default Box open(Language language) {
        return open(language, BoxUse.fresh());
    }

    /// Ends every run and removes every box it made.
    @Override
    void close();
}
