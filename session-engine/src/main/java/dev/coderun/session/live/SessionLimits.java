package dev.coderun.session.live;

/// How large a session may grow.
///
/// @param documentBytes the document in its encoded form, and so also the largest frame
/// @param unsavedBytes updates that were accepted and are not stored; beyond it the session is read-only
public record SessionLimits(int documentBytes, int unsavedBytes) {

    public static final SessionLimits DEFAULT = new SessionLimits(8 << 20, 16 << 20);

    public SessionLimits {
        if (documentBytes <= 0 || unsavedBytes <= 0) {
            throw new IllegalArgumentException("a limit of a session must be positive");
        }
    }
}
