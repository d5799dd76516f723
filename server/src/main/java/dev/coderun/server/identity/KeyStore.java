package dev.coderun.server.identity;

import java.util.Optional;

/// Where keys are kept, for all servers of one table.
interface KeyStore {

    Optional<SigningKey> find(long period);

    /// False if the period has a key already.
    boolean add(SigningKey key);
}
