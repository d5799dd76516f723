package dev.coderun.session.crdt;

import dev.coderun.session.codec.AnyCodec;
import dev.coderun.session.codec.ByteWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes a document's structs and deletions in format v1, byte for byte as Yjs would.
final class StateWriter {
    private static final int BYTES_PER_STRUCT = 20;
    private static final int LARGEST_START_BYTES = 64 << 20;
    private static final int LARGEST_SCRATCH_BYTES = 4096;

    private static final Comparator<ClientStructs> FROM_HIGHEST =
            new Comparator<>() {
                @Override
                public int compare(ClientStructs one, ClientStructs other) {
                    return Long.compare(other.id, one.id);
                }
            };

    private final Structure structure;
    private final StructStore store;

    /// Small updates are put together here; what a large one took is not kept.
    private ByteWriter scratch = new ByteWriter();

    StateWriter(Structure structure) {
        this.structure = structure;
        this.store = structure.store;
    }

    /// What a peer with the target state lacks, and all deletions.
    byte[] write(StateVector target) {
        List<ClientStructs> clients = clientsFromHighest();
        List<ClientStructs> ahead = new ArrayList<>();
        long expectedBytes = 64;
        for (ClientStructs client : clients) {
            if (client.nextClock > target.nextClock(client.id)) {
                ahead.add(client);
                expectedBytes +=
                        (long) BYTES_PER_STRUCT * client.structCount + client.text.length();
            }
        }
        var out = new ByteWriter((int) Math.min(expectedBytes, LARGEST_START_BYTES));
        out.writeVarUint(ahead.size());
        for (ClientStructs client : ahead) {
            writeStructs(out, client, (int) target.nextClock(client.id));
        }
        deletions().write(out);
        return out.toByteArray();
    }

    private List<ClientStructs> clientsFromHighest() {
        List<ClientStructs> clients = new ArrayList<>();
        for (int i = 0; i < store.clients.count(); i++) {
            clients.add(store.clients.get(i));
        }
        clients.sort(FROM_HIGHEST);
        return clients;
    }

    DeleteSet deletions() {
        var deletions = new DeleteSet();
        for (int i = 0; i < store.clients.count(); i++) {
            ClientStructs client = store.clients.get(i);
            for (int struct = client.first;
                    struct != StructStore.NONE;
                    struct = store.next(struct)) {
                if (store.isDeleted(struct)) {
                    boolean _ = deletions.add(client.id, store.clock(struct), store.end(struct));
                }
            }
        }
        return deletions;
    }

    /// What the transaction added and deleted.
    byte[] write(Transaction transaction) {
        ByteWriter out = scratch;
        out.clear();
        writeAdvanced(out, transaction);
        writeDeletions(out, transaction);
        if (out.size() > LARGEST_SCRATCH_BYTES) {
            scratch = new ByteWriter();
        }
        return out.toByteArray();
    }

    private void writeAdvanced(ByteWriter out, Transaction transaction) {
        int count = transaction.advancedCount();
        out.writeVarUint(count);
        if (count == 1) {
            ClientStructs client = store.clients.get(transaction.advanced(0));
            writeStructs(out, client, client.clockBefore);
            return;
        }
        List<ClientStructs> advanced = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            advanced.add(store.clients.get(transaction.advanced(i)));
        }
        advanced.sort(FROM_HIGHEST);
        for (ClientStructs client : advanced) {
            writeStructs(out, client, client.clockBefore);
        }
    }

    private void writeDeletions(ByteWriter out, Transaction transaction) {
        int count = transaction.deletionCount();
        if (count == 0) {
            out.writeVarUint(0);
            return;
        }
        if (count == 1) {
            out.writeVarUint(1);
            out.writeVarUint(store.clients.get(transaction.deletionClient(0)).id);
            out.writeVarUint(1);
            out.writeVarUint(transaction.deletionStart(0));
            out.writeVarUint(transaction.deletionEnd(0) - transaction.deletionStart(0));
            return;
        }
        transaction.deletions(store).write(out);
    }

    private void writeStructs(ByteWriter out, ClientStructs client, int fromClock) {
        int first = store.find(client, fromClock);
        int count = 0;
        for (int struct = first; struct != StructStore.NONE; struct = store.next(struct)) {
            count++;
        }
        out.writeVarUint(count);
        out.writeVarUint(client.id);
        out.writeVarUint(fromClock);
        writeStruct(out, client, first, fromClock - store.clock(first));
        for (int struct = store.next(first);
                struct != StructStore.NONE;
                struct = store.next(struct)) {
            writeStruct(out, client, struct, 0);
        }
    }

    private void writeStruct(ByteWriter out, ClientStructs client, int struct, int skipped) {
        int kind = store.kind(struct);
        if (kind == Kind.GC) {
            out.writeUint8(Kind.GC);
            out.writeVarUint(store.length(struct) - skipped);
            return;
        }
        int originClient = skipped > 0 ? client.index : store.originClient(struct);
        int originClock =
                skipped > 0 ? store.clock(struct) + skipped - 1 : store.originClock(struct);
        boolean hasOrigin = originClient != StructStore.NO_CLIENT;
        int rightOriginClient = store.rightOriginClient(struct);
        boolean hasRightOrigin = rightOriginClient != StructStore.NO_CLIENT;
        out.writeUint8(
                kind
                        | (hasOrigin ? StructReader.HAS_ORIGIN : 0)
                        | (hasRightOrigin ? StructReader.HAS_RIGHT_ORIGIN : 0)
                        | (store.isMapped(struct) ? StructReader.HAS_KEY : 0));
        if (hasOrigin) {
            out.writeVarUint(store.clients.get(originClient).id);
            out.writeVarUint(originClock);
        }
        if (hasRightOrigin) {
            out.writeVarUint(store.clients.get(rightOriginClient).id);
            out.writeVarUint(store.rightOriginClock(struct));
        }
        if (!hasOrigin && !hasRightOrigin) {
            writeParent(out, struct);
        }
        writeContent(out, client, struct, skipped);
    }

    private void writeParent(ByteWriter out, int struct) {
        Branch branch = structure.branches.get(store.parent(struct));
        if (branch.isRoot()) {
            out.writeVarUint(1);
            out.writeVarString(branch.name);
        } else {
            out.writeVarUint(0);
            out.writeVarUint(store.clientOf(branch.item).id);
            out.writeVarUint(store.clock(branch.item));
        }
        if (store.isMapped(struct)) {
            out.writeVarString(structure.branches.entry(store.entry(struct)).key);
        }
    }

    private void writeContent(ByteWriter out, ClientStructs client, int struct, int skipped) {
        int length = store.length(struct);
        int content = store.content(struct);
        switch (store.kind(struct)) {
            case Kind.DELETED -> out.writeVarUint(length - skipped);
            case Kind.STRING -> client.text.writeTo(out, content + skipped, length - skipped);
            case Kind.ANY -> {
                out.writeVarUint(length - skipped);
                for (int i = skipped; i < length; i++) {
                    AnyCodec.write(out, client.value(content + i));
                }
            }
            case Kind.JSON -> {
                out.writeVarUint(length - skipped);
                for (int i = skipped; i < length; i++) {
                    out.writeVarString(text(client.value(content + i)));
                }
            }
            default -> writeSingle(out, client.value(content));
        }
    }

    private static void writeSingle(ByteWriter out, @Nullable Object value) {
        switch (value) {
            case byte[] bytes -> out.writeVarBytes(bytes);
            case String embed -> out.writeVarString(embed);
            case FormatMark mark -> {
                out.writeVarString(mark.key());
                out.writeVarString(mark.valueJson());
            }
            case Branch branch -> {
                out.writeVarUint(branch.typeRef);
                if (Branch.hasName(branch.typeRef)) {
                    out.writeVarString(branch.name);
                }
            }
            case Subdocument subdocument -> {
                out.writeVarString(subdocument.guid());
                AnyCodec.write(out, subdocument.options());
            }
            case null, default -> throw new IllegalStateException("item without content");
        }
    }

    private static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalStateException("JSON item without text");
    }
}
