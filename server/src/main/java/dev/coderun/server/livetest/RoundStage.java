package dev.coderun.server.livetest;

import java.util.Locale;

/// Where a round stands before its end.
enum RoundStage {
    WAITING,
    BUILDING,
    RUNNING;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
