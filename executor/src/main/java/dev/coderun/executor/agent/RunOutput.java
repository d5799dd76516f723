package dev.coderun.executor.agent;

import dev.coderun.executor.Channel;
import dev.coderun.executor.Diagnostic;
import dev.coderun.executor.OutputSink;
import dev.coderun.executor.Stage;
import java.util.ArrayList;
import java.util.List;

/// Passes on what a run's compiler and program print, and what they say in it about the run's files. Used by one thread at
/// a time.
final class RunOutput {
    private final OutputSink sink;
    private final Diagnosis diagnosis;

    RunOutput(OutputSink sink, Diagnosis diagnosis) {
        this.sink = sink;
        this.diagnosis = diagnosis;
    }

    /// Where the run is followed, for a build in another box.
    OutputSink sink() {
        return sink;
    }

    void stage(Stage stage) {
        sink.stage(stage);
    }

    /// All that a compiler prints is on stderr, unless there is a terminal.
    void compilerSays(Channel channel, byte[] bytes) {
        diagnosis.compilerSays(bytes);
        sink.output(channel == Channel.TERMINAL ? channel : Channel.STDERR, bytes);
    }

    void programSays(Channel channel, byte[] bytes) {
        if (channel != Channel.STDOUT) {
            diagnosis.programSays(bytes);
        }
        sink.output(channel, bytes);
    }

    void testsTell(byte[] bytes) {
        sink.events(bytes);
    }

    List<Diagnostic> buildEnded() {
        var found = diagnosis.ofBuild();
        tell(found);
        return found;
    }

    /// @param ofBuild what was said of it when it was built
    void programFailed(List<Diagnostic> ofBuild) {
        var ofRun = diagnosis.ofRun();
        if (!ofRun.isEmpty()) {
            var all = new ArrayList<>(ofBuild);
            all.addAll(ofRun);
            tell(all);
        }
    }

    void tell(List<Diagnostic> found) {
        if (!found.isEmpty()) {
            sink.diagnostics(found);
        }
    }
}
