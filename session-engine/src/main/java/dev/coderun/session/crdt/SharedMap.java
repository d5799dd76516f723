package dev.coderun.session.crdt;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A map shared by all who edit the document.
public final class SharedMap {
    SharedMap() {}

    public Set<String> keys() {
        throw new UnsupportedOperationException("not yet");
    }

    public boolean has(String key) {
        throw new UnsupportedOperationException("not yet");
    }

    /// A `String`, `Long`, `Double`, `Boolean`, `byte[]`, `List`, `Map` or shared type; null if absent or null.
    public @Nullable Object get(String key) {
        throw new UnsupportedOperationException("not yet");
    }

    public void set(String key, @Nullable Object value) {
        throw new UnsupportedOperationException("not yet");
    }

    public SharedMap setMap(String key) {
        throw new UnsupportedOperationException("not yet");
    }

    public SharedText setText(String key) {
        throw new UnsupportedOperationException("not yet");
    }

    public SharedArray setArray(String key) {
        throw new UnsupportedOperationException("not yet");
    }

    public void delete(String key) {
        throw new UnsupportedOperationException("not yet");
    }
}
