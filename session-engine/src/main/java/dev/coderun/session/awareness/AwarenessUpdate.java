package dev.coderun.session.awareness;

import dev.coderun.session.codec.ByteReader;
import dev.coderun.session.codec.ByteWriter;
import dev.coderun.session.codec.MalformedInputException;
import java.util.ArrayList;
import java.util.List;

/// What one awareness message says: for each client id a clock and its state as JSON text.
public record AwarenessUpdate(List<Entry> entries) {
    /// How many clients one message may speak of.
    public static final int MAX_ENTRIES = 10_000;

    private static final String OFFLINE = "null";

    /// One client's state; the JSON text `null` says that it is gone.
    public record Entry(long clientId, long clock, String json) {
        public boolean isOffline() {
            return json.equals(OFFLINE);
        }

        Entry offline() {
            return new Entry(clientId, clock, OFFLINE);
        }
    }

    public AwarenessUpdate {
        entries = List.copyOf(entries);
    }

    /// Reads the whole of `bytes`.
    ///
    /// @throws MalformedInputException if they are no awareness update
    public static AwarenessUpdate decode(byte[] bytes) {
        var in = new ByteReader(bytes);
        int count = in.readCount(3);
        if (count > MAX_ENTRIES) {
            throw new MalformedInputException(
                    "awareness update with more than " + MAX_ENTRIES + " entries");
        }
        var entries = new ArrayList<Entry>(count);
        for (int i = 0; i < count; i++) {
            entries.add(new Entry(in.readVarUint(), in.readVarUint(), in.readVarString()));
        }
        if (in.hasMore()) {
            throw new MalformedInputException("bytes after the awareness update");
        }
        return new AwarenessUpdate(entries);
    }

    public byte[] encode() {
        var out = new ByteWriter();
        out.writeVarUint(entries.size());
        for (Entry entry : entries) {
            out.writeVarUint(entry.clientId());
            out.writeVarUint(entry.clock());
            out.writeVarString(entry.json());
        }
        return out.toByteArray();
    }
}
