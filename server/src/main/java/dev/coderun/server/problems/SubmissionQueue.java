package dev.coderun.server.problems;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Submissions that wait or are being judged, in the order in which they came. Guarded by this; who moved up is told
/// outside of it.
final class SubmissionQueue {
    /// Further back, nobody is told of each step.
    static final int TOLD_POSITIONS = 20;

    private final Map<String, LiveSubmission> unfinished = new LinkedHashMap<>();
    private final List<LiveSubmission> waiting = new ArrayList<>();
    private final Map<String, Integer> ofUsers = new HashMap<>();

    synchronized void add(LiveSubmission live) {
        unfinished.put(live.submission().id(), live);
        ofUsers.merge(live.submission().userId(), 1, Integer::sum);
        waiting.add(live);
        notifyAll();
    }

    /// The first in the queue, once there is one.
    LiveSubmission take() throws InterruptedException {
        LiveSubmission first;
        synchronized (this) {
            while (waiting.isEmpty()) {
                wait();
            }
            first = waiting.removeFirst();
        }
        tellPositions();
        return first;
    }

    private void tellPositions() {
        List<LiveSubmission> told;
        synchronized (this) {
            told = List.copyOf(waiting.subList(0, Math.min(TOLD_POSITIONS, waiting.size())));
        }
        for (int i = 0; i < told.size(); i++) {
            told.get(i).moved(i);
        }
    }

    synchronized void putBack(LiveSubmission live) {
        waiting.addFirst(live);
        notifyAll();
    }

    synchronized void done(LiveSubmission live) {
        unfinished.remove(live.submission().id());
        ofUsers.computeIfPresent(
                live.submission().userId(), (_, count) -> count > 1 ? count - 1 : null);
    }

    synchronized Optional<LiveSubmission> find(String id) {
        return Optional.ofNullable(unfinished.get(id));
    }

    synchronized Optional<Integer> position(String id) {
        for (int i = 0; i < waiting.size(); i++) {
            if (waiting.get(i).submission().id().equals(id)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    synchronized int ofUser(String userId) {
        return ofUsers.getOrDefault(userId, 0);
    }

    synchronized int size() {
        return waiting.size();
    }
}
