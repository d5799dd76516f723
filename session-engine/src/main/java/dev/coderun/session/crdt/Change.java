package dev.coderun.session.crdt;

/// What one applied update or one local transaction did to a document.
public final class Change {
    private final byte[] update;
    private final boolean changesDocument;
    private final boolean addsPending;
    private final boolean isVerbatim;

    private Change(
            byte[] update, boolean changesDocument, boolean addsPending, boolean isVerbatim) {
        this.update = update;
        this.changesDocument = changesDocument;
        this.addsPending = addsPending;
        this.isVerbatim = isVerbatim;
    }

    static Change nothing(boolean addsPending) {
        return new Change(Update.NOTHING, false, addsPending, false);
    }

    static Change verbatim(Update update) {
        return new Change(update.encoded(), true, false, true);
    }

    static Change of(byte[] update, boolean addsPending) {
        return new Change(update, true, addsPending, false);
    }

    /// Something was integrated or deleted that was not before.
    public boolean changesDocument() {
        return changesDocument;
    }

    /// It changed the document, or left bytes pending that were not before.
    public boolean bringsAnything() {
        return changesDocument || addsPending;
    }

    /// The received bytes were wholly new and left nothing pending: they may be forwarded as they are.
    public boolean isVerbatim() {
        return isVerbatim;
    }

    /// What changed, as an update of format v1: the received bytes if verbatim, the empty update if nothing did.
    public byte[] update() {
        return update;
    }
}
