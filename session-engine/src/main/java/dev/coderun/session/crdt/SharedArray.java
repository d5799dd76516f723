package dev.coderun.session.crdt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A list shared by all who edit the document.
public final class SharedArray {
    SharedArray() {}

    public int length() {
        throw new UnsupportedOperationException("not yet");
    }

    public @Nullable Object get(int index) {
        throw new UnsupportedOperationException("not yet");
    }

    public List<@Nullable Object> toList() {
        throw new UnsupportedOperationException("not yet");
    }

    public void insert(int index, List<? extends @Nullable Object> values) {
        throw new UnsupportedOperationException("not yet");
    }

    public void delete(int index, int length) {
        throw new UnsupportedOperationException("not yet");
    }
}
