package dev.coderun.server.piston;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coderun.executor.Channel;
import dev.coderun.executor.RunInput;
import dev.coderun.executor.RunningProgram;
import dev.coderun.server.identity.Caller;
import dev.coderun.server.identity.HeldAccess;
import dev.coderun.server.run.Signals;
import dev.coderun.server.transport.Connection;
import dev.coderun.server.transport.FrameReceiver;
import dev.coderun.server.web.BadJsonException;
import dev.coderun.server.web.Json;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One client's talk with its program: `init`, `data` and `signal` come in, `runtime`, `stage`, `data`, `exit` and
/// `error` go out. Guarded by this.
final class PistonConversation implements FrameReceiver, PistonListener {
    static final Duration INIT_PATIENCE = Duration.ofSeconds(1);

    /// What may be typed before the program is there.
    static final int MAX_EARLY_STDIN_BYTES = 1 << 20;

    private static final System.Logger LOG = System.getLogger(PistonConversation.class.getName());

    private static final int ALREADY_INITIALISED = 4000;
    private static final int LATE = 4001;
    private static final int NOTIFIED_ERROR = 4002;
    private static final int NOT_INITIALISED = 4003;
    private static final int ONLY_STDIN = 4004;
    private static final int BAD_SIGNAL = 4005;
    static final int LOG_IN = 4401;
    private static final int DONE = 4999;

    private final PistonService service;
    private final Connection connection;

    private final ByteArrayOutputStream earlyStdin = new ByteArrayOutputStream();
    private final BitSet earlySignals = new BitSet(); // A second of the same kind adds nothing.
    private Utf8Text stdout = new Utf8Text();
    private Utf8Text stderr = new Utf8Text();
    private @Nullable PistonExecution execution;
    private @Nullable RunningProgram program;
    private HeldAccess.@Nullable Hold hold;
    private boolean ended;

    PistonConversation(PistonService service, Connection connection) {
        this.service = service;
        this.connection = connection;
        CompletableFuture.delayedExecutor(
                        INIT_PATIENCE.toMillis(), MILLISECONDS, Thread::startVirtualThread)
                .execute(this::initIsLate);
    }

    /// Ends with what lets the caller. Called before the first frame.
    void hold(HeldAccess heldAccess, Caller caller) {
        var held = heldAccess.hold(caller, () -> close(LOG_IN, "log in, or send an API token"));
        synchronized (this) {
            hold = held;
        }
    }

    @Override
    public void frame(byte[] message) {
        text(new String(message, UTF_8));
    }

    @Override
    public synchronized boolean text(String message) {
        try {
            take(Json.read(message, JsonNode.class));
        } catch (BadJsonException e) {
            fail("the message is not JSON");
        } catch (PistonRefusal refusal) {
            fail(refusal.message());
        }
        return true;
    }

    /// The client has gone, and with it whoever could use what the program says.
    @Override
    public synchronized void closed() {
        ended = true;
        if (program != null) {
            program.stop();
        }
        if (hold != null) {
            hold.close();
        }
    }

    private void take(JsonNode message) {
        var type = message.path("type").asText();
        if (type.equals("init")) {
            init(message);
        } else if (type.equals("data") || type.equals("signal")) {
            if (execution == null) {
                close(NOT_INITIALISED, "Not yet initialized");
            } else if (type.equals("data")) {
                data(message);
            } else {
                signal(message);
            }
        }
    }

    private void init(JsonNode message) {
        if (execution != null) {
            close(ALREADY_INITIALISED, "Already Initialized");
            return;
        }
        var request = service.parse(message);
        var begun = new PistonExecution(request, OptionalInt.empty(), this);
        execution = begun;
        send(
                new RuntimeMessage(
                        "runtime",
                        request.runtime().name(),
                        request.runtime().version().toString()));
        Thread.startVirtualThread(() -> carryOut(request, begun));
    }

    private void data(JsonNode message) {
        if (!message.path("stream").asText().equals("stdin")) {
            close(ONLY_STDIN, "Can only write to stdin");
            return;
        }
        var bytes = message.path("data").asText().getBytes(UTF_8);
        boolean taken;
        if (program == null) {
            taken = earlyStdin.size() + bytes.length <= MAX_EARLY_STDIN_BYTES;
            if (taken) {
                earlyStdin.writeBytes(bytes);
            }
        } else {
            taken = program.stdin(bytes);
        }
        if (!taken) {
            throw new PistonRefusal("the program does not read its stdin");
        }
    }

    private void signal(JsonNode message) {
        var number = Signals.number(message.path("signal").asText());
        if (number.isEmpty()) {
            close(BAD_SIGNAL, "Invalid signal");
        } else if (program == null) {
            earlySignals.set(number.getAsInt());
        } else {
            program.signal(number.getAsInt());
        }
    }

    private void carryOut(PistonRequest request, PistonExecution begun) {
        try {
            service.carryOut(request, begun, new RunInput.Pipes(new byte[0], true));
            close(DONE, "Job Completed");
        } catch (PistonRefusal refusal) {
            fail(refusal.message());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail("the server ended the program");
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "an execution failed", e);
            fail("something in the sandbox broke");
        }
    }

    private synchronized void initIsLate() {
        if (execution == null) {
            close(LATE, "Initialization Timeout");
        }
    }

    @Override
    public synchronized void started(RunningProgram started) {
        program = started;
        if (earlyStdin.size() > 0) {
            started.stdin(earlyStdin.toByteArray());
            earlyStdin.reset();
        }
        earlySignals.stream().forEach(started::signal);
        if (ended) {
            started.stop();
        }
    }

    @Override
    public synchronized void stage(String stage) {
        stdout = new Utf8Text();
        stderr = new Utf8Text();
        send(Map.of("type", "stage", "stage", stage));
    }

    @Override
    public synchronized void output(Channel channel, byte[] bytes) {
        boolean isError = channel == Channel.STDERR;
        say(isError ? "stderr" : "stdout", (isError ? stderr : stdout).next(bytes, bytes.length));
    }

    @Override
    public synchronized void exit(String stage, StageResult result) {
        say("stdout", stdout.rest());
        say("stderr", stderr.rest());
        send(new ExitMessage("exit", stage, result.code(), result.signal()));
    }

    private void say(String stream, String text) {
        if (!text.isEmpty()) {
            send(new DataMessage("data", stream, text));
        }
    }

    private synchronized void fail(String message) {
        send(Map.of("type", "error", "message", message));
        close(NOTIFIED_ERROR, "Notified Error");
    }

    private synchronized void close(int code, String reason) {
        if (!ended) {
            ended = true;
            connection.outbox().close(code, reason);
            if (program != null) {
                program.stop();
            }
        }
    }

    private void send(Object message) {
        if (!ended) {
            connection.sendText(Json.write(message));
        }
    }

    private record RuntimeMessage(String type, String language, String version) {}

    private record DataMessage(String type, String stream, String data) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record ExitMessage(
            String type, String stage, @Nullable Integer code, @Nullable String signal) {}
}
