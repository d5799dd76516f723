package dev.coderun.server.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coderun.session.codec.ByteReader;
import dev.coderun.session.live.Outbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// What one person in a session was told, in order.
public final class RecordingOutbox implements Outbox {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<JsonNode> messages = new ArrayList<>();
    private final StringBuilder output = new StringBuilder();

    @Override
    public synchronized boolean offer(byte[] frame) {
        var in = new ByteReader(frame);
        long type = in.readVarUint();
        if (type == RunFrames.MESSAGE) {
            messages.add(json(in.readVarString()));
        } else if (type == RunFrames.OUTPUT) {
            in.readVarUint();
            in.readVarUint();
            in.readVarUint();
            output.append(new String(in.readVarBytes(), UTF_8));
        }
        notifyAll();
        return true;
    }

    @Override
    public void close(int code, String reason) {}

    /// Waits until such a message has come.
    public synchronized JsonNode await(Predicate<JsonNode> wanted) throws InterruptedException {
        await(() -> messages.stream().anyMatch(wanted));
        return messages.stream().filter(wanted).findFirst().orElseThrow();
    }

    /// Waits until the output so far ends so.
    synchronized void awaitOutput(String end) throws InterruptedException {
        await(() -> output.toString().endsWith(end));
    }

    private synchronized void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            long restMillis = (end - System.nanoTime()) / 1_000_000;
            if (restMillis <= 0) {
                throw new AssertionError(
                        "waited in vain; there were " + messages + " and " + output);
            }
            wait(restMillis);
        }
    }

    public JsonNode awaitError(String code) throws InterruptedException {
        return await(
                message ->
                        message.get("t").asText().equals("error")
                                && message.get("code").asText().equals(code));
    }

    JsonNode awaitDone(long run) throws InterruptedException {
        return await(
                message ->
                        message.get("t").asText().equals("run.done")
                                && message.get("run").asLong() == run);
    }

    JsonNode awaitStage(long run, String stage) throws InterruptedException {
        return await(
                message ->
                        message.get("t").asText().equals("run.stage")
                                && message.get("run").asLong() == run
                                && message.get("stage").asText().equals(stage));
    }

    /// What comes from now on is looked through alone.
    public synchronized void forget() {
        messages.clear();
    }

    public synchronized List<JsonNode> messages() {
        return List.copyOf(messages);
    }

    public List<JsonNode> messages(String type) {
        return messages().stream()
                .filter(message -> message.get("t").asText().equals(type))
                .toList();
    }

    synchronized String output() {
        return output.toString();
    }

    /// The messages in short: a stage by its name, another by its type.
    synchronized List<String> story() {
        return messages.stream()
                .map(
                        message ->
                                message.has("stage")
                                        ? message.get("stage").asText()
                                        : message.get("t").asText())
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
