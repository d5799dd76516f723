package dev.coderun.session.crdt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What has been done to a document since a transaction began: which clients advanced, what was deleted, and where
/// structs were cut or could be joined.
final class Transaction {
    private int number;

    private int[] advanced = new int[4];
    private int advancedCount;

    private int[] deletions = new int[16];
    private int deletionCount;
    private @Nullable DeleteSet deletionsInOrder;

    private int[] seams = new int[8];
    private int seamCount;

    /// Surrogate pairs that a cut tore apart.
    private final List<Seam> torn = new ArrayList<>();

    private record Seam(int client, int clock) {}

    void begin() {
        number++;
        advancedCount = 0;
        deletionCount = 0;
        deletionsInOrder = null;
        seamCount = 0;
        torn.clear();
    }

    /// Gives back the room that a large transaction took, once nobody asks what it did.
    void trim() {
        begin();
        advanced = new int[4];
        deletions = new int[16];
        seams = new int[8];
    }

    /// To be called before a client's next clock grows.
    void advance(ClientStructs client) {
        if (client.advancedBy != number) {
            client.advancedBy = number;
            client.clockBefore = client.nextClock;
            client.firstNewClock = -1;
            if (advancedCount == advanced.length) {
                advanced = Arrays.copyOf(advanced, 2 * advancedCount);
            }
            advanced[advancedCount++] = client.index;
        }
    }

    boolean isAdvanced(ClientStructs client) {
        return client.advancedBy == number;
    }

    /// Whether the struct at this clock was there before the transaction.
    boolean isOlder(ClientStructs client, int clock) {
        return client.advancedBy != number || clock < client.clockBefore;
    }

    void delete(int item, int client, int start, int end) {
        if (4 * deletionCount == deletions.length) {
            deletions = Arrays.copyOf(deletions, 2 * deletions.length);
        }
        int row = 4 * deletionCount++;
        deletions[row] = client;
        deletions[row + 1] = start;
        deletions[row + 2] = end;
        deletions[row + 3] = item;
    }

    /// The struct that begins at this clock may be joined with its neighbours when all is done.
    void seam(int client, int clock) {
        if (2 * seamCount == seams.length) {
            seams = Arrays.copyOf(seams, 2 * seams.length);
        }
        seams[2 * seamCount] = client;
        seams[2 * seamCount++ + 1] = clock;
    }

    /// The pair whose right half has this clock was torn apart.
    void tear(int client, int clock) {
        torn.add(new Seam(client, clock));
    }

    int tornCount() {
        return torn.size();
    }

    int tornClient(int i) {
        return torn.get(i).client();
    }

    int tornClock(int i) {
        return torn.get(i).clock();
    }

    boolean isEmpty() {
        return advancedCount == 0 && deletionCount == 0;
    }

    int advancedCount() {
        return advancedCount;
    }

    int advanced(int i) {
        return advanced[i];
    }

    int deletionCount() {
        return deletionCount;
    }

    int deletionClient(int i) {
        return deletions[4 * i];
    }

    int deletionStart(int i) {
        return deletions[4 * i + 1];
    }

    int deletionEnd(int i) {
        return deletions[4 * i + 2];
    }

    /// The item that was deleted; what it lost by a cut since then follows it.
    int deleted(int i) {
        return deletions[4 * i + 3];
    }

    /// What was deleted, neighbours as one; to be asked for when all is done.
    DeleteSet deletions(StructStore store) {
        DeleteSet known = deletionsInOrder;
        if (known == null) {
            known = new DeleteSet();
            for (int i = 0; i < deletionCount; i++) {
                boolean _ =
                        known.add(
                                store.clients.get(deletionClient(i)).id,
                                deletionStart(i),
                                deletionEnd(i));
            }
            deletionsInOrder = known;
        }
        return known;
    }

    int seamCount() {
        return seamCount;
    }

    int seamClient(int i) {
        return seams[2 * i];
    }

    int seamClock(int i) {
        return seams[2 * i + 1];
    }
}
