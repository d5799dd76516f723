package dev.coderun.session.crdt;

/// A Yjs document. Single-threaded: guarded by its owner's lock.
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class Doc {
    /// How many bytes of updates may wait for what they depend on.
    public static final int PENDING_LIMIT_BYTES = 8 << 20;

    private final long clientId;

    public Doc(long clientId) {
        this.clientId = clientId;
    }

    public long clientId() {
        return clientId;
    }

    /// Integrates what the update brings. Never leaves a half-applied document.
    ///
    /// @throws dev.coderun.session.codec.MalformedInputException if too much would be pending; the document is untouched
    public Change apply(Update update) {
        throw NotYet.here();
    }

    /// Whether every struct and every deletion of the update is held already.
    public boolean contains(Update update) {
        throw NotYet.here();
    }

    /// All that is held, pending updates included, in format v1.
    public byte[] encodeStateAsUpdate() {
        return encodeStateAsUpdate(StateVector.EMPTY);
    }

    /// What a peer with the target state lacks.
    public byte[] encodeStateAsUpdate(StateVector target) {
        throw NotYet.here();
    }

    public StateVector stateVector() {
        throw NotYet.here();
    }

    public boolean hasPending() {
        throw NotYet.here();
    }

    public SharedMap map(String root) {
        throw NotYet.here();
    }

    public SharedText text(String root) {
        throw NotYet.here();
    }

    public SharedArray array(String root) {
        throw NotYet.here();
    }

    /// Runs local edits as one change.
    public Change transact(Runnable edits) {
        throw NotYet.here();
    }
}
