package dev.coderun.server.livetest;

import dev.coderun.executor.Diagnostic;
import dev.coderun.session.live.Participant;
import dev.coderun.session.live.SessionFiles;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Tells everybody in a session of its newest round, late comers too. Guarded by its [SessionTester].
final class Announcer {
    private final Audience audience = new Audience();
    private Optional<RoundNews> newest = Optional.empty();

    // ---- who is told ----

    void joined(Participant participant) {
        audience.add(participant, news());
    }

    void left(Participant participant) {
        audience.remove(participant);
    }

    boolean hasListeners() {
        return !audience.isEmpty();
    }

    /// Tells those who missed something and have room again.
    void catchUp() {
        audience.catchUp(this::news);
    }

    // ---- what they are told ----

    /// Whether there was a round yet.
    boolean hasNews() {
        return newest.isPresent();
    }

    void begins(long round, RoundPlan plan, Optional<String> only, String startedAt) {
        begins(TestsMessages.round(round, plan, only, startedAt));
    }

    void beginsRefused(long round, SessionFiles files, String startedAt) {
        begins(TestsMessages.refusedRound(round, files, startedAt));
    }

    private void begins(byte[] frame) {
        newest = Optional.of(new RoundNews(frame));
        audience.tell(frame, this::news);
    }

    void stage(long round, RoundStage stage) {
        var frame = TestsMessages.stage(round, stage);
        tell(frame, news -> news.stands(frame));
    }

    void diagnostics(long round, List<Diagnostic> found) {
        var frame = TestsMessages.diagnostics(round, found);
        tell(frame, news -> news.diagnostics(frame));
    }

    void found(long round, List<LiveTest> tests) {
        var frame = TestsMessages.found(round, tests);
        tell(frame, news -> news.found(frame));
    }

    void started(long round, LiveTest test) {
        var frame = TestsMessages.started(round, test.id());
        tell(frame, news -> news.started(test.id(), frame));
    }

    /// @param kept whether it is an earlier round's result
    void ended(long round, LiveTest test, TestResult result, boolean kept) {
        var frame = TestsMessages.ended(round, test.id(), result, kept);
        tell(frame, news -> news.ended(test.id(), frame));
    }

    void done(long round, RoundEnd end, Tally tally, long wallMs, boolean checking) {
        var frame = TestsMessages.done(round, end, tally, wallMs, checking);
        tell(frame, news -> news.stands(frame));
    }

    private void tell(byte[] frame, Consumer<RoundNews> noted) {
        newest.ifPresent(noted);
        audience.tell(frame, this::news);
    }

    private List<byte[]> news() {
        return newest.map(RoundNews::all).orElse(List.of());
    }
}
