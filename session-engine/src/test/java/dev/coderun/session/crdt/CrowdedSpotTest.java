package dev.coderun.session.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.session.codec.ByteWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CrowdedSpotTest {
    @Test
    void anyOrderOfArrivalEndsInTheSameText() {
        List<Update> updates = new ArrayList<>();
        for (int client = 1; client <= 400; client++) {
            updates.addAll(typedAlone(client, client % 3 == 0));
        }
        String expected = null;
        for (int seed = 0; seed < 8; seed++) {
            Collections.shuffle(updates, new Random(seed));
            var doc = new Doc(9_999);
            for (Update update : updates) {
                Change _ = doc.apply(update);
            }
            doc.checkInvariants();
            var reloaded = new Doc(9_998);
            Change _ = reloaded.apply(Update.decodeV1(doc.encodeStateAsUpdate()));
            String text = doc.text("t").toString();

            assertThat(reloaded.text("t").toString()).isEqualTo(text);
            assertThat(text).isEqualTo(expected == null ? text : expected);
            expected = text;
        }
    }

    /// Two characters; sometimes a third before them, typed afterwards.
    private static List<Update> typedAlone(int client, boolean alsoBefore) {
        var doc = new Doc(client);
        SharedText text = doc.text("t");
        List<Update> updates = new ArrayList<>();
        updates.add(update(doc, () -> text.insert(0, "a" + client)));
        updates.add(update(doc, () -> text.insert(text.length(), "b")));
        if (alsoBefore) {
            updates.add(update(doc, () -> text.insert(0, "<")));
            updates.add(update(doc, () -> text.insert(2, "-")));
            updates.add(update(doc, () -> text.delete(1, 1)));
        }
        return updates;
    }

    private static Update update(Doc doc, Runnable edit) {
        return Update.decodeV1(doc.transact(edit).update());
    }

    @Test
    void oneClientMayBeAtTheSpotManyTimes() {
        var random = new Random(3);
        List<List<Update>> histories = new ArrayList<>();
        for (int client = 1; client <= 150; client++) {
            List<Update> history = new ArrayList<>();
            for (int clock = 0; clock < 1 + client % 4; clock++) {
                history.add(embedAtStart(client, clock));
            }
            histories.add(history);
        }
        List<Object> expected = null;
        for (int round = 0; round < 6; round++) {
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < histories.size(); i++) {
                order.addAll(Collections.nCopies(histories.get(i).size(), i));
            }
            Collections.shuffle(order, random);
            var doc = new Doc(9_999);
            int[] next = new int[histories.size()];
            for (int i : order) {
                Change _ = doc.apply(histories.get(i).get(next[i]++));
            }
            doc.checkInvariants();
            List<Object> found = new ArrayList<>(doc.array("a").toList());

            assertThat(found).isEqualTo(expected == null ? found : expected);
            expected = found;
        }
    }

    /// What no client of ours would write: again and again with the same neighbours.
    private static Update embedAtStart(int client, int clock) {
        var out = new ByteWriter();
        out.writeVarUint(1);
        out.writeVarUint(1);
        out.writeVarUint(client);
        out.writeVarUint(clock);
        out.writeUint8(Kind.EMBED);
        out.writeVarUint(1);
        out.writeVarString("a");
        out.writeVarString("\"" + client + "/" + clock + "\"");
        out.writeVarUint(0);
        return Update.decodeV1(out.toByteArray());
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void tensOfThousandsAtOnePlaceAreNoTrouble() {
        var random = new Random(1);
        var doc = new Doc(0);
        for (int i = 0; i < 50_000; i++) {
            var out = new ByteWriter();
            out.writeVarUint(1);
            out.writeVarUint(1);
            out.writeVarUint(random.nextInt(Integer.MAX_VALUE));
            out.writeVarUint(0);
            out.writeUint8(Kind.STRING);
            out.writeVarUint(1);
            out.writeVarString("t");
            out.writeVarString("x");
            out.writeVarUint(0);
            Change _ = doc.apply(Update.decodeV1(out.toByteArray()));
        }

        assertThat(doc.text("t").length()).isGreaterThan(49_000);
    }
}
