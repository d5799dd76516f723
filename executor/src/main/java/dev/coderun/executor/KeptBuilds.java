package dev.coderun.executor;

import java.util.LinkedHashMap;
import java.util.Optional;

/// What was built for one session or one submission, by the hash of everything that the build depends on. Whatever box
/// the program runs in next, it is not built again. Bounded; the least recently used go first.
public final class KeptBuilds {
    public static final int MAX_BUILDS = 8;
    public static final long MAX_BYTES = 64L << 20;

    // All guarded by `this`.
    private final LinkedHashMap<String, Built> builds = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    public synchronized Optional<Built> find(String hash) {
        return Optional.ofNullable(builds.get(hash));
    }

    /// Not kept if it alone is more than is kept in all.
    public synchronized void keep(String hash, Built built) {
        var before = builds.remove(hash);
        bytes -= before == null ? 0 : before.bytes();
        if (built.bytes() > MAX_BYTES) {
            return;
        }
        builds.put(hash, built);
        bytes += built.bytes();
        var oldest = builds.entrySet().iterator();
        while (builds.size() > MAX_BUILDS || bytes > MAX_BYTES) {
            bytes -= oldest.next().getValue().bytes();
            oldest.remove();
        }
    }
}
