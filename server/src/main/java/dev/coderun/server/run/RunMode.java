package dev.coderun.server.run;

import java.util.Locale;

/// What a run's standard streams are.
enum RunMode {
    PIPES,
    TERMINAL;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
