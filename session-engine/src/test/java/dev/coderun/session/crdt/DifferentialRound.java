package dev.coderun.session.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.session.codec.AnyCodec;
import dev.coderun.session.codec.ByteReader;
import dev.coderun.session.oracle.YjsOracle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/// One session of a few peers. Each peer is a yjs document and one of ours that is given the same: some edit in yjs and
/// hand us the update, some edit in both and must make the same bytes.
final class DifferentialRound {
    private final YjsOracle oracle;
    private final SplittableRandom random;
    private final List<Peer> peers = new ArrayList<>();
    private final List<RelativePosition> kept = new ArrayList<>();
    private final List<byte[]> sent = new ArrayList<>();
    private final List<String> features = new ArrayList<>();
    private final boolean hasUndo;
    private final boolean hasFormats;

    /// One participant, with the updates on their way to it.
    private record Peer(
            String name, Doc doc, boolean editsInJava, List<byte[]> inbox, StringBuilder mirror) {
        /// Keeps a copy of the text up by what listeners are told.
        Peer {
            doc.text("t").observe(edits -> keepUp(mirror, edits));
        }

        private static void keepUp(StringBuilder mirror, List<TextEdit> edits) {
            for (TextEdit edit : edits) {
                mirror.replace(edit.index(), edit.index() + edit.deleted(), edit.inserted());
            }
        }
    }

    DifferentialRound(YjsOracle oracle, SplittableRandom random) {
        this.oracle = oracle;
        this.random = random;
        hasFormats = random.nextInt(3) == 0;
        hasUndo = random.nextInt(5) == 0;
        addFeature("formats", hasFormats);
        addFeature("undo", hasUndo);
        addFeature("xml", random.nextInt(3) == 0);
        addFeature("subdocuments", random.nextInt(3) == 0);
        long[] clientIds = {1, 200, 70_000, 1L << 31, (1L << 32) - 2, (1L << 53) - 9};
        int count = 2 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            long yjsId = clientIds[random.nextInt(clientIds.length)] + i;
            boolean editsInJava = random.nextInt(2) == 0;
            Object _ = oracle.ask("open", "p" + i, yjsId, true);
            // With formats, yjs is given our edits as a peer's, which must not carry its id.
            long ourId = editsInJava && !hasFormats ? yjsId : 4_000_000 + i;
            peers.add(
                    new Peer(
                            "p" + i,
                            new Doc(ourId),
                            editsInJava,
                            new ArrayList<>(),
                            new StringBuilder()));
        }
    }

    /// Whether both hold the very same structs: what an undo manager may bring back, yjs does not collect.
    private boolean isByteExact() {
        return !hasUndo;
    }

    private void addFeature(String name, boolean isOn) {
        if (isOn) {
            features.add(name);
        }
    }

    void run() {
        for (int steps = 20 + random.nextInt(60); steps > 0; steps--) {
            Peer peer = peers.get(random.nextInt(peers.size()));
            if (random.nextInt(3) > 0 && !peer.inbox().isEmpty()) {
                deliver(peer, takeAny(peer.inbox()));
            } else {
                editAt(peer);
            }
            if (random.nextInt(8) == 0 && !isAheadOfYjs(peer)) {
                checkPositions(peer);
            }
        }
        peers.forEach(peer -> peer.inbox().clear());
        for (int pass = 0; pass < 3; pass++) {
            peers.forEach(this::syncFromOthers);
        }
        peers.forEach(this::checkAtTheEnd);
        peers.forEach(this::checkPositions);
        checkAlgebra();
        peers.forEach(peer -> oracle.ask("close", peer.name()));
    }

    private byte[] takeAny(List<byte[]> inbox) {
        int index = random.nextInt(inbox.size());
        return random.nextInt(10) == 0 ? inbox.get(index) : inbox.remove(index);
    }

    private void editAt(Peer peer) {
        List<byte[]> emitted;
        if (peer.editsInJava() && hasFormats) {
            var recorded = new RandomEdits(peer.doc(), random, true);
            Change change = peer.doc().transact(recorded::make);
            emitted = new ArrayList<>();
            emitted.add(change.update());
            // Where yjs would put marks depends on what it looked at before, so it is only given
            // ours.
            List<byte[]> tidied = oracle.updates("apply", peer.name(), change.update());
            tidied.forEach(update -> peer.doc().apply(Update.decodeV1(update)));
            emitted.addAll(tidied);
        } else if (peer.editsInJava() && isAheadOfYjs(peer)) {
            // The same operations would find another text in yjs, which still waits for a part of
            // it.
            return;
        } else if (peer.editsInJava()) {
            var recorded = new RandomEdits(peer.doc(), random, false);
            Change change = peer.doc().transact(recorded::make);
            emitted = oracle.updates("perform", peer.name(), recorded.operations());
            assertSameBytes("local edit", change.update(), emitted);
        } else {
            emitted =
                    oracle.updates("editAtRandom", peer.name(), (long) random.nextInt(), features);
            emitted.forEach(update -> applyOwn(peer, update));
        }
        checkContent(peer);
        send(peer, emitted);
    }

    private static void applyOwn(Peer peer, byte[] update) {
        Change change = peer.doc().apply(Update.decodeV1(update));
        assertThat(change.bringsAnything()).isTrue();
    }

    private void send(Peer from, List<byte[]> updates) {
        sent.addAll(updates);
        for (byte[] update : updates) {
            for (Peer to : peers) {
                if (!to.name().equals(from.name()) && random.nextInt(10) > 0) {
                    to.inbox().add(update);
                }
            }
        }
    }

    private void deliver(Peer peer, byte[] bytes) {
        boolean hadPending = yjsHasPending(peer);
        List<byte[]> emitted = oracle.updates("apply", peer.name(), bytes);
        Update update = Update.decodeV1(bytes);
        boolean wasHeld = peer.doc().contains(update);
        Change change = peer.doc().apply(update);
        if (isByteExact() && !change.isVerbatim() && !hadPending) {
            assertSameBytes(
                    "change", change.update(), emitted.subList(0, Math.min(1, emitted.size())));
        }
        if (wasHeld) {
            assertThat(change.bringsAnything()).as("brings anything").isFalse();
        }
        // Yjs may tidy up formats in transactions of its own.
        List<byte[]> more = emitted.subList(Math.min(1, emitted.size()), emitted.size());
        more.forEach(extra -> peer.doc().apply(Update.decodeV1(extra)));
        checkContent(peer);
        send(peer, more);
    }

    private void checkPositions(Peer peer) {
        SharedText text = peer.doc().text("t");
        int index = random.nextInt(text.length() + 1);
        int association = random.nextInt(2) - 1;
        RelativePosition position = text.relativePosition(index, association);
        assertThat(hex(position.encode()))
                .as("relative position")
                .isEqualTo(
                        hex(
                                oracle.bytes(
                                        "relativePosition",
                                        peer.name(),
                                        (long) index,
                                        (long) association)));
        assertThat(RelativePosition.decode(position.encode())).isEqualTo(position);
        kept.add(position);
        if (hasUndo) {
            return; // Yjs follows what was undone and redone; only the peer that did so can.
        }
        for (RelativePosition place : kept) {
            Object theirs = oracle.ask("absolutePosition", peer.name(), place.encode());
            OptionalInt ours = text.index(place);
            assertThat(ours.isPresent() ? (Object) (long) ours.getAsInt() : null)
                    .as("index of a relative position")
                    .isEqualTo(theirs);
        }
    }

    private void assertSameBytes(String what, byte[] ours, List<byte[]> emitted) {
        byte[] theirs = emitted.isEmpty() ? Update.NOTHING : emitted.getFirst();
        assertThat(hex(ours)).as(what).isEqualTo(hex(theirs));
    }

    private void syncFromOthers(Peer peer) {
        for (Peer other : peers) {
            if (!other.name().equals(peer.name())) {
                byte[] stateVector = peer.doc().stateVector().encode();
                byte[] update = oracle.bytes("encode", other.name(), stateVector);
                byte[] ours = other.doc().encodeStateAsUpdate(StateVector.decode(stateVector));
                if (isByteExact() && !other.doc().hasPending()) {
                    assertThat(hex(ours)).as("diff").isEqualTo(hex(update));
                }
                deliver(peer, random.nextBoolean() || !isByteExact() ? update : ours);
            }
        }
    }

    private boolean yjsHasPending(Peer peer) {
        return Boolean.TRUE.equals(oracle.ask("hasPending", peer.name()));
    }

    /// What is pending may be taken in by us earlier than by yjs, which waits for more than is needed.
    private boolean isAheadOfYjs(Peer peer) {
        return yjsHasPending(peer)
                && !hex(peer.doc().stateVector().encode())
                        .equals(hex(oracle.bytes("stateVector", peer.name())));
    }

    private void checkContent(Peer peer) {
        peer.doc().checkInvariants();
        assertThat(peer.mirror().toString().replace(String.valueOf(TextEdit.EMBEDDED), ""))
                .as("the text as listeners know it")
                .isEqualTo(peer.doc().text("t").toString());
        if (isAheadOfYjs(peer)) {
            return;
        }
        Object theirs = oracle.ask("content", peer.name());
        byte[] ours = Contents.encoded(Contents.of(peer.doc()));
        if (!hex(ours).equals(hex(Contents.encoded(theirs)))) {
            Object readable = AnyCodec.read(new ByteReader(ours));
            assertThat(String.valueOf(readable)).as("content").isEqualTo(String.valueOf(theirs));
            assertThat(hex(ours)).as("content").isEqualTo(hex(Contents.encoded(theirs)));
        }
    }

    private void checkAtTheEnd(Peer peer) {
        Doc doc = peer.doc();
        assertThat(doc.hasPending()).as("pending").isFalse();
        checkContent(peer);
        assertThat(hex(Contents.encoded(Contents.of(doc))))
                .as("the same for all")
                .isEqualTo(hex(Contents.encoded(Contents.of(peers.getFirst().doc()))));
        assertThat(hex(doc.stateVector().encode()))
                .isEqualTo(hex(oracle.bytes("stateVector", peer.name())));
        assertThat(hex(doc.snapshot().encode()))
                .isEqualTo(hex(oracle.bytes("snapshot", peer.name())));
        byte[] theirs = oracle.bytes("encode", peer.name(), StateVector.EMPTY.encode());
        byte[] ours = doc.encodeStateAsUpdate();
        if (isByteExact()) {
            assertThat(hex(ours)).as("whole state").isEqualTo(hex(theirs));
        }
        checkReload(doc, ours);
        checkReload(doc, theirs);
    }

    private static void checkReload(Doc doc, byte[] state) {
        var reloaded = new Doc(0);
        Change _ = reloaded.apply(Update.decodeV1(state));
        assertThat(hex(Contents.encoded(Contents.of(reloaded))))
                .as("reloaded")
                .isEqualTo(hex(Contents.encoded(Contents.of(doc))));
        assertThat(hex(reloaded.snapshot().encode())).isEqualTo(hex(doc.snapshot().encode()));
    }

    /// Updates without a document, each compared with what yjs makes of the same bytes.
    private void checkAlgebra() {
        List<byte[]> some = new ArrayList<>(sent);
        some.removeIf(_ -> random.nextInt(4) == 0);
        if (some.isEmpty()) {
            return;
        }
        byte[] merged = oracle.bytes("mergeUpdates", some);
        byte[] ours = Updates.merge(some.stream().map(Update::decodeV1).toList()).encoded();
        assertThat(hex(ours)).as("merged").isEqualTo(hex(merged));
        Update update = Update.decodeV1(merged);
        assertThat(hex(Updates.stateVector(update).encode()))
                .as("state vector of an update")
                .isEqualTo(hex(oracle.bytes("stateVectorOf", merged)));
        byte[] v2 = oracle.bytes("toV2", merged);
        assertThat(hex(update.encodeV2())).as("format v2").isEqualTo(hex(v2));
        assertThat(hex(Update.decodeV2(v2).encoded()))
                .as("format v1")
                .isEqualTo(hex(oracle.bytes("toV1", v2)));
        StateVector target = somewhereIn(update);
        assertThat(hex(Updates.diff(update, target).encoded()))
                .as("diff of an update beyond " + target)
                .isEqualTo(hex(oracle.bytes("diffUpdate", merged, target.encode())));
    }

    /// What a peer may hold who has a part of each client's history: mostly it ends inside of a struct.
    private StateVector somewhereIn(Update update) {
        Map<Long, Integer> clocks = new HashMap<>();
        for (int section = 0; section < update.sectionCount(); section++) {
            int start = update.clock(section);
            clocks.put(
                    update.client(section),
                    start + random.nextInt(update.end(section) - start + 1));
        }
        clocks.values().removeIf(clock -> clock == 0);
        return new StateVector(clocks);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
