package dev.coderun.server.run;

import java.util.Locale;

/// Where a run stands before its end.
enum RunStage {
    QUEUED,
    PREPARING,
    COMPILING,
    RUNNING;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
