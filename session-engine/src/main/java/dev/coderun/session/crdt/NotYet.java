package dev.coderun.session.crdt;

/// Marks a body that is still to come.
final class NotYet {
    private NotYet() {}

    static UnsupportedOperationException here() {
        return new UnsupportedOperationException("not yet");
    }
}
