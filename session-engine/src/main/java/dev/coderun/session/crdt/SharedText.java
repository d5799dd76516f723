package dev.coderun.session.crdt;

/// Text shared by all who edit the document; positions count UTF-16 units.
public final class SharedText {
    SharedText() {}

    public int length() {
        throw new UnsupportedOperationException("not yet");
    }

    public void insert(int index, String text) {
        throw new UnsupportedOperationException("not yet");
    }

    public void delete(int index, int length) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public String toString() {
        throw new UnsupportedOperationException("not yet");
    }
}
