package dev.coderun.server.problems;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class SubmissionQueueTest {
    private final SubmissionQueue queue = new SubmissionQueue(Duration.ofMillis(5));

    @Test
    void whoeverCameFirstIsFirst() throws Exception {
        queue.add(submission("a", "python"));
        queue.add(submission("b", "python"));

        assertThat(queue.position("b")).contains(1);
        assertThat(queue.take(all()).submission().id()).isEqualTo("a");
        assertThat(queue.position("a")).isEmpty();
        assertThat(queue.position("b")).contains(0);
    }

    @Test
    void whatCannotBeginKeepsItsPlaceAndLetsOthersBy() throws Exception {
        queue.add(submission("a", "rust"));
        queue.add(submission("b", "python"));

        assertThat(queue.take(unless(SubmissionQueueTest::isRust)).submission().id())
                .isEqualTo("b");
        assertThat(queue.position("a")).contains(0);
        assertThat(queue.take(all()).submission().id()).isEqualTo("a");
    }

    @Test
    void whatMemoryIsMissingForLetsNobodyBy() throws Exception {
        var memory = new JudgeMemory(3);
        queue.add(submission("a", "2"));
        queue.add(submission("b", "2"));
        queue.add(submission("c", "1"));
        var first = queue.take(within(memory));

        var next = new FutureTask<>(() -> queue.take(within(memory)));
        Thread.startVirtualThread(next);
        var second = queue.find("b").orElseThrow();
        HandedIn.await(() -> second.snapshot().waitsFor() != null);

        assertThat(second.snapshot().waitsFor()).isEqualTo("memory");
        assertThat(queue.find("c").orElseThrow().snapshot().waitsFor()).isNull();
        assertThat(next).isNotDone();
        memory.release(first.submission().id());
        queue.done(first);
        assertThat(next.get(60, TimeUnit.SECONDS)).isSameAs(second);
        assertThat(queue.take(within(memory)).submission().id()).isEqualTo("c");
    }

    @Test
    void whatIsToBeginAnewHasItsOldPlace() throws Exception {
        queue.add(submission("a", "python"));
        queue.add(submission("b", "python"));
        var first = queue.take(all());
        var second = queue.take(all());
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

        var taken = new FutureTask<>(() -> queue.take(unless(_ -> ++asked[0] < 3)));
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

        queue.take(all());

        assertThat(told).extracting(LiveSubmission.Event::name).containsExactly("position");
        assertThat(untold).isEmpty();
    }

    /// Nothing is in the way of any of them.
    private static SubmissionQueue.Admission all() {
        return unless(_ -> false);
    }

    private static SubmissionQueue.Admission unless(Predicate<LiveSubmission> isObstructed) {
        return new SubmissionQueue.Admission() {
            @Override
            public Optional<String> obstacle(LiveSubmission live) {
                return isObstructed.test(live) ? Optional.of("an obstacle") : Optional.empty();
            }

            @Override
            public Optional<String> claim(LiveSubmission live) {
                return Optional.empty();
            }
        };
    }

    /// Each needs as much as its language says.
    private static SubmissionQueue.Admission within(JudgeMemory memory) {
        return new SubmissionQueue.Admission() {
            @Override
            public Optional<String> obstacle(LiveSubmission live) {
                return Optional.empty();
            }

            @Override
            public Optional<String> claim(LiveSubmission live) {
                var submission = live.submission();
                return memory.claim(submission.id(), Long.parseLong(submission.language()))
                        ? Optional.empty()
                        : Optional.of("memory");
            }
        };
    }

    private static boolean isRust(LiveSubmission live) {
        return live.submission().language().equals("rust");
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
