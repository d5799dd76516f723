package dev.coderun.session.crdt;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The clients of a document, by their numbers and by their ids.
final class Clients {
    static final int NUMBER_BITS = 26;

    private static final int LIMIT = 1 << NUMBER_BITS;

    private ClientStructs[] clients = new ClientStructs[1];
    private int count;
    private @Nullable ClientStructs lastFound;
    private @Nullable ClientStructs[] table = new ClientStructs[16];

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
        while (true) {
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
        while (table[slot] != null) {
            slot = (slot + 1) & (table.length - 1);
        }
        table[slot] = client;
    }

    /// The clock that the client's next struct will carry, which is 0 as long as there is none.
    int nextClock(long clientId) {
        ClientStructs client = find(clientId);
        return client == null ? 0 : client.nextClock;
    }
}
