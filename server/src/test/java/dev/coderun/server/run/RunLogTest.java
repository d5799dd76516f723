package dev.coderun.server.run;

import static dev.coderun.executor.Channel.STDERR;
import static dev.coderun.executor.Channel.STDOUT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.Channel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class RunLogTest {
    private long now = 1_000_000_000;
    private final Queue<Runnable> pumps = new ArrayDeque<>();
    private final RunLog log = new RunLog(7, () -> now, pumps::add);

    @Test
    void theFirstOutputAfterAQuietMomentGoesOutAtOnce() {
        var follower = follow(0);

        write("one\n");
        windowPasses();
        write("two\n");

        assertThat(follower.chunks()).containsExactly("one\n", "two\n");
    }

    @Test
    void whatComesWithinAWindowGoesOutTogetherAtItsEnd() {
        var follower = follow(0);

        write("first ");
        for (int i = 0; i < 1000; i++) {
            write("x");
        }
        assertThat(follower.chunks()).containsExactly("first ");
        assertThat(pumps).hasSize(1);
        windowPasses();
        assertThat(log.pump()).isFalse();

        assertThat(follower.chunks()).containsExactly("first ", "x".repeat(1000));
    }

    @Test
    void streamsKeepTheirOrderWithinAWindow() {
        var follower = follow(0);

        write("");
        write("a");
        log.append(STDERR, "b".getBytes(UTF_8));
        write("c");
        log.flush();

        assertThat(follower.text()).isEqualTo("abc");
        assertThat(follower.streams()).containsExactly(1, 2, 1);
    }

    @Test
    void aFrameIsEncodedOnceForAllFollowers() {
        var one = follow(0);
        var other = follow(0);

        write("hello");

        assertThat(one.frames().getFirst()).isSameAs(other.frames().getFirst());
    }

    @Test
    void whoComesLateGetsTheWholeLogAndThenWhatComes() {
        write("early ");
        windowPasses();
        write("later ");

        var follower = follow(0);
        windowPasses();
        write("live");

        assertThat(follower.text()).isEqualTo("early later live");
    }

    @Test
    void whoComesBackGoesOnInTheMiddleOfAChunk() {
        write("0123456789");

        var follower = new RecordingFollower(4);
        log.follow(follower, follower, 4);

        assertThat(follower.text()).isEqualTo("456789");
        assertThat(follower.streams()).containsExactly(1);
    }

    @Test
    void anOffsetBeyondTheEndMeansFromNowOn() {
        write("old");

        var follower = new RecordingFollower(3);
        log.follow(follower, follower, 1_000_000);
        windowPasses();
        write("new");

        assertThat(follower.text()).isEqualTo("new");
    }

    @Test
    void followingTwiceMovesTheFollowerAndDoublesNothing() {
        write("abc");
        var follower = follow(0);
        var again = new RecordingFollower(3);

        log.follow(follower, again, 3);
        windowPasses();
        write("def");

        assertThat(follower.text()).isEqualTo("abc");
        assertThat(again.text()).isEqualTo("def");
    }

    @Test
    void aCharacterIsNotCutAtAWindowsEnd() {
        var follower = follow(0);
        var euro = "€".getBytes(UTF_8);

        log.append(STDOUT, new byte[] {'a', euro[0], euro[1]});
        windowPasses();
        log.append(STDOUT, new byte[] {euro[2], 'b'});

        assertThat(follower.chunks()).containsExactly("a", "€b");
    }

    @Test
    void aCharacterThatIsNeverCompletedGoesOutAWindowLater() {
        var follower = follow(0);

        log.append(STDOUT, new byte[] {'a', (byte) 0xE2});
        windowPasses();
        log.pump();

        assertThat(follower.bytes()).containsExactly('a', 0xE2);
    }

    @Test
    void aCharacterIsNotCutAtAChunksEnd() {
        var follower = follow(0);

        write("x" + "€".repeat(RunLog.CHUNK_BYTES));

        log.end();
        assertThat(follower.chunks())
                .hasSizeGreaterThan(3)
                .noneMatch(text -> text.contains("\uFFFD"));
    }

    @Test
    void bytesThatAreNoTextGoThroughUnchanged() {
        var follower = follow(0);
        var noise = new byte[3 * RunLog.CHUNK_BYTES];
        new Random(5).nextBytes(noise);
        var continuations = new byte[2 * RunLog.CHUNK_BYTES];
        Arrays.fill(continuations, (byte) 0x80);

        log.append(STDOUT, noise);
        log.append(STDOUT, continuations);
        log.end();

        assertThat(follower.bytes()).startsWith(noise).endsWith(continuations);
    }

    @Test
    void onlyTheLastBytesOfAFloodAreKeptAndWhoComesLateIsToldOfTheGap() {
        var block = "y".repeat(RunLog.CHUNK_BYTES);
        for (int i = 0; i < RunLog.KEPT_BYTES / RunLog.CHUNK_BYTES * 3; i++) {
            write(block);
        }
        log.end();

        var follower = follow(0);

        assertThat(follower.gaps()).hasSize(1).allMatch(gap -> gap.startsWith("0-"));
        assertThat(follower.bytes().length)
                .isBetween(RunLog.KEPT_BYTES / 10 * 9, RunLog.KEPT_BYTES);
        assertThat(log.length()).isEqualTo(3L * RunLog.KEPT_BYTES);
    }

    @Test
    void manyTinyChunksAreBoundedToo() {
        for (int i = 0; i < 100_000; i++) {
            log.append(i % 2 == 0 ? STDOUT : STDERR, new byte[] {'.'});
        }
        log.end();

        var follower = follow(0);

        assertThat(follower.frames().size())
                .isLessThanOrEqualTo(RunLog.KEPT_BYTES / RunLog.CHUNK_OVERHEAD_BYTES);
    }

    @Test
    void aSlowFollowerGoesOnWhenItHasRoomAgainAndHoldsUpNobody() {
        var slow = follow(0);
        var quick = follow(0);
        slow.room(1);

        write("one");
        windowPasses();
        write("two");
        windowPasses();
        write("three");
        assertThat(quick.text()).isEqualTo("onetwothree");
        assertThat(slow.text()).isEqualTo("one");
        assertThat(log.pump()).isTrue();

        slow.room(5);
        windowPasses();
        assertThat(log.pump()).isFalse();
        assertThat(slow.chunks()).containsExactly("one", "two", "three");
    }

    @Test
    void aFollowerThatStaysTooSlowIsToldWhatItMissed() {
        var slow = follow(0);
        slow.room(0);
        var block = "z".repeat(RunLog.CHUNK_BYTES);
        for (int i = 0; i < RunLog.KEPT_BYTES / RunLog.CHUNK_BYTES * 2; i++) {
            write(block);
        }

        slow.room(Integer.MAX_VALUE);
        log.end();
        log.pump();

        assertThat(slow.gaps()).hasSize(1);
        assertThat(slow.bytes()).hasSizeGreaterThan(RunLog.KEPT_BYTES / 2);
    }

    @Test
    void aFollowerThatIsGoneIsForgotten() {
        var follower = follow(0);
        follower.leave();

        write("nobody");

        assertThat(log.pump()).isFalse();
    }

    @Test
    void whoStopsFollowingGetsNothingMore() {
        var follower = follow(0);
        log.unfollow(follower);

        write("nobody");

        assertThat(follower.frames()).isEmpty();
    }

    @Test
    void aClosedLogTellsItsFollowersWhatTheyWillNotGet() {
        var slow = follow(0);
        slow.room(0);
        write("four");

        log.close();

        assertThat(slow.gaps()).containsExactly("0-4");
        assertThat(log.pump()).isFalse();
    }

    /// Writers, pumps and followers that come, go and are slow, all at once: nobody misses or gets a byte twice.
    @Test
    void everyFollowerGetsEveryByteOnceWhateverTheInterleaving() throws InterruptedException {
        long seed = Long.getLong("seed", new Random().nextLong());
        System.err.println("RunLogTest seed " + seed);
        var random = new Random(seed);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var busy = new RunLog(1, System::nanoTime, threads);
            var written = new byte[RunLog.KEPT_BYTES / 16];
            random.nextBytes(written);
            var followers = new ArrayList<RecordingFollower>();
            var writer = threads.submit(() -> writeInPieces(busy, written, new Random(seed)));
            while (!writer.isDone()) {
                if (followers.size() < 50) {
                    long offset = busy.length() == 0 ? 0 : random.nextLong(busy.length());
                    followers.add(followFromWhatIsThere(busy, offset));
                }
                var one = followers.get(random.nextInt(followers.size()));
                one.room(random.nextInt(4) == 0 ? 0 : random.nextInt(50));
                Thread.onSpinWait();
            }
            followers.forEach(follower -> follower.room(Integer.MAX_VALUE));
            busy.end();
            while (busy.pump()) {
                Thread.onSpinWait();
            }
            for (var follower : followers) {
                var bytes = follower.bytes();
                assertThat(follower.gaps()).isEmpty();
                assertThat(written).endsWith(bytes);
            }
        }
    }

    /// The newest bytes may still be gathered, and following from there means from what comes next.
    private static RecordingFollower followFromWhatIsThere(RunLog busy, long offset) {
        long start = Math.max(0, offset - RunLog.CHUNK_BYTES);
        var follower = new RecordingFollower(start);
        busy.follow(follower, follower, start);
        return follower;
    }

    private static void writeInPieces(RunLog busy, byte[] bytes, Random random) {
        int at = 0;
        while (at < bytes.length) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(3000));
            busy.append(Channel.STDOUT, Arrays.copyOfRange(bytes, at, end));
            at = end;
            if (random.nextInt(20) == 0) {
                busy.flush();
            }
        }
    }

    private RecordingFollower follow(long offset) {
        var follower = new RecordingFollower(offset);
        log.follow(follower, follower, offset);
        return follower;
    }

    private void write(String text) {
        log.append(STDOUT, text.getBytes(UTF_8));
    }

    private void windowPasses() {
        now += RunLog.WINDOW.toNanos();
    }
}
