package dev.coderun.session.crdt;

import java.util.Map;
import java.util.TreeMap;

/// The one place where lately very much was inserted between the same two neighbours. There the items go by client, the last of
/// one client first, each followed by what was inserted behind it; so a newcomer's place is found without looking at all.
final class CrowdedSpot {
    private final StructStore store;

    /// The leftmost item of each client.
    private final TreeMap<Long, Integer> byClient = new TreeMap<>();

    private boolean isKnown;
    private int parent;
    private int originClient;
    private int originClock;
    private int rightOriginClient;
    private int rightOriginClock;

    CrowdedSpot(StructStore store) {
        this.store = store;
    }

    /// Learns the spot between `first` and `right`, at which `item` is to be inserted, if it is as simple as that.
    void learn(int item, int first, int right) {
        forget();
        parent = store.parent(item);
        originClient = store.originClient(item);
        originClock = store.originClock(item);
        rightOriginClient = store.rightOriginClient(item);
        rightOriginClock = store.rightOriginClock(item);
        int other = first;
        for (; other != right && other != StructStore.NONE; other = store.right(other)) {
            if (isHere(other)) {
                byClient.putIfAbsent(store.clientOf(other).id, other);
            } else if (hasSameOrigin(other) || !isBehindAnother(other)) {
                forget();
                return;
            }
        }
        isKnown = other == right;
    }

    /// Whether an item was inserted between the very neighbours of this spot.
    boolean isHere(int item) {
        return hasSameOrigin(item)
                && store.rightOriginIs(item, rightOriginClient, rightOriginClock);
    }

    private boolean hasSameOrigin(int item) {
        return store.parent(item) == parent
                && !store.isMapped(item)
                && store.originIs(item, originClient, originClock);
    }

    /// Whether its author saw it right behind what still stands to its left.
    private boolean isBehindAnother(int item) {
        int left = store.left(item);
        return left != StructStore.NONE
                && store.originIs(item, store.clientIndex(left), store.end(left) - 1);
    }

    boolean isKnown() {
        return isKnown;
    }

    /// Takes in an item that was placed the long way.
    void add(int item) {
        byClient.put(store.clientOf(item).id, item);
    }

    /// The left neighbour of a newcomer here.
    int place(int item, int right) {
        long client = store.clientOf(item).id;
        Map.Entry<Long, Integer> next = byClient.ceilingEntry(client);
        int left = next == null ? lastBefore(right) : store.left(next.getValue());
        byClient.put(client, item);
        return left;
    }

    private int lastBefore(int right) {
        int last = byClient.lastEntry().getValue();
        while (store.right(last) != right && store.right(last) != StructStore.NONE) {
            last = store.right(last);
        }
        return last;
    }

    /// An item is about to be linked in elsewhere; `isAlone` if nobody else inserted between its neighbours.
    void sawInsertion(int item, boolean isAlone) {
        if (store.parent(item) == parent && (!isAlone || hasSameOrigin(item))) {
            forget();
        }
    }

    void forget() {
        isKnown = false;
        byClient.clear();
    }
}
