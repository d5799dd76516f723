package dev.coderun.session.crdt;

import dev.coderun.session.codec.ByteReader;
import dev.coderun.session.codec.ByteWriter;
import dev.coderun.session.codec.MalformedInputException;

/// A moment of a document: how far each client's history went, and what of it was deleted. Immutable.
public final class Snapshot {
    private final DeleteSet deletions;
    private final StateVector stateVector;

    Snapshot(DeleteSet deletions, StateVector stateVector) {
        this.deletions = deletions;
        this.stateVector = stateVector;
    }

    /// Decodes a snapshot of format v1.
    ///
    /// @throws MalformedInputException if the bytes are no snapshot
    public static Snapshot decode(byte[] bytes) {
        var in = new ByteReader(bytes);
        var snapshot = new Snapshot(DeleteSet.read(in), StateVector.read(in));
        if (in.hasMore()) {
            throw new MalformedInputException("bytes after the snapshot");
        }
        return snapshot;
    }

    public byte[] encode() {
        var out = new ByteWriter();
        deletions.write(out);
        stateVector.write(out);
        return out.toByteArray();
    }

    public StateVector stateVector() {
        return stateVector;
    }

    /// Whether this unit was there, and not deleted.
    boolean sees(long client, int clock) {
        Ranges deleted = deletions.ranges(client);
        return clock < stateVector.nextClock(client)
                && (deleted == null || !deleted.contains(clock, clock + 1));
    }
}
