package dev.coderun.session.crdt;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A map shared by all who edit the document.
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class SharedMap {
    SharedMap() {}

    public Set<String> keys() {
        throw NotYet.here();
    }

    public boolean has(String key) {
        throw NotYet.here();
    }

    /// A `String`, `Long`, `Double`, `Boolean`, `byte[]`, `List`, `Map` or shared type; null if absent or null.
    public @Nullable Object get(String key) {
        throw NotYet.here();
    }

    public void set(String key, @Nullable Object value) {
        throw NotYet.here();
    }

    public SharedMap setMap(String key) {
        throw NotYet.here();
    }

    public SharedText setText(String key) {
        throw NotYet.here();
    }

    public SharedArray setArray(String key) {
        throw NotYet.here();
    }

    public void delete(String key) {
        throw NotYet.here();
    }
}
