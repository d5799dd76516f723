package dev.coderun.server.session;

/// The fake keeps the contract too, or what is tested with it would mean nothing.
class MemoryDocumentStoreTest extends DocumentStoreContract {

    private final DocumentStore store = new MemoryDocumentStore();

    @Override
    DocumentStore store() {
        return store;
    }
}
