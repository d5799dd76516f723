package dev.coderun.server.session;

import java.util.List;

/// Where documents outlive the server.
public interface DocumentStore {

    /// Takes the document over from whoever had it, and reads it.
    ///
    /// @throws dev.coderun.server.dynamodb.StoreDownException if it cannot be read; what is stored is as before
    /// @throws dev.coderun.session.codec.MalformedInputException if what is stored is no document
    StoredDocument open(String sessionId);

    /// Stores entries of different documents; the results are in the order of the appends.
    List<Append.Result> append(List<Append> appends);

    /// Puts a snapshot in place of the entries that it covers, which go on as history. False if the lease is lost.
    ///
    /// @throws dev.coderun.server.dynamodb.StoreDownException if it is not sure to be done; to be repeated or left
    boolean replaceBySnapshot(Lease lease, Snapshot snapshot);

    /// Removes the document with its history. A server that has it open is fenced off.
    void delete(String sessionId);

    /// A number that no earlier call for the session returned.
    long nextRunId(String sessionId);
}
