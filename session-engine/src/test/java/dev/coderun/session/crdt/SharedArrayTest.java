package dev.coderun.session.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coderun.session.codec.MalformedInputException;
import dev.coderun.session.codec.Undefined;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SharedArrayTest {
    private final Doc doc = new Doc(1);
    private final SharedArray array = doc.array("a");

    @Test
    void editsAtRandomPlacesReadLikeAPlainList() {
        var random = new SplittableRandom(8);
        List<@Nullable Object> plain = new ArrayList<>();
        for (long i = 0; i < 1_500; i++) {
            if (plain.isEmpty() || random.nextInt(3) > 0) {
                int index = random.nextInt(plain.size() + 1);
                List<@Nullable Object> values = List.of(i, "value " + i);
                plain.addAll(index, values);
                array.insert(index, values);
            } else {
                int index = random.nextInt(plain.size());
                plain.remove(index);
                array.delete(index, 1);
            }
            int looked = plain.isEmpty() ? -1 : random.nextInt(plain.size());
            assertThat(looked < 0 ? null : array.get(looked))
                    .isEqualTo(looked < 0 ? null : plain.get(looked));
        }
        doc.checkInvariants();
        assertThat(array.toList()).isEqualTo(plain);
    }

    @Test
    void placesOutsideAreRefused() {
        array.insert(0, List.of(1L));

        assertThatThrownBy(() -> array.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> array.insert(2, List.of(1L)))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void valuesOfTheOldJsonKindAreRead() {
        // Two units of kind 2: {"a":1} and undefined.
        Change _ =
                doc.apply(
                        update(
                                "0101020002010161"
                                        + "02"
                                        + "077b2261223a317d"
                                        + "09756e646566696e6564"
                                        + "00"));

        assertThat(array.toList()).containsExactly(Map.of("a", 1L), Undefined.UNDEFINED);
    }

    @Test
    void whatIsNoJsonIsMalformed() {
        assertThatThrownBy(() -> update("0101020002010161" + "01" + "027b61" + "00"))
                .isInstanceOf(MalformedInputException.class);
        assertThatThrownBy(() -> update("0101020005010161" + "027b61" + "00"))
                .isInstanceOf(MalformedInputException.class);
        assertThatThrownBy(() -> update("0101020006010161" + "0162" + "027b61" + "00"))
                .isInstanceOf(MalformedInputException.class);
    }

    private static Update update(String hex) {
        return Update.decodeV1(HexFormat.of().parseHex(hex));
    }
}
