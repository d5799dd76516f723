package dev.coderun.session.crdt;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A stretch of text with the same attributes, or one embedded value or shared type. A text's segments are its delta.
public record TextSegment(@Nullable Object insert, Map<String, @Nullable Object> attributes) {
    public TextSegment {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }
}
