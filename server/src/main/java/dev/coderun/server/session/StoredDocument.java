package dev.coderun.server.session;

import java.util.List;
import java.util.Optional;

/// A document as it lies in the store, and the right to go on writing it.
///
/// @param entries what came after the snapshot, in order
/// @param nextSequence the number of the next entry to be written
public record StoredDocument(
        Lease lease, Optional<Snapshot> snapshot, List<Entry> entries, long nextSequence) {

    public StoredDocument {
        entries = List.copyOf(entries);
    }

    long revision() {
        return entries.isEmpty()
                ? snapshot.map(Snapshot::revision).orElse(0L)
                : entries.getLast().revision();
    }

    long entryBytes() {
        return entries.stream()
                .flatMap(entry -> entry.updates().stream())
                .mapToLong(update -> update.update().length)
                .sum();
    }
}
