package dev.coderun.session.awareness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.session.awareness.AwarenessUpdate.Entry;
import dev.coderun.session.oracle.YjsOracle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// One connection's announcements, as y-protocols itself takes them. Another seed: `-Dseed=`.
class AwarenessDifferentialTest {
    private static final int UPDATES = 400;

    @Test
    void whoIsPresentIsWhoYProtocolsSaysIsPresent() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("awareness updates from -Dseed=" + seed);
        var random = new SplittableRandom(seed);
        var awareness = new Awareness<String>(Awareness.USUAL_STATE_CHARACTERS, (_, _) -> false);
        List<byte[]> updates = new ArrayList<>();
        List<Object> ours = new ArrayList<>();
        for (int i = 0; i < UPDATES; i++) {
            AwarenessUpdate update = anyUpdate(random, i / 10);
            updates.add(update.encode());
            byte[] _ = awareness.apply(update, "a connection", i);
            ours.add(present(awareness));
        }

        try (var oracle = new YjsOracle()) {
            assertThat(ours).isEqualTo(oracle.ask("awareness", updates));
        }
    }

    private static AwarenessUpdate anyUpdate(SplittableRandom random, int time) {
        List<Entry> entries = new ArrayList<>();
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            long clock = Math.max(0, time + random.nextInt(6) - 3);
            String json = random.nextInt(4) == 0 ? "null" : "{\"n\":" + random.nextInt(3) + "}";
            entries.add(new Entry(1 + random.nextInt(6), clock, json));
        }
        return new AwarenessUpdate(entries);
    }

    private static List<Object> present(Awareness<String> awareness) {
        List<Object> present = new ArrayList<>();
        AwarenessUpdate.decode(awareness.encodeAll()).entries().stream()
                .sorted(Comparator.comparingLong(Entry::clientId))
                .forEach(
                        entry ->
                                present.add(
                                        List.of(entry.clientId(), entry.clock(), entry.json())));
        return present;
    }
}
