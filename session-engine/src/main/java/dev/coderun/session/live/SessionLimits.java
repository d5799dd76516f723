package dev.coderun.session.live;

import dev.coderun.session.awareness.Awareness;

/// How large a session may grow.
///
/// @param documentBytes the document in its encoded form, and so also the largest frame
/// @param unsavedBytes updates that were accepted and are not stored; beyond it the session is read-only
/// @param files how many files its document holds
/// @param presenceCharacters what one client says about itself; longer states are dropped
public record SessionLimits(
        int documentBytes, int unsavedBytes, int files, int presenceCharacters) {

    public static final SessionLimits DEFAULT = new SessionLimits(8 << 20, 16 << 20);

    public SessionLimits {
        if (documentBytes <= 0 || unsavedBytes <= 0 || files <= 0 || presenceCharacters <= 0) {
            throw new IllegalArgumentException("a limit of a session must be positive");
        }
    }

    /// With what is usual for the rest.
    public SessionLimits(int documentBytes, int unsavedBytes) {
        this(documentBytes, unsavedBytes, 500, Awareness.USUAL_STATE_CHARACTERS);
    }
}
