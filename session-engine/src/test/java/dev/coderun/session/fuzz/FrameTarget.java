package dev.coderun.session.fuzz;

import dev.coderun.session.awareness.Awareness;
import dev.coderun.session.awareness.AwarenessUpdate;
import dev.coderun.session.codec.MalformedInputException;
import dev.coderun.session.crdt.Doc;
import dev.coderun.session.crdt.RelativePosition;
import dev.coderun.session.crdt.Snapshot;
import dev.coderun.session.sync.Message;
import dev.coderun.session.sync.MessageCodec;
import java.util.Arrays;

/// Takes any bytes for a frame of a collaboration socket, a snapshot and a relative position.
public final class FrameTarget {
    private FrameTarget() {}

    /// What Jazzer calls.
    public static void fuzzerTestOneInput(byte[] input) {
        frame(input);
        snapshot(input);
        position(input);
    }

    private static void frame(byte[] input) {
        Message message;
        try {
            message = MessageCodec.decode(input);
        } catch (MalformedInputException e) {
            return;
        }
        if (message instanceof Message.AwarenessMessage(AwarenessUpdate update)) {
            var awareness =
                    new Awareness<String>(Awareness.USUAL_STATE_CHARACTERS, (_, _) -> false);
            byte[] accepted = awareness.apply(update, "a connection", 0);
            if (accepted.length > 0) {
                AwarenessUpdate _ = AwarenessUpdate.decode(accepted);
            }
            AwarenessUpdate _ = AwarenessUpdate.decode(awareness.encodeAll());
        }
    }

    private static void snapshot(byte[] input) {
        try {
            byte[] encoded = Snapshot.decode(input).encode();
            if (!Arrays.equals(Snapshot.decode(encoded).encode(), encoded)) {
                throw new IllegalStateException("a snapshot is not read as written");
            }
        } catch (MalformedInputException e) {
            // As it may be.
        }
    }

    private static void position(byte[] input) {
        try {
            RelativePosition position = RelativePosition.decode(input);
            if (!RelativePosition.decode(position.encode()).equals(position)) {
                throw new IllegalStateException("a position is not read as written");
            }
            var doc = new Doc(1);
            doc.text("t").insert(0, "some text");
            var _ = doc.text("t").index(position);
        } catch (MalformedInputException e) {
            // As it may be.
        }
    }
}
