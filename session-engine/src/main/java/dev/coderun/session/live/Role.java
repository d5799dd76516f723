package dev.coderun.session.live;

/// What a participant may do in a session.
public enum Role {
    OWNER,
    EDITOR,
    VIEWER;

    public boolean mayEdit() {
        return this != VIEWER;
    }

    public boolean mayRun() {
        return this != VIEWER;
    }
}
