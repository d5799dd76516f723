package dev.coderun.session.crdt;

import dev.coderun.session.codec.ByteReader;
import dev.coderun.session.codec.MalformedInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// A Yjs document. Single-threaded: guarded by its owner's lock.
public final class Doc {
    /// How many bytes of updates may wait for what they depend on.
    public static final int PENDING_LIMIT_BYTES = 8 << 20;

    private final Structure structure = new Structure();
    private final PendingUpdates pending = new PendingUpdates();
    private final Applier applier = new Applier(structure, pending);
    private final StateWriter writer = new StateWriter(structure);
    private final int pendingLimitBytes;

    private long clientId;
    private boolean inTransaction;
    private boolean isTelling;

    /// A document whose local edits carry this client id, which nobody may have used before.
    public Doc(long clientId) {
        this(clientId, PENDING_LIMIT_BYTES);
    }

    Doc(long clientId, int pendingLimitBytes) {
        if (clientId < 0 || clientId > ByteReader.MAX_SAFE_INTEGER) {
            throw new IllegalArgumentException("client id out of range: " + clientId);
        }
        this.clientId = clientId;
        this.pendingLimitBytes = pendingLimitBytes;
    }

    public long clientId() {
        return clientId;
    }

    /// Integrates what the update brings. Never leaves a half-applied document.
    ///
    /// @throws MalformedInputException if too much would be pending; the document is untouched
    public Change apply(Update update) {
        checkNotTelling();
        if (inTransaction) {
            throw new IllegalStateException("an update cannot be applied within a transaction");
        }
        boolean nearLimit = pending.bytes() + update.encoded().length > pendingLimitBytes;
        if (nearLimit && !applier.isWithinReach(update)) {
            throw new MalformedInputException("too much waits for missing updates");
        }
        structure.transaction.begin();
        applier.begin();
        applier.applyStructs(update);
        applier.applyDeletions(update);
        if (!pending.isEmpty()) {
            applier.retryPending();
            applier.applyPendingDeletions();
        }
        structure.finish();
        tell();
        Change change = changeBy(update);
        applier.end();
        return change;
    }

    private void tell() {
        isTelling = true;
        try {
            structure.events.tell();
        } finally {
            isTelling = false;
        }
    }

    private void checkNotTelling() {
        if (isTelling) {
            throw new IllegalStateException("a listener must not change the document");
        }
    }

    private Change changeBy(Update update) {
        if (structure.transaction.isEmpty()) {
            return Change.nothing(applier.addedPending());
        }
        avoidTakenClientId();
        return applier.isWhollyNew()
                ? Change.verbatim(update)
                : Change.of(writer.write(structure.transaction), applier.addedPending());
    }

    /// Somebody else wrote under our id: two writers with one id would overwrite each other, so take another.
    private void avoidTakenClientId() {
        Transaction transaction = structure.transaction;
        for (int i = 0; i < transaction.advancedCount(); i++) {
            if (structure.store.clients.get(transaction.advanced(i)).id == clientId) {
                do {
                    clientId = clientId == ByteReader.MAX_SAFE_INTEGER ? 0 : clientId + 1;
                } while (structure.store.clients.find(clientId) != null);
            }
        }
    }

    /// Whether every struct and every deletion of the update is held already.
    public boolean contains(Update update) {
        for (int section = 0; section < update.sectionCount(); section++) {
            if (update.end(section) > structure.store.clients.nextClock(update.client(section))) {
                return false;
            }
        }
        boolean[] all = {true};
        update.deleteSet()
                .forEach((client, start, end) -> all[0] &= structure.isDeleted(client, start, end));
        return all[0];
    }

    /// All that is held, pending updates included, in format v1.
    public byte[] encodeStateAsUpdate() {
        return encodeStateAsUpdate(StateVector.EMPTY);
    }

    /// All that is held, pending updates included, in format v2.
    public byte[] encodeStateAsUpdateV2() {
        return Update.decodeV1(encodeStateAsUpdate()).encodeV2();
    }

    /// What a peer with the target state lacks.
    public byte[] encodeStateAsUpdate(StateVector target) {
        byte[] held = writer.write(target);
        if (pending.isEmpty()) {
            return held;
        }
        List<Update> updates = new ArrayList<>();
        updates.add(Update.decodeV1(held));
        for (byte[] waiting : pending.encode()) {
            updates.add(Updates.diff(Update.decodeV1(waiting), target));
        }
        return Updates.merge(updates).encoded();
    }

    public StateVector stateVector() {
        Map<Long, Integer> clocks = new HashMap<>();
        for (int i = 0; i < structure.store.clients.count(); i++) {
            ClientStructs client = structure.store.clients.get(i);
            if (client.nextClock > 0) {
                clocks.put(client.id, client.nextClock);
            }
        }
        return new StateVector(clocks);
    }

    /// This moment of the document, to be told apart from others or read again later.
    public Snapshot snapshot() {
        return new Snapshot(writer.deletions(), stateVector());
    }

    public boolean hasPending() {
        return !pending.isEmpty();
    }

    public SharedMap map(String root) {
        return new SharedMap(this, structure.branches.root(root));
    }

    public SharedText text(String root) {
        return new SharedText(this, structure.branches.root(root));
    }

    public SharedArray array(String root) {
        return new SharedArray(this, structure.branches.root(root));
    }

    /// A root that is an XML fragment.
    public SharedXml xml(String root) {
        return new SharedXml(this, structure.branches.root(root));
    }

    /// Runs local edits as one change.
    public Change transact(Runnable edits) {
        begin();
        try {
            edits.run();
        } finally {
            end();
        }
        return structure.transaction.isEmpty()
                ? Change.nothing(false)
                : Change.of(writer.write(structure.transaction), false);
    }

    private void begin() {
        checkNotTelling();
        if (inTransaction) {
            throw new IllegalStateException("transactions do not nest");
        }
        inTransaction = true;
        structure.transaction.begin();
    }

    private void end() {
        inTransaction = false;
        structure.finish();
        tell();
    }

    /// Runs local edits in one transaction, or as part of the one at hand, of which nobody asks for an update.
    public void edit(Runnable edits) {
        boolean isWhole = beginUnlessIn();
        try {
            edits.run();
        } finally {
            endIf(isWhole);
        }
    }

    <T> T edit(Supplier<T> edit) {
        boolean isWhole = beginUnlessIn();
        try {
            return edit.get();
        } finally {
            endIf(isWhole);
        }
    }

    private boolean beginUnlessIn() {
        if (inTransaction) {
            return false;
        }
        begin();
        return true;
    }

    private void endIf(boolean isWhole) {
        if (isWhole) {
            end();
        }
    }

    /// Checks what must hold between transactions; for tests, since it reads the whole document.
    ///
    /// @throws IllegalStateException if the document is broken
    public void checkInvariants() {
        new Invariants(structure).check();
    }

    Structure structure() {
        return structure;
    }

    /// The client whose history local edits extend.
    ClientStructs writer() {
        ClientStructs own = structure.store.clients.findOrNew(clientId);
        structure.transaction.advance(own);
        return own;
    }
}
