package dev.coderun.executor.agent;

import dev.coderun.executor.Built;
import dev.coderun.executor.Channel;
import dev.coderun.executor.RunInput;
import dev.coderun.executor.RunOutcome;
import dev.coderun.executor.agent.AgentEvent.Done;
import java.util.List;
import java.util.Optional;

/// The build that a run begins with: kept from before, done by the session's compiler, or done in the run's own box. Says
/// what the run does then, and leaves it to the run. Used by one thread at a time.
final class BuildStage {
    /// What a run does once its build elsewhere is over.
    sealed interface Next {
        record Run() implements Next {}

        record BuildHere() implements Next {}

        record End(RunOutcome outcome) implements Next {}
    }

    private final AgentBox box;
    private final Commands commands;
    private final RunOutput output;
    private final MadeFiles made = new MadeFiles();

    BuildStage(AgentBox box, Commands commands, RunOutput output) {
        this.box = box;
        this.commands = commands;
        this.output = output;
    }

    /// Whether there is nothing to build, or it was built before and is there.
    boolean isOver() {
        if (commands.build().isEmpty()) {
            return true;
        }
        if (!box.hasBuilt(commands.key())) {
            return false;
        }
        output.tell(box.builtDiagnostics());
        return true;
    }

    /// Begins with it in the session's compiler's box; empty if there is none, or it is not for it.
    Optional<AgentRun> beginElsewhere() {
        return box.compilers()
                .filter(_ -> commands.buildIsUsual())
                .flatMap(compilers -> compilers.build(commands, output.sink()));
    }

    Next afterElsewhere(RunOutcome ending) {
        return switch (ending) {
            case RunOutcome.Exited _ ->
                    box.hasBuilt(commands.key()) ? new Next.Run() : new Next.End(tooMuch(ending));
            // Its box is gone; ours can do it too.
            case RunOutcome.SandboxFailed _ -> new Next.BuildHere();
            case RunOutcome.CompileFailed _,
                    RunOutcome.Signalled _,
                    RunOutcome.TimedOut _,
                    RunOutcome.OutOfMemory _,
                    RunOutcome.TooMuchOutput _,
                    RunOutcome.TooManyProcesses _,
                    RunOutcome.Cancelled _ ->
                    new Next.End(ending);
        };
    }

    private static RunOutcome tooMuch(RunOutcome ending) {
        return new RunOutcome.SandboxFailed(
                "What the compiler made is too much to be kept.", ending.usage());
    }

    /// What a helper in this box is told, if there is one for it.
    Optional<List<String>> helpersOrder(RunInput input) {
        return box.helpers().buildOrder(commands, input);
    }

    /// The frames that let it begin here.
    List<byte[]> frames(int run, Optional<List<String>> helpersOrder, RunInput input) {
        var command = commands.build().orElseThrow();
        return List.of(
                commands.buildFrame(run, command, helpersOrder, input, box.buildLimits()),
                AgentCommand.stdinEnd(run));
    }

    void says(Channel channel, byte[] bytes) {
        output.compilerSays(channel, bytes);
    }

    void made(Built.Piece piece) {
        made.add(piece);
    }

    /// How it ended here. What a build that went well made is the box's.
    RunOutcome ended(Done done) {
        var found = output.buildEnded();
        if (done.ending() != AgentEvent.Ending.EXITED) {
            return done.outcome(box.buildLimits());
        }
        if (done.value() != 0) {
            return new RunOutcome.CompileFailed(done.value(), done.usage());
        }
        box.noteBuilt(commands.key(), made.built(found), found);
        return new RunOutcome.Exited(0, done.usage());
    }
}
