package dev.coderun.session.crdt;

/// Text shared by all who edit the document; positions count UTF-16 units.
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class SharedText {
    SharedText() {}

    public int length() {
        throw NotYet.here();
    }

    public void insert(int index, String text) {
        throw NotYet.here();
    }

    public void delete(int index, int length) {
        throw NotYet.here();
    }

    @Override
    public String toString() {
        throw NotYet.here();
    }
}
