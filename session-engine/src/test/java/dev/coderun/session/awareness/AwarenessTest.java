package dev.coderun.session.awareness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coderun.session.awareness.AwarenessUpdate.Entry;
import dev.coderun.session.codec.MalformedInputException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AwarenessTest {
    private static final String ANNA = "anna's connection";
    private static final String BEN = "ben's connection";
    private static final String ANNA_AGAIN = "anna's later connection";

    private final Awareness<String> awareness =
            new Awareness<>(
                    Awareness.USUAL_STATE_CHARACTERS,
                    (one, other) -> one.equals(ANNA_AGAIN) && other.equals(ANNA));

    @Test
    void aStateThatIsTooLongIsDroppedAndWhatWasThereStays() {
        var small = new Awareness<String>(10, (_, _) -> false);
        var connection = ANNA;
        small.apply(update(1, "\"short\""), connection, 0);

        assertThat(small.apply(update(2, "\"" + "x".repeat(9) + "\""), connection, 0)).isEmpty();
        assertThat(AwarenessUpdate.decode(small.encodeAll()).entries())
                .containsExactly(new AwarenessUpdate.Entry(7, 1, "\"short\""));
    }

    private static AwarenessUpdate update(long clock, String json) {
        return new AwarenessUpdate(List.of(new AwarenessUpdate.Entry(7, clock, json)));
    }

    @Test
    void aNewStateIsAcceptedAndShownToJoiners() {
        assertThat(entries(apply(ANNA, new Entry(5, 1, "{}"))))
                .containsExactly(new Entry(5, 1, "{}"));
        assertThat(entries(awareness.encodeAll())).containsExactly(new Entry(5, 1, "{}"));
    }

    @Test
    void onlyALaterClockIsNews() {
        apply(ANNA, new Entry(5, 2, "{\"a\":1}"));

        assertThat(apply(ANNA, new Entry(5, 2, "{\"a\":2}"))).isEmpty();
        assertThat(apply(ANNA, new Entry(5, 1, "{\"a\":2}"))).isEmpty();
        assertThat(apply(ANNA, new Entry(5, 3, "{\"a\":2}"))).isNotEmpty();
    }

    @Test
    void anUnknownClientAtClockZeroIsNoNews() {
        assertThat(apply(ANNA, new Entry(5, 0, "{}"))).isEmpty();
    }

    @Test
    void goingOfflineIsAcceptedAtTheSameClock() {
        apply(ANNA, new Entry(5, 2, "{}"));

        assertThat(apply(ANNA, new Entry(5, 2, "null"))).isNotEmpty();
        assertThat(awareness.isEmpty()).isTrue();
        assertThat(apply(ANNA, new Entry(5, 2, "{}"))).as("an old state comes late").isEmpty();
        assertThat(apply(ANNA, new Entry(5, 3, "{}"))).isNotEmpty();
    }

    @Test
    void anIdBelongsToTheConnectionThatAnnouncedIt() {
        apply(ANNA, new Entry(5, 1, "{}"));

        assertThat(apply(BEN, new Entry(5, 9, "{\"name\":\"not anna\"}"))).isEmpty();
        assertThat(apply(BEN, new Entry(5, 9, "null"))).isEmpty();
    }

    @Test
    void aLaterConnectionTakesAnIdOverAndTheEarlierOneCannotFightBack() {
        apply(ANNA, new Entry(5, 1, "{}"));

        assertThat(apply(ANNA_AGAIN, new Entry(5, 2, "{\"a\":2}"))).isNotEmpty();

        assertThat(apply(ANNA, new Entry(5, 9, "{\"a\":9}"))).isEmpty();
        assertThat(apply(ANNA, new Entry(5, 9, "null"))).isEmpty();
        assertThat(awareness.remove(ANNA)).as("what it no longer has stays").isEmpty();
        assertThat(entries(awareness.encodeAll())).containsExactly(new Entry(5, 2, "{\"a\":2}"));
        assertThat(awareness.clientIds(ANNA_AGAIN)).containsExactly(5L);
    }

    @Test
    void aLaterConnectionThatOnlyRepeatsWhatItHeardTakesNothingOver() {
        apply(ANNA, new Entry(5, 2, "{}"));

        assertThat(apply(ANNA_AGAIN, new Entry(5, 2, "{}"))).isEmpty();
        assertThat(apply(ANNA_AGAIN, new Entry(5, 2, "null"))).isEmpty();
        assertThat(apply(ANNA_AGAIN, new Entry(5, 3, "null"))).isEmpty();

        assertThat(awareness.clientIds(ANNA)).containsExactly(5L);
    }

    @Test
    void anIdThatIsTakenOverNoLongerCountsForTheEarlierConnection() {
        for (long id = 0; id < Awareness.MAX_IDS_PER_CONNECTION; id++) {
            apply(ANNA, new Entry(id, 1, "{}"));
        }
        assertThat(apply(ANNA, new Entry(99, 1, "{}"))).isEmpty();

        apply(ANNA_AGAIN, new Entry(0, 2, "{}"));

        assertThat(apply(ANNA, new Entry(99, 1, "{}"))).isNotEmpty();
    }

    @Test
    void theVersionChangesWithWhoIsPresentAndThroughWhom() {
        long before = awareness.version();
        apply(ANNA, new Entry(5, 1, "{}"));
        long present = awareness.version();
        apply(ANNA, new Entry(5, 2, "{\"a\":1}"));
        assertThat(awareness.version()).isEqualTo(present).isNotEqualTo(before);

        apply(ANNA_AGAIN, new Entry(5, 3, "{}"));
        long takenOver = awareness.version();
        assertThat(takenOver).isNotEqualTo(present);

        awareness.expire(30_000, 30_000);
        assertThat(awareness.version()).isNotEqualTo(takenOver);
    }

    @Test
    void aClosedConnectionTakesItsIdsWithIt() {
        apply(ANNA, new Entry(5, 3, "{}"));
        apply(BEN, new Entry(6, 1, "{}"));

        assertThat(entries(awareness.remove(ANNA))).containsExactly(new Entry(5, 3, "null"));
        assertThat(awareness.remove(ANNA)).isEmpty();
        assertThat(entries(awareness.encodeAll())).containsExactly(new Entry(6, 1, "{}"));
        assertThat(apply(BEN, new Entry(5, 4, "{}"))).as("the id is free again").isNotEmpty();
    }

    @Test
    void aStateThatIsNotRenewedExpires() {
        awareness.apply(update(new Entry(5, 1, "{}")), ANNA, 0);
        awareness.apply(update(new Entry(6, 1, "{}")), BEN, 20_000);

        assertThat(awareness.expire(29_999, 30_000)).isEmpty();
        assertThat(entries(awareness.expire(30_000, 30_000)))
                .containsExactly(new Entry(5, 1, "null"));
    }

    @Test
    void oneConnectionHoldsABoundedNumberOfIds() {
        List<Entry> many =
                LongStream.rangeClosed(0, Awareness.MAX_IDS_PER_CONNECTION)
                        .mapToObj(id -> new Entry(id, 1, "{}"))
                        .toList();

        byte[] accepted = awareness.apply(new AwarenessUpdate(many), ANNA, 0);

        assertThat(entries(accepted)).hasSize(Awareness.MAX_IDS_PER_CONNECTION);
    }

    @Test
    void aBoundedNumberOfThoseWhoLeftIsRemembered() {
        for (long id = 0; id <= Awareness.MAX_REMEMBERED; id++) {
            apply(ANNA, new Entry(id, 5, "{}"));
            apply(ANNA, new Entry(id, 5, "null"));
        }

        assertThat(apply(ANNA, new Entry(0, 1, "{}"))).as("the oldest is forgotten").isNotEmpty();
        assertThat(apply(ANNA, new Entry(1, 1, "{}"))).isEmpty();
    }

    @Test
    void tooManyEntriesAreMalformed() {
        List<Entry> many =
                LongStream.rangeClosed(0, AwarenessUpdate.MAX_ENTRIES)
                        .mapToObj(id -> new Entry(id, 1, "{}"))
                        .toList();

        assertThatThrownBy(() -> AwarenessUpdate.decode(new AwarenessUpdate(many).encode()))
                .isInstanceOf(MalformedInputException.class);
    }

    @Test
    void everyPrefixOfAnUpdateIsMalformed() {
        byte[] whole = HexFormat.of().parseHex("0105010a7b2261223a312c327d2020");
        byte[] bytes = Arrays.copyOf(whole, whole.length - 1);
        for (int length = 0; length < bytes.length; length++) {
            byte[] prefix = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> AwarenessUpdate.decode(prefix))
                    .isInstanceOf(MalformedInputException.class);
        }
        assertThatThrownBy(() -> AwarenessUpdate.decode(whole))
                .isInstanceOf(MalformedInputException.class);
    }

    private byte[] apply(String connection, Entry entry) {
        return awareness.apply(update(entry), connection, 0);
    }

    private static AwarenessUpdate update(Entry entry) {
        return new AwarenessUpdate(List.of(entry));
    }

    private static List<Entry> entries(byte[] encoded) {
        return AwarenessUpdate.decode(encoded).entries();
    }
}
