package dev.coderun.session.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class YjsDocumentsTest {
    static Stream<YjsDocument> documents() {
        return YjsDocument.all().stream();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void updateByUpdateEndsInTheSameBytes(YjsDocument document) {
        assertSame(document.replayed(), document);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void theWholeStateIsReadAndWrittenAlike(YjsDocument document) {
        var doc = new Doc(1);

        Change change = doc.apply(Update.decodeV1(document.wholeV1()));

        assertSame(doc, document);
        assertThat(change.update()).isEqualTo(document.wholeV1());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void updatesMayComeBackwardsAndTwice(YjsDocument document) {
        var doc = new Doc(1);
        List<byte[]> updates = new ArrayList<>(document.updates());
        Collections.reverse(updates);

        updates.forEach(update -> doc.apply(Update.decodeV1(update)));
        doc.checkInvariants();
        updates.forEach(
                update ->
                        assertThat(doc.apply(Update.decodeV1(update)).bringsAnything()).isFalse());

        assertThat(doc.hasPending()).isFalse();
        assertThat(hex(doc.snapshot().encode())).isEqualTo(hex(document.snapshot()));
        assertThat(Contents.encoded(Contents.of(doc)))
                .isEqualTo(Contents.encoded(Contents.of(document.replayed())));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void mergedUpdatesMakeTheSameDocument(YjsDocument document) {
        List<Update> updates = document.updates().stream().map(Update::decodeV1).toList();
        var doc = new Doc(1);

        doc.apply(Updates.merge(updates));

        assertSame(doc, document);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void formatV2IsReadAndWrittenAlike(YjsDocument document) {
        var doc = new Doc(1);

        doc.apply(Update.decodeV2(document.wholeV2()));

        assertSame(doc, document);
        assertThat(hex(doc.encodeStateAsUpdateV2())).isEqualTo(hex(document.wholeV2()));
    }

    private static void assertSame(Doc doc, YjsDocument document) {
        doc.checkInvariants();
        assertThat(doc.hasPending()).isFalse();
        assertThat(hex(doc.stateVector().encode())).isEqualTo(hex(document.stateVector()));
        assertThat(hex(doc.snapshot().encode())).isEqualTo(hex(document.snapshot()));
        assertThat(hex(doc.encodeStateAsUpdate())).isEqualTo(hex(document.wholeV1()));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
