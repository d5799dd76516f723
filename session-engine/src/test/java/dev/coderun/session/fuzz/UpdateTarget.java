package dev.coderun.session.fuzz;

import dev.coderun.session.codec.MalformedInputException;
import dev.coderun.session.crdt.Change;
import dev.coderun.session.crdt.Doc;
import dev.coderun.session.crdt.GivenIds;
import dev.coderun.session.crdt.StateVector;
import dev.coderun.session.crdt.Update;
import dev.coderun.session.crdt.Updates;
import java.util.Arrays;
import java.util.List;

/// Takes any bytes for updates of one document, and checks all that must hold whatever they are.
///
/// Where a peer gives one id to two things of which one waits, the other may come first another time: only there, a repeated
/// update may bring something and a reload may read otherwise while anything is pending. The first byte tells the format; then
/// each update follows its length, in one byte, and the last takes the rest.
public final class UpdateTarget {
    private static final long OURS = 1;

    private UpdateTarget() {}

    /// What Jazzer calls.
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        boolean isV2 = (input[0] & 1) != 0;
        var doc = new Doc(OURS);
        var ids = new GivenIds();
        for (int at = 1; at < input.length; ) {
            int length = Byte.toUnsignedInt(input[at++]);
            int end = Math.min(input.length, at + length);
            byte[] bytes = Arrays.copyOfRange(input, at, length == 255 ? input.length : end);
            at += bytes.length;
            Update update;
            try {
                update = isV2 ? Update.decodeV2(bytes) : Update.decodeV1(bytes);
            } catch (MalformedInputException e) {
                continue;
            }
            checkAlone(update);
            ids.add(update);
            apply(doc, update, ids);
        }
        if (!doc.hasPending() || ids.areOnceEach()) {
            checkReload(doc);
        }
    }

    /// Updates by themselves: what is translated, cut or merged stays one.
    private static void checkAlone(Update update) {
        byte[] v1 = Update.decodeV2(update.encodeV2()).encoded();
        require(
                Updates.stateVector(Update.decodeV1(v1)).equals(Updates.stateVector(update)),
                "both formats say the same");
        Update diff = Updates.diff(update, Updates.stateVector(update));
        Update merged = Updates.merge(List.of(diff, update));
        require(
                Updates.stateVector(merged).equals(Updates.stateVector(update)),
                "what is merged reaches as far");
    }

    private static void apply(Doc doc, Update update, GivenIds ids) {
        byte[] before = doc.encodeStateAsUpdate();
        boolean wasHeld = doc.contains(update);
        Change change;
        try {
            change = doc.apply(update);
        } catch (MalformedInputException e) {
            require(
                    Arrays.equals(before, doc.encodeStateAsUpdate()),
                    "what is refused leaves no trace");
            return;
        }
        doc.checkInvariants();
        require(!(wasHeld && change.changesDocument()), "what is held changes nothing");
        boolean isSettled = !doc.hasPending() || ids.areOnceEach();
        Change again = doc.apply(update);
        doc.checkInvariants();
        require(!(isSettled && again.bringsAnything()), "nothing is news twice");
    }

    private static void checkReload(Doc doc) {
        var reloaded = new Doc(OURS);
        Change _ = reloaded.apply(Update.decodeV1(doc.encodeStateAsUpdate()));
        reloaded.checkInvariants();
        require(reloaded.stateVector().equals(doc.stateVector()), "a reload reaches as far");
        require(
                Arrays.equals(reloaded.snapshot().encode(), doc.snapshot().encode()),
                "a reload deletes as much");
        require(reloaded.hasPending() == doc.hasPending(), "a reload waits for as much");
        require(
                reloaded.text("t").toString().equals(doc.text("t").toString()),
                "a reload reads the same");
        require(
                StateVector.decode(doc.stateVector().encode()).equals(doc.stateVector()),
                "a state vector is read as written");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("broken: " + what);
        }
    }
}
