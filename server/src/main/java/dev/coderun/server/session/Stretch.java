package dev.coderun.server.session;

import dev.coderun.session.crdt.Doc;
import dev.coderun.session.crdt.Update;
import java.util.List;

/// A stretch of a document's past with the place that it has in the store, from which each of its versions can be made.
///
/// @param firstSequence the number of the first entry
/// @param base the document before the first entry, as an update of format v1; not to be changed
/// @param entries at least one
@SuppressWarnings("ArrayRecordComponent") // bytes passed on, never compared
record Stretch(long firstSequence, byte[] base, List<Entry> entries) {

    Stretch {
        entries = List.copyOf(entries);
    }

    /// The document was this after the entry of that place. Where a number was left out between two entries, the
    /// sequence is smaller than the entry's own, and still leads to this stretch.
    Version version(int entry) {
        return new Version(firstSequence + entry, entries.get(entry).revision());
    }

    /// The place of the last entry up to a revision; -1 if all came later.
    int lastUpTo(long revision) {
        int last = -1;
        while (last + 1 < entries.size() && entries.get(last + 1).revision() <= revision) {
            last++;
        }
        return last;
    }

    /// The document as it was after an entry.
    ///
    /// @throws dev.coderun.session.codec.MalformedInputException if what is stored is no document
    Doc documentAfter(int last) {
        var doc = StoredDocuments.newDoc();
        doc.apply(Update.decodeV1(base));
        for (var entry : entries.subList(0, last + 1)) {
            for (var update : entry.updates()) {
                doc.apply(Update.decodeV1(update.update()));
            }
        }
        return doc;
    }
}
