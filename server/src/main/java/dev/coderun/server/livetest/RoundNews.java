package dev.coderun.server.livetest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that is to be told of a round to somebody who comes late. Guarded by its [SessionTester].
final class RoundNews {
    private final byte[] begun;
    private final List<byte[]> found = new ArrayList<>();
    private final Map<String, byte[]> started = new LinkedHashMap<>();
    private final Map<String, byte[]> ended = new LinkedHashMap<>();
    private Optional<byte[]> diagnostics = Optional.empty();
    private Optional<byte[]> lastly = Optional.empty();

    /// @param begun the frame that begins it
    RoundNews(byte[] begun) {
        this.begun = begun;
    }

    void found(byte[] frame) {
        found.add(frame);
    }

    void diagnostics(byte[] frame) {
        diagnostics = Optional.of(frame);
    }

    void started(String test, byte[] frame) {
        started.put(test, frame);
    }

    void ended(String test, byte[] frame) {
        started.remove(test);
        ended.put(test, frame);
    }

    /// The stage that it is in, or its end.
    void stands(byte[] frame) {
        lastly = Optional.of(frame);
    }

    List<byte[]> all() {
        var all = new ArrayList<byte[]>();
        all.add(begun);
        diagnostics.ifPresent(all::add);
        all.addAll(found);
        all.addAll(ended.values());
        all.addAll(started.values());
        lastly.ifPresent(all::add);
        return all;
    }
}
