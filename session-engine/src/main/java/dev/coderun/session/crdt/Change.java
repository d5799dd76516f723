package dev.coderun.session.crdt;

/// What one applied update or one local transaction did to a document.
public final class Change {
    private final byte[] update;

    Change(byte[] update) {
        this.update = update;
    }

    /// Something was integrated or deleted that was not before.
    public boolean changesDocument() {
        return update.length > 2;
    }

    /// It changed the document, or left bytes pending that were not before.
    public boolean bringsAnything() {
        return changesDocument();
    }

    /// The received bytes were wholly new and left nothing pending: they may be forwarded as they are.
    public boolean isVerbatim() {
        return false;
    }

    /// What changed, as an update of format v1; the received bytes if verbatim.
    public byte[] update() {
        return update;
    }
}
