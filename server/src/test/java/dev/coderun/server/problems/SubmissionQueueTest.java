package dev.coderun.server.problems;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SubmissionQueueTest {
    private final SubmissionQueue queue = new SubmissionQueue(Duration.ofMillis(5));

    @Test
    void whoeverCameFirstIsFirst() throws Exception {
        queue.add(submission("a", "python"));
        queue.add(submission("b", "python"));

        assertThat(queue.position("b")).contains(1);
        assertThat(queue.take(_ -> true).submission().id()).isEqualTo("a");
        assertThat(queue.position("a")).isEmpty();
        assertThat(queue.position("b")).contains(0);
    }

    @Test
    void whatCannotBeginKeepsItsPlaceAndLetsOthersBy() throws Exception {
        queue.add(submission("a", "rust"));
        queue.add(submission("b", "python"));

        assertThat(queue.take(SubmissionQueueTest::isPython).submission().id()).isEqualTo("b");
        assertThat(queue.position("a")).contains(0);
        assertThat(queue.take(_ -> true).submission().id()).isEqualTo("a");
    }

    @Test
    void whatIsToBeginAnewHasItsOldPlace() throws Exception {
        queue.add(submission("a", "python"));
        queue.add(submission("b", "python"));
        var first = queue.take(_ -> true);
        var second = queue.take(_ -> true);
        queue.add(submission("c", "python"));

        queue.putBack(second);
        queue.putBack(first);

        assertThat(queue.position("a")).contains(0);
        assertThat(queue.position("b")).contains(1);
        assertThat(queue.position("c")).contains(2);
    }

    @Test
    void whoeverWaitsIsLookedAtAgain() throws Exception {
        var asked = new int[1];
        queue.add(submission("a", "python"));

        var taken = new FutureTask<>(() -> queue.take(_ -> ++asked[0] == 3));
        Thread.startVirtualThread(taken);

        assertThat(taken.get(60, TimeUnit.SECONDS).submission().id()).isEqualTo("a");
    }

    @Test
    void onlyTheFirstAreToldOfEachStep() throws Exception {
        for (int i = 0; i < SubmissionQueue.TOLD_POSITIONS + 2; i++) {
            queue.add(submission("s" + i, "python"));
        }
        var last = SubmissionQueue.TOLD_POSITIONS;
        var told = queue.find("s" + last).orElseThrow().watch().orElseThrow();
        var untold = queue.find("s" + (last + 1)).orElseThrow().watch().orElseThrow();

        queue.take(_ -> true);

        assertThat(told).extracting(LiveSubmission.Event::name).containsExactly("position");
        assertThat(untold).isEmpty();
    }

    private static boolean isPython(LiveSubmission live) {
        return live.submission().language().equals("python");
    }

    private static LiveSubmission submission(String id, String language) {
        return new LiveSubmission(
                new Submission(
                        id,
                        "ada",
                        "doubled",
                        "hash",
                        language,
                        "main",
                        Instant.EPOCH,
                        Optional.empty()));
    }
}
