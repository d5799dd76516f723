package dev.coderun.session.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedMapTest {
    private final Doc doc = new Doc(7);

    @Test
    void whatWasCollectedWithAMapIsJoinedAsFarAsYjsJoinsIt() {
        SharedArray list = doc.array("a");
        SharedMap map = list.insertMap(0);
        map.set("z", 0L);
        SharedMap inner = map.setMap("x");
        map.set("y", 1L);
        map.set("z", 2L);
        inner.set("q", 1L);
        map.set("x", 5L);
        doc.text("t").insert(0, "b");
        map.set("x", 6L);

        list.delete(0, 1);

        // As yjs writes it: clocks 1 to 5 are one, clock 6, a value that had lost before, is
        // another.
        assertThat(HexFormat.of().formatHex(doc.encodeStateAsUpdate()))
                .isEqualTo("01050700010101610100050001040101740162000101070200070801");
    }

    @Test
    void aClientsLastDeletionIsJoinedFirst() {
        SharedArray list = doc.array("a");
        SharedMap map = list.insertMap(0);
        List.of("k1", "k2", "k3", "k4", "k5").forEach(key -> map.set(key, 1L));
        for (String key : List.of("k2", "k4", "k5")) {
            doc.text("t").insert(0, "b");
            map.set(key, 2L);
        }

        list.delete(0, 1);

        // As yjs writes it: clocks 1 to 5 are one. From clock 1, clock 5 is met only when what lies
        // between is one already.
        assertThat(HexFormat.of().formatHex(doc.encodeStateAsUpdate()))
                .isEqualTo(
                        "0108070001010161010005040101740162000144070601620001440708016200010107040006070109010b01");
    }

    @Test
    void aKeyHasOneValueAndGoesWithIt() {
        SharedMap map = doc.map("m");
        map.set("one", List.of(1L));
        map.set("one", "last");
        map.set("two", null);

        assertThat(map.keys()).containsExactly("one", "two");
        assertThat(map.get("one")).isEqualTo("last");
        assertThat(map.has("two")).isTrue();

        map.delete("two");

        assertThat(map.has("two")).isFalse();
        assertThat(map.keys()).containsExactly("one");
    }
}
