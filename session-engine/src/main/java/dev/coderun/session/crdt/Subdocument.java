package dev.coderun.session.crdt;

import org.jspecify.annotations.Nullable;

/// A reference to another document, synced under its own id.
public record Subdocument(String guid, @Nullable Object options) {}
