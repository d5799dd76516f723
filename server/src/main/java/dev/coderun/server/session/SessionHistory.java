package dev.coderun.server.session;

import dev.coderun.server.session.DocumentHistory.RestoreNote;
import dev.coderun.server.session.Timeline.Moment;
import dev.coderun.session.live.RestoreResult;
import dev.coderun.session.live.SessionContents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The versions of sessions: which there are, what each held, and the way back to one.
public final class SessionHistory {

    /// A page of the timeline ends after the stretch in which it has so many versions, or
    static final int MOMENTS_PER_PAGE = 50;

    /// after so many stretches, each of which is read whole, one at a time.
    static final int STRETCHES_PER_PAGE = 20;

    private static final long NEWEST = Long.MAX_VALUE;

    private final DocumentHistory history;
    private final Sessions sessions;
    private final Duration retention;
    private final InstantSource time;

    /// @param retention how long a version can be had
    public SessionHistory(
            DocumentHistory history, Sessions sessions, Duration retention, InstantSource time) {
        this.history = history;
        this.sessions = sessions;
        this.retention = retention;
        this.time = time;
    }

    /// Some of the timeline, the newest first.
    ///
    /// @param next to be asked for what came before; empty if there is nothing more
    record Page(List<Moment> moments, OptionalLong next) {}

    /// What a session held at one time.
    record Past(Version version, Instant at, SessionContents contents) {}

    Duration retention() {
        return retention;
    }

    /// @param before where the page before ended
    Page timeline(String sessionId, OptionalLong before) {
        var oldest = oldest();
        var timeline = new Timeline();
        long sequence = before.orElse(NEWEST - 1);
        for (int read = 0;
                read < STRETCHES_PER_PAGE && timeline.size() < MOMENTS_PER_PAGE;
                read++) {
            var stretch = history.before(sessionId, sequence).orElse(null);
            if (stretch == null) {
                return new Page(timeline.moments(), OptionalLong.empty());
            }
            timeline.add(stretch, notes(sessionId, stretch), oldest);
            sequence = stretch.firstSequence();
            if (sequence <= 1 || stretch.entries().getFirst().time().isBefore(oldest)) {
                return new Page(timeline.moments(), OptionalLong.empty());
            }
        }
        return new Page(timeline.moments(), OptionalLong.of(sequence));
    }

    private List<RestoreNote> notes(String sessionId, Stretch stretch) {
        long first = stretch.entries().getFirst().revision();
        long last = stretch.entries().getLast().revision();
        return history.restored(sessionId, Math.max(0, first - 1), last);
    }

    /// Empty if there is no such version (any more).
    Optional<Past> at(String sessionId, Version version) {
        return history.before(sessionId, version.sequence() + 1)
                .flatMap(stretch -> at(stretch, version));
    }

    private Optional<Past> at(Stretch stretch, Version version) {
        int last = stretch.lastUpTo(version.revision());
        if (last < 0) {
            return Optional.empty();
        }
        var entry = stretch.entries().get(last);
        if (entry.revision() != version.revision() || entry.time().isBefore(oldest())) {
            return Optional.empty();
        }
        var contents = SessionContents.of(stretch.documentAfter(last));
        return Optional.of(new Past(version, entry.time(), contents));
    }

    private Instant oldest() {
        return time.instant().minus(retention);
    }

    /// What the session holds now.
    SessionContents present(String sessionId) {
        return sessions.contents(sessionId);
    }

    /// Makes the session what it was, as an edit of the user's that everybody gets at once.
    RestoreResult restore(String sessionId, String userId, Past past) {
        var result = sessions.restore(sessionId, userId, past.contents());
        if (result instanceof RestoreResult.Restored(long revision, boolean changed) && changed) {
            history.noteRestored(sessionId, new RestoreNote(revision, past.version(), past.at()));
        }
        return result;
    }
}
