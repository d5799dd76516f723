package dev.coderun.session.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SharedTextTest {
    private final Doc doc = new Doc(1);
    private final SharedText text = doc.text("t");

    @Test
    void editsAtRandomPlacesReadLikeAPlainText() {
        var random = new SplittableRandom(5);
        var plain = new StringBuilder();
        for (int i = 0; i < 4_000; i++) {
            if (plain.isEmpty() || random.nextInt(3) > 0) {
                int index = random.nextInt(plain.length() + 1);
                String word = "word" + i;
                plain.insert(index, word);
                text.insert(index, word);
            } else {
                int index = random.nextInt(plain.length());
                int length = Math.min(plain.length() - index, random.nextInt(12));
                plain.delete(index, index + length);
                text.delete(index, length);
            }
            if (i % 200 == 0) {
                doc.checkInvariants();
            }
        }
        doc.checkInvariants();
        assertThat(text.toString()).isEqualTo(plain.toString());
    }

    @Test
    void aHugePasteIsCutAndEditedLikeAPlainText() {
        var random = new SplittableRandom(6);
        var plain = new StringBuilder("0123456789abcdef😀".repeat(2_000));
        text.insert(0, plain.toString());
        var peer = new Doc(2);
        Change _ = peer.apply(Update.decodeV1(doc.encodeStateAsUpdate()));
        for (int i = 0; i < 400; i++) {
            int index = random.nextInt(random.nextInt(4) == 0 ? plain.length() : 300);
            boolean isPairCut = Character.isHighSurrogate(plain.charAt(Math.max(0, index - 1)));
            if (isPairCut) {
                continue;
            }
            Change change;
            if (random.nextInt(3) > 0) {
                plain.insert(index, "<" + i + ">");
                int number = i;
                change = doc.transact(() -> text.insert(index, "<" + number + ">"));
            } else {
                int length = Character.isHighSurrogate(plain.charAt(index)) ? 2 : 1;
                plain.delete(index, index + length);
                change = doc.transact(() -> text.delete(index, length));
            }
            Change _ = peer.apply(Update.decodeV1(change.update()));
            doc.checkInvariants();
            peer.checkInvariants();
        }

        assertThat(text.toString()).isEqualTo(plain.toString());
        assertThat(peer.text("t").toString()).isEqualTo(plain.toString());
        assertThat(peer.encodeStateAsUpdate()).isEqualTo(doc.encodeStateAsUpdate());
    }

    @Test
    void anAttributeBeginsAndEndsWhereItWasPut() {
        text.insert(0, "one two three");
        text.format(4, 3, Map.of("bold", true));
        text.insert(6, "w");

        assertThat(text.segments())
                .containsExactly(
                        new TextSegment("one ", Map.of()),
                        new TextSegment("twwo", Map.of("bold", true)),
                        new TextSegment(" three", Map.of()));

        text.format(0, text.length(), attribute("bold", null));

        assertThat(text.segments().stream().map(TextSegment::attributes).distinct())
                .containsExactly(Map.of());
        assertThat(text.toString()).isEqualTo("one twwo three");
    }

    private static Map<String, @Nullable Object> attribute(String key, @Nullable Object value) {
        return Collections.singletonMap(key, value);
    }

    @Test
    void anEmbedTakesOnePosition() {
        text.insert(0, "ab");
        text.insertEmbed(1, Map.of("image", "x.png"));

        assertThat(text.length()).isEqualTo(3);
        assertThat(text.toString()).isEqualTo("ab");
        assertThat(text.segments()).contains(new TextSegment(Map.of("image", "x.png"), Map.of()));
    }

    @Test
    void aRelativePositionStaysWithItsNeighbour() {
        text.insert(0, "abc");
        RelativePosition beforeB = text.relativePosition(1, 0);
        RelativePosition afterA = text.relativePosition(1, -1);

        text.insert(1, "--");

        assertThat(text.index(beforeB)).hasValue(3);
        assertThat(text.index(afterA)).hasValue(1);
        assertThat(doc.text("other").index(beforeB)).isEmpty();
    }

    @Test
    void aMomentCanBeReadAgain() {
        text.insert(0, "first");
        Snapshot snapshot = Snapshot.decode(doc.snapshot().encode());
        text.insert(5, " and second");

        assertThat(text.toString(snapshot)).isEqualTo("first");
    }

    @Test
    void whatOneTransactionWroteAndDeletedInPiecesIsKeptAsOne() {
        var alone = new Doc(7);
        SharedText own = alone.text("t");
        own.insert(0, "a");

        alone.transact(
                () -> {
                    own.insert(1, "bc");
                    own.delete(2, 1);
                    own.delete(1, 1);
                });

        // As yjs writes it: one deleted item of two units after the "a".
        assertThat(HexFormat.of().formatHex(alone.encodeStateAsUpdate()))
                .isEqualTo("01020700040101740161810700020107010102");
    }

    @Test
    void whatHadAnotherRightNeighbourStaysAStructOfItsOwn() {
        text.insert(0, "a");
        var peer = new Doc(2);
        Change _ = peer.apply(Update.decodeV1(doc.encodeStateAsUpdate()));
        peer.text("t").insert(1, "X");
        Change _ = doc.apply(Update.decodeV1(peer.encodeStateAsUpdate()));

        text.insert(1, "b");

        // As yjs writes it: the "b" follows the "a" in clocks and in the text, and yet is not
        // joined with it.
        assertThat(HexFormat.of().formatHex(doc.encodeStateAsUpdate()))
                .isEqualTo("020102008401000158020100040101740161c401000200016200");
    }

    @Test
    void aSurrogatePairThatIsTornApartBecomesTwoReplacements() {
        text.insert(0, "a😀b");

        text.insert(2, "-");

        assertThat(text).hasToString("a\ufffd-\ufffdb");
        // As yjs writes it.
        assertThat(HexFormat.of().formatHex(doc.encodeStateAsUpdate()))
                .isEqualTo("01030100040101740461efbfbd84010104efbfbd62c401010102012d00");
    }

    @Test
    void placesOutsideAreRefused() {
        text.insert(0, "abc");

        assertThatThrownBy(() -> text.insert(4, "x")).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> text.delete(2, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> text.format(0, 4, Map.of()))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(text.toString()).isEqualTo("abc");
    }

    @Test
    void aDeletedTextTakesNoMore() {
        SharedMap map = doc.map("m");
        SharedText nested = map.setText("k");
        map.delete("k");

        assertThatThrownBy(() -> nested.insert(0, "x")).isInstanceOf(IllegalStateException.class);
        assertThat(nested.toString()).isEmpty();
    }
}
