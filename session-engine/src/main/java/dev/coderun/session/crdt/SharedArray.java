package dev.coderun.session.crdt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A list shared by all who edit the document.
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class SharedArray {
    SharedArray() {}

    public int length() {
        throw NotYet.here();
    }

    public @Nullable Object get(int index) {
        throw NotYet.here();
    }

    public List<@Nullable Object> toList() {
        throw NotYet.here();
    }

    public void insert(int index, List<? extends @Nullable Object> values) {
        throw NotYet.here();
    }

    public void delete(int index, int length) {
        throw NotYet.here();
    }
}
