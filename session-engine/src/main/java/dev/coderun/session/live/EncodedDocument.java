package dev.coderun.session.live;

import dev.coderun.session.crdt.Doc;
import dev.coderun.session.crdt.Update;
import dev.coderun.session.crdt.Updates;
import dev.coderun.session.sync.MessageCodec;
import org.jspecify.annotations.Nullable;

/// A session's document in its encoded form, and what more it has room for. Guarded by the session's lock.
final class EncodedDocument {
    private final Doc doc;
    private final SessionLimits limits;

    /// Null once it is no longer what the document says.
    private byte @Nullable [] bytes;

    /// The same as a message: whoever joins before the next change gets the very same bytes.
    private byte @Nullable [] frame;

    /// There are at most so many bytes.
    private long sizeBound;

    EncodedDocument(Doc doc, SessionLimits limits) {
        this.doc = doc;
        this.limits = limits;
        this.sizeBound = bytes().length;
    }

    /// As an update of format v1; nobody may change the bytes.
    byte[] bytes() {
        byte[] known = bytes;
        if (known == null) {
            known = doc.encodeStateAsUpdate();
            bytes = known;
        }
        return known;
    }

    /// As the message that answers whoever has nothing of it.
    byte[] frame() {
        byte[] known = frame;
        if (known == null) {
            known = MessageCodec.syncStep2(bytes());
            frame = known;
        }
        return known;
    }

    /// An update of so many bytes was taken in.
    void changed(int receivedBytes) {
        bytes = null;
        frame = null;
        sizeBound += receivedBytes;
    }

    /// The bound grows by each update's bytes, mostly more than the document does; the document is only measured when
    /// the bound no longer tells.
    boolean hasRoomFor(int moreBytes) {
        if (sizeBound + moreBytes > limits.documentBytes()) {
            sizeBound = bytes().length;
        }
        return sizeBound + moreBytes <= limits.documentBytes();
    }

    /// Files are counted before they are there: what is known already only where it would decide.
    boolean hasRoomForFilesOf(Update update) {
        int more = SessionDocument.newFilesAtMost(update.encoded());
        if (more == 0) {
            return true;
        }
        int files = SessionDocument.fileCount(doc);
        return files + more <= limits.files()
                || files
                                + SessionDocument.newFilesAtMost(
                                        Updates.diff(update, doc.stateVector()).encoded())
                        <= limits.files();
    }
}
