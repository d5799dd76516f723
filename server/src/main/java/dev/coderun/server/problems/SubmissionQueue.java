package dev.coderun.server.problems;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Submissions that wait or are being judged, in the order in which they came. One that nothing can be run for keeps its
/// place and lets others by; one that memory is missing for lets nobody by, or small ones would keep it waiting for ever.
/// Guarded by this; who moved up is told outside of it.
final class SubmissionQueue {
    /// Further back, nobody is told of each step.
    static final int TOLD_POSITIONS = 20;

    private final Duration patience;
    private final Map<String, Place> unfinished = new LinkedHashMap<>();
    private final SortedMap<Long, Place> waiting = new TreeMap<>();
    private final Map<String, Integer> ofUsers = new HashMap<>();
    private long lastNumber;

    /// Where a submission stands, for as long as it is not judged.
    private record Place(long number, LiveSubmission live) {}

    /// How long until those that could not begin are looked at again.
    SubmissionQueue(Duration patience) {
        this.patience = patience;
    }

    synchronized void add(LiveSubmission live) {
        var place = new Place(++lastNumber, live);
        unfinished.put(live.submission().id(), place);
        ofUsers.merge(live.submission().userId(), 1, Integer::sum);
        waiting.put(place.number(), place);
        notifyAll();
    }

    /// What decides whether a submission begins. Either answer is what its user is told meanwhile.
    interface Admission {
        /// Why nothing can be run for it now, whatever its place.
        Optional<String> obstacle(LiveSubmission live);

        /// Takes what it needs, for it is the next; or says what is missing.
        Optional<String> claim(LiveSubmission live);
    }

    /// The first in the queue that can begin, once there is one. All that wait are told what they wait for.
    LiveSubmission take(Admission admission) throws InterruptedException {
        Optional<Place> first;
        synchronized (this) {
            first = admitted(admission);
            while (first.isEmpty()) {
                wait(waiting.isEmpty() ? 0 : patience.toMillis());
                first = admitted(admission);
            }
            waiting.remove(first.get().number());
        }
        tellPositions();
        return first.get().live();
    }

    private Optional<Place> admitted(Admission admission) {
        Optional<Place> admitted = Optional.empty();
        boolean nextIsFound = false;
        for (var place : waiting.values()) {
            var obstacle = admission.obstacle(place.live());
            if (obstacle.isEmpty() && !nextIsFound) {
                nextIsFound = true;
                obstacle = admission.claim(place.live());
                admitted = obstacle.isEmpty() ? Optional.of(place) : Optional.empty();
            }
            place.live().waits(obstacle);
        }
        return admitted;
    }

    private void tellPositions() {
        List<LiveSubmission> told;
        synchronized (this) {
            told = waiting.values().stream().limit(TOLD_POSITIONS).map(Place::live).toList();
        }
        for (int i = 0; i < told.size(); i++) {
            told.get(i).moved(i);
        }
    }

    /// It is to begin anew.
    synchronized void putBack(LiveSubmission live) {
        placeOf(live.submission().id()).ifPresent(place -> waiting.put(place.number(), place));
        notifyAll();
    }

    synchronized void done(LiveSubmission live) {
        unfinished.remove(live.submission().id());
        ofUsers.computeIfPresent(
                live.submission().userId(), (_, count) -> count > 1 ? count - 1 : null);
        notifyAll(); // What it used may be what another waits for.
    }

    synchronized Optional<LiveSubmission> find(String id) {
        return placeOf(id).map(Place::live);
    }

    synchronized Optional<Integer> position(String id) {
        return placeOf(id)
                .filter(place -> waiting.containsKey(place.number()))
                .map(place -> waiting.headMap(place.number()).size());
    }

    private Optional<Place> placeOf(String id) {
        return Optional.ofNullable(unfinished.get(id));
    }

    synchronized int ofUser(String userId) {
        return ofUsers.getOrDefault(userId, 0);
    }

    synchronized int size() {
        return waiting.size();
    }
}
