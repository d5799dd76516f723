package dev.coderun.server.problems;

import java.util.HashMap;
import java.util.Map;

/// What the boxes of all submissions that are being judged may use together. Each claims what it may need before it begins,
/// so that none waits for memory while it holds some. Guarded by this.
final class JudgeMemory {
    private final Map<String, Long> claims = new HashMap<>();
    private long freeBytes;

    JudgeMemory(long bytes) {
        freeBytes = bytes;
    }

    /// False if there is not so much at the moment.
    synchronized boolean claim(String submissionId, long bytes) {
        if (bytes > freeBytes) {
            return false;
        }
        freeBytes -= bytes;
        claims.put(submissionId, bytes);
        return true;
    }

    synchronized void release(String submissionId) {
        var claimed = claims.remove(submissionId);
        freeBytes += claimed == null ? 0 : claimed;
    }
}
