package dev.coderun.session.crdt;

/// Puts an item where it belongs among its neighbours: the conflict rule of Yjs, and nothing else.
final class Integration {
    /// How many items have to be looked at before a spot is worth learning.
    private static final int CROWD = 64;

    private final StructStore store;
    private final CrowdedSpot crowded;

    /// The items between an item's two neighbours, in document order, as far as they were looked at.
    private final ScannedItems scanned = new ScannedItems();

    Integration(StructStore store) {
        this.store = store;
        this.crowded = new CrowdedSpot(store);
    }

    /// The left neighbour of `item` among those that were inserted concurrently between `left` and `right`.
    ///
    ///     {origin} b b b b {item} {c,b} {c,b} {right}
    ///
    /// Items `b` come before the item, items `c` are still in question. An item with the same origin goes left of this one
    /// if its client id is lower; an item whose origin was scanned belongs to the one before it.
    ///
    /// @param first the first item of the list or key, for an item without a left neighbour
    int settle(int item, int left, int right, int first) {
        int other = left == StructStore.NONE ? first : store.right(left);
        if (crowded.isKnown()) {
            if (other != right && crowded.isHere(item)) {
                return crowded.place(item, right);
            }
            crowded.sawInsertion(item, other == right);
        }
        if (other == right) {
            return left;
        }
        int settled = scan(item, left, other, right);
        if (scanned.count() >= CROWD) {
            crowded.learn(item, other, right);
            if (crowded.isKnown()) {
                crowded.add(item);
            }
        }
        return settled;
    }

    private int scan(int item, int left, int firstOther, int right) {
        int other = firstOther;
        long client = store.clientOf(item).id;
        int settledLeft = left;
        int questionedFrom = 0;
        scanned.clear();
        for (; other != StructStore.NONE && other != right; other = store.right(other)) {
            scanned.add(other);
            if (store.originIs(item, store.originClient(other), store.originClock(other))) {
                if (store.clientOf(other).id < client) {
                    settledLeft = other;
                    questionedFrom = scanned.count();
                } else if (store.rightOriginIs(
                        item, store.rightOriginClient(other), store.rightOriginClock(other))) {
                    break;
                }
            } else {
                int origin = scannedOrigin(other);
                if (origin < 0) {
                    break;
                }
                if (origin < questionedFrom) {
                    settledLeft = other;
                    questionedFrom = scanned.count();
                }
            }
        }
        return settledLeft;
    }

    /// An item is about to become part of its left neighbour.
    void sawJoin(int right) {
        if (crowded.isKnown() && crowded.isHere(right)) {
            crowded.forget();
        }
    }

    /// An item is about to be cut, and its handle to become that of its right part.
    void sawCut(int item) {
        if (crowded.isKnown() && crowded.isHere(item)) {
            crowded.forget();
        }
    }

    /// Items were collected.
    void sawCollection() {
        crowded.forget();
    }

    /// Where the item that holds the origin of `other` was scanned, or -1.
    private int scannedOrigin(int other) {
        int client = store.originClient(other);
        if (client == StructStore.NO_CLIENT) {
            return -1;
        }
        return scanned.indexOf(store.find(store.clients.get(client), store.originClock(other)));
    }
}
