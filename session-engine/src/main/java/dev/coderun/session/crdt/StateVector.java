package dev.coderun.session.crdt;

import dev.coderun.session.codec.ByteReader;
import dev.coderun.session.codec.ByteWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/// How much of each client's history somebody holds: the clock that client's next struct will carry. Immutable.
public final class StateVector {
    public static final StateVector EMPTY = new StateVector(Map.of());

    private final Map<Long, Integer> nextClocks;

    StateVector(Map<Long, Integer> nextClocks) {
        this.nextClocks = Map.copyOf(nextClocks);
    }

    /// Reads a state vector.
    ///
    /// @throws dev.coderun.session.codec.MalformedInputException if the bytes are no state vector
    public static StateVector decode(byte[] bytes) {
        return read(new ByteReader(bytes));
    }

    static StateVector read(ByteReader in) {
        int count = in.readCount(2);
        Map<Long, Integer> clocks = new HashMap<>();
        for (int i = 0; i < count; i++) {
            long client = in.readVarUint();
            int nextClock = in.readVarUint31();
            clocks.put(client, nextClock);
        }
        clocks.values().removeIf(clock -> clock == 0);
        return new StateVector(clocks);
    }

    public byte[] encode() {
        var out = new ByteWriter();
        write(out);
        return out.toByteArray();
    }

    void write(ByteWriter out) {
        Long[] clients = nextClocks.keySet().toArray(new Long[0]);
        Arrays.sort(clients, Comparator.reverseOrder());
        out.writeVarUint(clients.length);
        for (long client : clients) {
            out.writeVarUint(client);
            out.writeVarUint(nextClock(client));
        }
    }

    /// The clock this client's next struct will carry; 0 if nothing of it is held.
    public long nextClock(long client) {
        return nextClocks.getOrDefault(client, 0);
    }

    public Map<Long, Integer> nextClocks() {
        return nextClocks;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StateVector vector && nextClocks.equals(vector.nextClocks);
    }

    @Override
    public int hashCode() {
        return nextClocks.hashCode();
    }

    @Override
    public String toString() {
        return nextClocks.toString();
    }
}
