package dev.coderun.session.live;

import dev.coderun.session.live.Batch.AuthoredUpdate;
import dev.coderun.session.live.Batch.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The updates of a session that are not stored yet, at most one batch of them on its way to the store. Guarded by the
/// session's lock.
final class Unsaved {

    private final int limitBytes;
    private final List<AuthoredUpdate> waiting = new ArrayList<>();
    private long bytes;
    private boolean cut;
    private boolean full;

    Unsaved(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    boolean hasRoomFor(int moreBytes) {
        return !full && bytes + moreBytes <= limitBytes;
    }

    /// From now on nothing has room, until a batch is stored.
    void close() {
        full = true;
    }

    boolean isFull() {
        return full;
    }

    /// What is on its way to the store too.
    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return waiting.isEmpty() && !cut;
    }

    void add(String userId, byte[] update) {
        waiting.add(new AuthoredUpdate(userId, update));
        bytes += update.length;
    }

    Optional<Batch> cut(long revision, List<Participant> participants) {
        if (cut) {
            throw new IllegalStateException("the batch before is still on its way");
        }
        List<Receipt> receipts = new ArrayList<>();
        for (Participant participant : participants) {
            if (participant.takeNews()) {
                receipts.add(new Receipt(participant, participant.received()));
            }
        }
        if (waiting.isEmpty() && receipts.isEmpty()) {
            return Optional.empty();
        }
        var batch = new Batch(revision, waiting, receipts);
        waiting.clear();
        cut = true;
        return Optional.of(batch);
    }

    void stored(Batch batch) {
        cut = false;
        bytes -= batch.bytes();
        full = false;
    }
}
