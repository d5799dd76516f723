package dev.coderun.session.live;

import java.util.List;

/// What a session hands out to be stored at one time, and whom to tell afterwards.
///
/// @param revision the session's revision once `updates` are applied
/// @param updates in the order in which they were applied; none if there is only something to acknowledge
public record Batch(long revision, List<AuthoredUpdate> updates, List<Receipt> receipts) {

    public Batch {
        updates = List.copyOf(updates);
        receipts = List.copyOf(receipts);
    }

    long bytes() {
        return updates.stream().mapToLong(update -> update.update().length).sum();
    }

    /// An update of format v1 and the id of the user whose connection it came on.
    @SuppressWarnings("ArrayRecordComponent") // bytes passed on, never compared
    public record AuthoredUpdate(String userId, byte[] update) {}

    /// Once the batch is stored, everything up to the participant's `received`-th document frame is.
    public record Receipt(Participant participant, long received) {}
}
