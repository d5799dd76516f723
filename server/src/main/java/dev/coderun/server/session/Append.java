package dev.coderun.server.session;

/// An entry on its way into the store. Asking twice for the same one is harmless.
///
/// @param sequence counted by the holder of the lease, from [StoredDocument#nextSequence] on, without a gap
@SuppressWarnings("ArrayRecordComponent") // bytes passed on, never compared
public record Append(Lease lease, long sequence, byte[] encodedEntry) {

    static Append of(Lease lease, long sequence, Entry entry) {
        return new Append(lease, sequence, EntryCodec.encode(entry));
    }

    /// What became of it.
    public enum Result {
        STORED,
        /// It may or may not be stored: to be asked for again, with the same bytes.
        UNKNOWN,
        /// Another server has taken the document over: nothing of this lease is ever stored again.
        FENCED
    }
}
