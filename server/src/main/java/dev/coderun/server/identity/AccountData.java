package dev.coderun.server.identity;

import java.io.IOException;

/// What one part of the server keeps of people. Each part that keeps something offers this, so that people get all that
/// is theirs when they ask for it, and nothing of it stays when they go.
public interface AccountData {

    /// Writes all that belongs to a user.
    void export(User user, Archive archive) throws IOException;

    /// Removes all that belongs to a user. May be called again when it was cut short.
    void delete(String userId);

    /// Takes files, one after the other.
    interface Archive {
        /// `path` is relative and this part's own, such as `sessions/1/main.py`.
        void add(String path, byte[] content) throws IOException;
    }
}
