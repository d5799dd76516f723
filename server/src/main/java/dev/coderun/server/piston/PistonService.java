package dev.coderun.server.piston;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coderun.executor.Box;
import dev.coderun.executor.RunInput;
import dev.coderun.executor.Sandbox;
import dev.coderun.executor.SandboxFailed;
import dev.coderun.server.run.RunSlots;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Runs programs for other programs: each request in a box that nothing ran in before and nothing will run in after.
public final class PistonService {
    private static final System.Logger LOG = System.getLogger(PistonService.class.getName());

    private final Sandbox sandbox;
    private final PistonSettings settings;
    private final RunSlots slots;

    public PistonService(Sandbox sandbox, PistonSettings settings) {
        this.sandbox = sandbox;
        this.settings = settings;
        this.slots = new RunSlots(settings.concurrent(), settings.waiting());
    }

    /// One item of `runtimes`.
    record RuntimeItem(
            String language, String version, List<String> aliases, @Nullable String runtime) {}

    /// The answer of `execute`.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(
            String language, String version, StageResult run, @Nullable StageResult compile) {}

    PistonSettings settings() {
        return settings;
    }

    List<RuntimeItem> runtimes() {
        return PistonRuntime.all(sandbox).stream()
                .map(
                        one ->
                                new RuntimeItem(
                                        one.name(),
                                        one.version().toString(),
                                        one.aliases(),
                                        one.runtime().orElse(null)))
                .toList();
    }

    PistonRequest parse(JsonNode body) {
        return PistonRequest.parse(body, sandbox, settings);
    }

    Answer execute(JsonNode body) throws InterruptedException {
        var request = parse(body);
        var execution =
                new PistonExecution(
                        request, OptionalInt.of(settings.outputBytes()), PistonListener.NOBODY);
        var stdin = request.stdin().getBytes(StandardCharsets.UTF_8);
        var result = carryOut(request, execution, new RunInput.Pipes(stdin, false));
        return new Answer(
                request.runtime().name(),
                request.runtime().version().toString(),
                result.run(),
                result.compile().orElse(null));
    }

    /// Waits for a place and a box, and for the program's end. Throws a [PistonRefusal] if there is none to be had.
    PistonExecution.Result carryOut(
            PistonRequest request, PistonExecution execution, RunInput input)
            throws InterruptedException {
        try (var place = slots.enter().orElseThrow(PistonService::tooMany)) {
            if (!place.await()) {
                throw tooMany();
            }
            var box = sandbox.open(request.runtime().language());
            try {
                return execution.carryOut(box, input);
            } finally {
                closeLater(box);
            }
        } catch (SandboxFailed e) {
            LOG.log(System.Logger.Level.WARNING, "an execution failed: {0}", e.getMessage());
            throw new PistonRefusal(503, String.valueOf(e.getMessage()));
        }
    }

    private static PistonRefusal tooMany() {
        return new PistonRefusal(429, "too many programs run at the moment, try again in a while");
    }

    private static void closeLater(Box box) {
        Thread.startVirtualThread(
                () -> {
                    try {
                        box.close();
                    } catch (RuntimeException e) {
                        LOG.log(System.Logger.Level.WARNING, "a box could not be closed", e);
                    }
                });
    }
}
