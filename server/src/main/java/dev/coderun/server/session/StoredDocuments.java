package dev.coderun.server.session;

import dev.coderun.session.crdt.Doc;
import dev.coderun.session.crdt.Update;
import java.security.SecureRandom;

/// Documents from and for the store.
final class StoredDocuments {

    private static final SecureRandom RANDOM = new SecureRandom();

    private StoredDocuments() {}

    /// An empty document whose own edits carry a client id that nobody has used.
    static Doc newDoc() {
        // Yjs 13 itself draws 32 bits.
        return new Doc(RANDOM.nextLong(1, 1L << 32));
    }

    /// @throws dev.coderun.session.codec.MalformedInputException if what is stored is no document
    static Doc load(StoredDocument stored) {
        var doc = newDoc();
        stored.snapshot().ifPresent(found -> doc.apply(Update.decodeV1(found.state())));
        for (var entry : stored.entries()) {
            for (var update : entry.updates()) {
                doc.apply(Update.decodeV1(update.update()));
            }
        }
        return doc;
    }
}
