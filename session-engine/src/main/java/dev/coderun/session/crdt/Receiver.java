package dev.coderun.session.crdt;

import dev.coderun.session.codec.AnyCodec;
import dev.coderun.session.codec.ByteReader;
import org.jspecify.annotations.Nullable;

/// Takes single structs of a checked update into a document.
final class Receiver {
    private final Structure structure;
    private final StructStore store;

    private @Nullable ClientStructs originClient;
    private @Nullable ClientStructs rightOriginClient;
    private @Nullable ClientStructs parentClient;

    Receiver(Structure structure) {
        this.structure = structure;
        this.store = structure.store;
    }

    /// The client whose struct has to come before this one can be taken in, or -1 if none. The clock that it needs is then
    /// in [#missingClock].
    long missing(StructReader struct) {
        originClient = null;
        rightOriginClient = null;
        parentClient = null;
        if (struct.hasOrigin()) {
            originClient = store.clients.find(struct.originClient);
            if (isMissing(originClient, struct.originClock)) {
                missingClock = struct.originClock;
                return struct.originClient;
            }
        }
        if (struct.hasRightOrigin()) {
            rightOriginClient = store.clients.find(struct.rightOriginClient);
            if (isMissing(rightOriginClient, struct.rightOriginClock)) {
                missingClock = struct.rightOriginClock;
                return struct.rightOriginClient;
            }
        }
        if (struct.parentForm == StructReader.PARENT_ITEM) {
            parentClient = store.clients.find(struct.parentClient);
            if (isMissing(parentClient, struct.parentClock)) {
                missingClock = struct.parentClock;
                return struct.parentClient;
            }
        }
        return -1;
    }

    int missingClock;

    private static boolean isMissing(@Nullable ClientStructs client, int clock) {
        return client == null || clock >= client.nextClock;
    }

    /// Takes in a struct that misses nothing, without its first `skipped` units, which are held already.
    void take(ClientStructs client, StructReader struct, int skipped) {
        structure.transaction.advance(client);
        if (struct.kind == Kind.GC) {
            int _ = store.append(client, struct.length - skipped, Kind.GC);
        } else if (skipped > 0 || !extendsLast(client, struct)) {
            takeItem(client, struct, skipped);
        }
    }

    /// A run that goes on where its client's last item ends, at the same place: the item just grows.
    private boolean extendsLast(ClientStructs client, StructReader struct) {
        int last = client.last;
        if (originClient != client
                || struct.originClock != client.nextClock - 1
                || (struct.kind != Kind.STRING && struct.kind != Kind.ANY)
                || store.kind(last) != struct.kind
                || store.isDeleted(last)
                || store.isMapped(last)) {
            return false;
        }
        int right = store.right(last);
        if (rightOriginClient == null) {
            if (right != StructStore.NONE
                    || store.rightOriginClient(last) != StructStore.NO_CLIENT) {
                return false;
            }
        } else if (right == StructStore.NONE
                || store.clock(right) != struct.rightOriginClock
                || store.clientIndex(right) != rightOriginClient.index
                || !store.rightOriginIs(last, rightOriginClient.index, struct.rightOriginClock)) {
            return false;
        }
        appendContent(client, struct, 0);
        store.extendLast(client, struct.length);
        Branch branch = structure.branches.get(store.parent(last));
        branch.resize(last, struct.length);
        branch.cursorItem = StructStore.NONE;
        return true;
    }

    private void takeItem(ClientStructs client, StructReader struct, int skipped) {
        int left = StructStore.NONE;
        int right = StructStore.NONE;
        if (skipped > 0) {
            left = structure.cuts.endingAt(client, client.nextClock - 1);
        } else if (originClient != null) {
            left = structure.cuts.endingAt(originClient, struct.originClock);
        }
        if (rightOriginClient != null) {
            right = rightNeighbour(rightOriginClient, struct.rightOriginClock, left);
        }
        int neighbour = left == StructStore.NONE ? right : left;
        Branch branch = neighbour == StructStore.NONE ? parent(struct) : null;
        if (isUnreachable(left)
                || isUnreachable(right)
                || (neighbour == StructStore.NONE && branch == null)) {
            int _ = store.append(client, struct.length - skipped, Kind.GC);
            return;
        }
        int offset = struct.kind == Kind.STRING ? client.text.length() : client.valueCount();
        int item = store.append(client, struct.length - skipped, struct.kind);
        store.setContent(item, offset);
        if (skipped > 0) {
            store.setOrigin(item, client.index, store.clock(item) - 1);
        } else if (originClient != null) {
            store.setOrigin(item, originClient.index, struct.originClock);
        }
        if (rightOriginClient != null) {
            store.setRightOrigin(item, rightOriginClient.index, struct.rightOriginClock);
        }
        if (branch == null) {
            store.placeBeside(item, neighbour);
        } else if (struct.hasKey) {
            store.place(item, branch.index, structure.branches.entryOrNew(branch, struct.key));
        } else {
            store.place(item, branch.index);
        }
        if (struct.kind == Kind.TYPE) {
            client.addValue(readType(struct, item));
        } else {
            appendContent(client, struct, skipped);
        }
        structure.integrate(item, left, right);
    }

    /// The struct that begins at this clock. Nearly always it is what follows the left neighbour, and need not be looked for.
    private int rightNeighbour(ClientStructs client, int clock, int left) {
        int next = store.right(left);
        return next != StructStore.NONE
                        && store.clock(next) == clock
                        && store.clientIndex(next) == client.index
                ? next
                : structure.cuts.startingAt(client, clock);
    }

    private boolean isUnreachable(int neighbour) {
        return neighbour != StructStore.NONE && store.isGc(neighbour);
    }

    /// The branch named on the wire, or null if it was collected or never was one.
    private @Nullable Branch parent(StructReader struct) {
        if (parentClient == null) {
            return structure.branches.root(struct.parentName);
        }
        int holder = store.find(parentClient, struct.parentClock);
        return store.kind(holder) == Kind.TYPE ? structure.branchOf(holder) : null;
    }

    private void appendContent(ClientStructs client, StructReader struct, int skipped) {
        if (struct.kind == Kind.STRING) {
            int byteLength = struct.contentEnd - struct.textStart;
            client.text.appendUtf8(
                    struct.in.bytes(), struct.textStart, byteLength, struct.isAscii, skipped);
        } else if (struct.kind != Kind.DELETED) {
            appendValues(client, struct, skipped);
        }
    }

    private void appendValues(ClientStructs client, StructReader struct, int skipped) {
        ByteReader in = new ByteReader(struct.in.bytes(), struct.contentStart, struct.contentEnd);
        switch (struct.kind) {
            case Kind.ANY -> {
                int count = in.readVarUint31();
                for (int i = 0; i < count; i++) {
                    if (i < skipped) {
                        AnyCodec.skip(in);
                    } else {
                        client.addValue(AnyCodec.read(in));
                    }
                }
            }
            case Kind.JSON -> {
                int count = in.readVarUint31();
                for (int i = 0; i < count; i++) {
                    String json = in.readVarString();
                    if (i >= skipped) {
                        client.addValue(json);
                    }
                }
            }
            case Kind.BINARY -> client.addValue(in.readVarBytes());
            case Kind.EMBED -> client.addValue(in.readVarString());
            case Kind.FORMAT ->
                    client.addValue(new FormatMark(in.readVarString(), in.readVarString()));
            case Kind.DOC ->
                    client.addValue(new Subdocument(in.readVarString(), AnyCodec.read(in)));
            default -> {}
        }
    }

    private Branch readType(StructReader struct, int item) {
        ByteReader in = new ByteReader(struct.in.bytes(), struct.contentStart, struct.contentEnd);
        int typeRef = in.readVarUint31();
        String name = Branch.hasName(typeRef) ? in.readVarString() : "";
        return structure.branches.add(typeRef, name, item);
    }
}
