package dev.coderun.session.live;

import dev.coderun.session.awareness.AwarenessUpdate;
import dev.coderun.session.crdt.Doc;
import dev.coderun.session.crdt.Update;
import dev.coderun.session.sync.Message;
import dev.coderun.session.sync.MessageCodec;
import java.util.ArrayList;
import java.util.List;

/// A y-protocols client with a document of its own, which meets a session without a network. What it types reaches the
/// session when it is delivered.
final class Peer implements Outbox {

    final Doc doc;
    final Participant participant;
    final List<byte[]> frames = new ArrayList<>();
    int closeCode;

    private final LiveSession session;
    private final List<byte[]> typed = new ArrayList<>();
    private final long clientId;
    private int capacity = Integer.MAX_VALUE;
    private long awarenessClock;

    private Peer(LiveSession session, long clientId, Role role) {
        this.session = session;
        this.clientId = clientId;
        doc = new Doc(clientId);
        var person = new Person("user" + clientId, "User " + clientId, "#123456");
        participant = session.join("c" + clientId, person, role, this, true);
    }

    /// Joins, and syncs as y-websocket does.
    static Peer join(LiveSession session, long clientId, Role role) {
        var peer = joinUnsynced(session, clientId, role);
        peer.sync();
        return peer;
    }

    static Peer joinUnsynced(LiveSession session, long clientId, Role role) {
        return new Peer(session, clientId, role);
    }

    void sync() {
        send(MessageCodec.syncStep1(doc.stateVector()));
        takeFrames();
    }

    @Override
    public boolean offer(byte[] frame) {
        if (frames.size() >= capacity) {
            closeCode = 1013;
            return false;
        }
        frames.add(frame);
        return true;
    }

    @Override
    public void close(int code, String reason) {
        closeCode = code;
    }

    void hasRoomFor(int frameCount) {
        capacity = frameCount;
    }

    /// Reads what came in, and forgets it.
    void takeFrames() {
        for (var frame : List.copyOf(frames)) {
            switch (MessageCodec.decode(frame)) {
                case Message.SyncStep2(var update) -> doc.apply(update);
                case Message.DocumentUpdate(var update) -> doc.apply(update);
                default -> {}
            }
        }
        frames.clear();
    }

    /// Types at the end of the text; nobody hears of it yet.
    void type(String text) {
        var shared = doc.text("t");
        var change = doc.transact(() -> shared.insert(shared.length(), text));
        typed.add(change.update());
    }

    void delete(int index, int length) {
        typed.add(doc.transact(() -> doc.text("t").delete(index, length)).update());
    }

    /// Sends what was typed, and returns what became of the last of it.
    ReceiveResult deliver() {
        var result = ReceiveResult.TAKEN;
        for (var update : typed) {
            result = send(MessageCodec.update(update));
        }
        typed.clear();
        return result;
    }

    /// Takes back the latest update as it was on the wire, to be sent in another order.
    byte[] takeTyped() {
        return typed.removeLast();
    }

    ReceiveResult send(byte[] frame) {
        return session.receive(participant, MessageCodec.decode(frame), 0);
    }

    ReceiveResult sendUpdate(byte[] update) {
        return session.receive(participant, new Message.DocumentUpdate(Update.decodeV1(update)), 0);
    }

    void announce(long announcedClientId, String json) {
        awarenessClock++;
        var entry = new AwarenessUpdate.Entry(announcedClientId, awarenessClock, json);
        send(MessageCodec.awareness(new AwarenessUpdate(List.of(entry)).encode()));
    }

    void announce(String json) {
        announce(clientId, json);
    }

    String text() {
        return doc.text("t").toString();
    }
}
