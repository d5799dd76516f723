package dev.coderun.session.crdt;

import dev.coderun.session.codec.ByteReader;
import dev.coderun.session.codec.ByteWriter;
import dev.coderun.session.codec.MalformedInputException;

/// A place in a list or text that stays with its neighbours while others edit. With a negative association it stays with
/// the unit to its left, else with the one to its right.
public record RelativePosition(Anchor anchor, int association) {
    private static final int UNIT = 0;
    private static final int ROOT = 1;
    private static final int NESTED = 2;

    /// What the place holds on to.
    public sealed interface Anchor {
        /// One unit.
        record Unit(long client, int clock) implements Anchor {}

        /// The end of a root type, or its start with a negative association.
        record RootEnd(String name) implements Anchor {}

        /// The same of a type that this item holds.
        record NestedEnd(long client, int clock) implements Anchor {}
    }

    /// Decodes a relative position.
    ///
    /// @throws MalformedInputException if the bytes are none
    public static RelativePosition decode(byte[] bytes) {
        var in = new ByteReader(bytes);
        int kind = in.readVarUint31();
        Anchor anchor =
                switch (kind) {
                    case UNIT -> new Anchor.Unit(in.readVarUint(), in.readVarUint31());
                    case ROOT -> new Anchor.RootEnd(in.readVarString());
                    case NESTED -> new Anchor.NestedEnd(in.readVarUint(), in.readVarUint31());
                    default ->
                            throw new MalformedInputException("unknown kind of position " + kind);
                };
        // Old positions come without an association.
        int association = in.hasMore() ? in.readVarInt().intValue() : 0;
        if (in.hasMore()) {
            throw new MalformedInputException("bytes after the position");
        }
        return new RelativePosition(anchor, association);
    }

    public byte[] encode() {
        var out = new ByteWriter();
        switch (anchor) {
            case Anchor.Unit(long client, int clock) -> writeId(out, UNIT, client, clock);
            case Anchor.RootEnd(String name) -> {
                out.writeVarUint(ROOT);
                out.writeVarString(name);
            }
            case Anchor.NestedEnd(long client, int clock) -> writeId(out, NESTED, client, clock);
        }
        out.writeVarInt(association);
        return out.toByteArray();
    }

    private static void writeId(ByteWriter out, int kind, long client, int clock) {
        out.writeVarUint(kind);
        out.writeVarUint(client);
        out.writeVarUint(clock);
    }
}
