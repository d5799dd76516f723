package dev.coderun.server.livetest;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// When a session is tested next: after a pause that is short where results come quickly, and never much longer than
/// this typist's own pauses between two keystrokes. Knows no clock: it is told what happens, and when.
final class RoundSchedule {
    /// What two people who type at once, or one who holds a key, do not start a round between.
    static final Duration MIN_PAUSE = Duration.ofMillis(10);

    static final Duration MAX_PAUSE = Duration.ofMillis(300);

    /// Taken for the time between two keystrokes until some were seen.
    static final Duration USUAL_GAP = Duration.ofMillis(150);

    /// A longer one is no typing, but thinking.
    static final Duration LONGEST_GAP = Duration.ofSeconds(1);

    /// How long until it is looked again whether programs can be run.
    static final Duration RETRY = Duration.ofSeconds(2);

    /// How much one keystroke counts in the mean.
    private static final double WEIGHT = 0.2;

    private double gapNanos = (double) USUAL_GAP.toNanos();
    private long firstResultNanos;
    private long lastChange;
    private boolean changedBefore;
    private boolean changed;
    private boolean asked;
    private boolean refused; // The last round, for the time being.
    private OptionalLong retry = OptionalLong.empty();
    private Optional<String> only = Optional.empty();

    /// What a round is begun for.
    ///
    /// @param asked whether somebody wants it, whatever has changed
    /// @param only the one test that is wanted
    /// @param again whether nothing is new but that the round before could not be run
    record Wish(boolean asked, Optional<String> only, boolean again) {}

    /// The document is another.
    void changed(long now) {
        long gap = now - lastChange;
        if (changedBefore && gap <= LONGEST_GAP.toNanos()) {
            gapNanos += WEIGHT * ((double) gap - gapNanos);
        }
        lastChange = now;
        changedBefore = true;
        changed = true;
    }

    /// Somebody wants a round now, of one test or of all.
    void ask(Optional<String> test) {
        only = asked && !only.equals(test) ? Optional.empty() : test;
        asked = true;
    }

    /// When the next round is due; empty if none is.
    OptionalLong due() {
        if (asked) {
            return OptionalLong.of(lastChange);
        }
        if (!changed) {
            return retry;
        }
        long afterChange = lastChange + pauseNanos();
        return OptionalLong.of(
                retry.isPresent() ? Math.min(afterChange, retry.getAsLong()) : afterChange);
    }

    /// Where nothing can be run nobody waits for a result, and each keystroke would be looked at in vain.
    private long pauseNanos() {
        if (refused) {
            return MAX_PAUSE.toNanos();
        }
        double half = Math.min((double) firstResultNanos, 1.5 * gapNanos) / 2;
        return Math.clamp(Math.round(half), MIN_PAUSE.toNanos(), MAX_PAUSE.toNanos());
    }

    /// The round that was due begins.
    Wish begin() {
        var wish = new Wish(asked, only, !asked && !changed);
        retry = wish.again() ? OptionalLong.empty() : retry;
        changed = false;
        asked = false;
        only = Optional.empty();
        return wish;
    }

    /// No round could be run, but that may change by itself.
    void refusedForNow(long now) {
        refused = true;
        retry = OptionalLong.of(now + RETRY.toNanos());
    }

    /// A round had its first result after so long.
    void hadResult(long nanos) {
        refused = false;
        firstResultNanos = nanos;
    }

    /// A round was cancelled after so long, before it had any result.
    void cancelledEarly(long nanos) {
        refused = false;
        firstResultNanos = Math.max(firstResultNanos, nanos);
    }
}
