package dev.coderun.server.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coderun.server.session.Sessions.Seat;
import dev.coderun.server.web.Json;
import dev.coderun.session.codec.ByteReader;
import dev.coderun.session.crdt.Doc;
import dev.coderun.session.crdt.SharedMap;
import dev.coderun.session.crdt.SharedText;
import dev.coderun.session.crdt.Update;
import dev.coderun.session.live.LiveSession;
import dev.coderun.session.live.Outbox;
import dev.coderun.session.live.Participant;
import dev.coderun.session.live.Person;
import dev.coderun.session.live.ReceiveResult;
import dev.coderun.session.live.Role;
import dev.coderun.session.sync.Message;
import dev.coderun.session.sync.MessageCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Somebody in a session, with a document of their own and without a network. What the server says is guarded by this;
/// the document belongs to the test's thread.
final class SessionClient implements Outbox {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Supplier<String> storedText;
    private final Doc doc = StoredDocuments.newDoc();
    private final List<Saved> saved = new ArrayList<>();
    private final List<String> readOnlyReasons = new ArrayList<>();
    private final List<String> unsavedReasons = new ArrayList<>();
    private final List<byte[]> states = new ArrayList<>();
    private OptionalInt closeCode = OptionalInt.empty();

    private final Seat seat;

    /// A "saved" message, and what the store held at the moment when it came.
    record Saved(long received, String storedText) {}

    /// @param storedText asked whenever "saved" comes
    SessionClient(Sessions sessions, String sessionId, Role role, Supplier<String> storedText) {
        this.storedText = storedText;
        this.seat = sessions.enter(sessionId, session -> join(session, role));
        receive(MessageCodec.syncStep1(doc.stateVector()));
        states.forEach(state -> doc.apply(Update.decodeV1(state)));
    }

    Participant joinAgain(LiveSession session) {
        return join(session, Role.EDITOR);
    }

    private Participant join(LiveSession session, Role role) {
        return session.join("c1", new Person("ada", "Ada", "#123456"), role, this, true);
    }

    /// The text of the one file that a document has.
    static String text(Doc doc) {
        return sharedText(doc).toString();
    }

    private static SharedText sharedText(Doc doc) {
        var files = doc.map("files");
        var id = files.keys().iterator().next();
        var file = (SharedMap) Objects.requireNonNull(files.get(id));
        return (SharedText) Objects.requireNonNull(file.get("text"));
    }

    Seat seat() {
        return seat;
    }

    LiveSession session() {
        return seat.session();
    }

    String text() {
        return text(doc);
    }

    /// Writes at the end of the file; the update is not sent yet.
    byte[] write(String text) {
        var shared = sharedText(doc);
        return doc.transact(() -> shared.insert(shared.length(), text)).update();
    }

    ReceiveResult type(String text) {
        return send(write(text));
    }

    ReceiveResult send(byte[] update) {
        return receive(MessageCodec.update(update));
    }

    private ReceiveResult receive(byte[] frame) {
        return session().receive(seat.participant(), MessageCodec.decode(frame), 0);
    }

    @Override
    public synchronized boolean offer(byte[] frame) {
        switch (MessageCodec.decode(frame)) {
            case Message.SyncStep2(var update) -> states.add(update.encoded());
            case Message.Application(_, var payload) -> hear(payload);
            default -> {}
        }
        notifyAll();
        return true;
    }

    private void hear(byte[] payload) {
        var message = Json.read(new ByteReader(payload).readVarString(), JsonNode.class);
        switch (message.path("t").asText()) {
            case "saved" ->
                    saved.add(new Saved(message.path("received").asLong(), storedText.get()));
            case "readonly" -> readOnlyReasons.add(message.path("reason").asText());
            case "unsaved" -> unsavedReasons.add(message.path("reason").asText());
            default -> {}
        }
    }

    @Override
    public synchronized void close(int code, String reason) {
        closeCode = OptionalInt.of(code);
        notifyAll();
    }

    synchronized List<Saved> saved() {
        return List.copyOf(saved);
    }

    synchronized List<String> readOnlyReasons() {
        return List.copyOf(readOnlyReasons);
    }

    /// Waits until so many frames are called saved.
    synchronized Saved awaitSaved(long received) throws InterruptedException {
        await(() -> !saved.isEmpty() && saved.getLast().received() >= received);
        return saved.getLast();
    }

    synchronized void awaitReadOnlyMessages(int count) throws InterruptedException {
        await(() -> readOnlyReasons.size() >= count);
    }

    /// Waits until it has been told so often that nothing is stored, or is again, and returns the reasons.
    synchronized List<String> awaitUnsavedMessages(int count) throws InterruptedException {
        await(() -> unsavedReasons.size() >= count);
        return List.copyOf(unsavedReasons);
    }

    synchronized int awaitClose() throws InterruptedException {
        await(() -> closeCode.isPresent());
        return closeCode.orElseThrow();
    }

    private synchronized void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError("it did not come; saved so far: " + saved);
            }
            wait(left);
        }
    }
}
