package dev.coderun.session.crdt;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The clients of a document, by their numbers and by their ids.
final class Clients {
    static final int NUMBER_BITS = 26;

    private static final int LIMIT = 1 << NUMBER_BITS;
    private static final int MOST_STEPS = 64;

    private ClientStructs[] clients = new ClientStructs[1];
    private int count;
    private @Nullable ClientStructs lastFound;

    /// By hashed ids: each client stands no more than `MOST_STEPS` to the right of where it belongs.
    private @Nullable ClientStructs[] table = new ClientStructs[16];

    /// Those for which there was no room in the table: peers choose their ids, and may choose them so that all belong in one
    /// place.
    private final Map<Long, ClientStructs> crowded = new HashMap<>();

    int count() {
        return count;
    }

    ClientStructs get(int index) {
        return clients[index];
    }

    @Nullable ClientStructs find(long id) {
        if (lastFound != null && lastFound.id == id) {
            return lastFound;
        }
        int slot = slot(id);
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            ClientStructs client = table[slot];
            if (client == null) {
                return null;
            }
            if (client.id == id) {
                lastFound = client;
                return client;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        return crowded.get(id);
    }

    private int slot(long id) {
        return Long.hashCode(id * 0x9E3779B97F4A7C15L) & (table.length - 1);
    }

    ClientStructs findOrNew(long id) {
        ClientStructs known = find(id);
        if (known != null) {
            return known;
        }
        if (count == LIMIT) {
            throw new IllegalStateException("too many clients");
        }
        var client = new ClientStructs(id, count);
        if (count == clients.length) {
            clients = Arrays.copyOf(clients, 2 * count);
        }
        clients[count++] = client;
        if (count * 2 > table.length) {
            table = new ClientStructs[table.length * 2];
            crowded.clear();
            for (int i = 0; i < count; i++) {
                enter(clients[i]);
            }
        } else {
            enter(client);
        }
        return client;
    }

    private void enter(ClientStructs client) {
        int slot = slot(client.id);
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            if (table[slot] == null) {
                table[slot] = client;
                return;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        crowded.put(client.id, client);
    }

    /// The clock that the client's next struct will carry, which is 0 as long as there is none.
    int nextClock(long clientId) {
        ClientStructs client = find(clientId);
        return client == null ? 0 : client.nextClock;
    }
}
