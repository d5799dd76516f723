package dev.coderun.session.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SharedXmlTest {
    private final Doc doc = new Doc(7);
    private final SharedXml fragment = doc.xml("x");

    @Test
    void elementsTextsHooksAndAttributesAreWrittenAsYjsWritesThem() {
        Change change = doc.transact(this::write);

        assertThat(HexFormat.of().formatHex(change.update()))
                .isEqualTo(
                        "01090700070101780301702100070005636c61737301a807010177066e6172726f7707000700060400070302686928000703046c616e67017702656e87070305016828000707016b017d018107000101070201010901");
        assertThat(HexFormat.of().formatHex(doc.encodeStateAsUpdateV2()))
                .isEqualTo(
                        "0002000202470708000242060100084e001107002100a8000700040028008700280081170f7870636c61737368696c616e67686b41000502044100030100000303060502410301090077066e6172726f777702656e7d0101070201000700");
        doc.checkInvariants();
    }

    private void write() {
        SharedXml paragraph = fragment.insertElement(0, "p");
        paragraph.attributes().set("class", "wide");
        paragraph.attributes().set("class", "narrow");
        SharedText text = paragraph.insertText(0);
        text.insert(0, "hi");
        text.attributes().set("lang", "en");
        paragraph.insertHook(1, "h").set("k", 1L);
        SharedXml _ = fragment.insertElement(1, "hr");
        fragment.delete(1, 1);
    }

    @Test
    void whatAPeerWroteIsRead() {
        Change _ = doc.transact(this::write);
        var peer = new Doc(8);
        Change _ = peer.apply(Update.decodeV1(doc.encodeStateAsUpdate()));

        SharedXml read = peer.xml("x");

        assertThat(read.name()).isEmpty();
        assertThat(read.length()).isEqualTo(1);
        SharedXml paragraph = child(read, 0, SharedXml.class);
        assertThat(paragraph.name()).contains("p");
        assertThat(paragraph.attributes().keys()).containsExactly("class");
        assertThat(paragraph.attributes().get("class")).isEqualTo("narrow");
        SharedText text = child(paragraph, 0, SharedText.class);
        assertThat(text).hasToString("hi");
        assertThat(text.attributes().get("lang")).isEqualTo("en");
        SharedMap hook = child(paragraph, 1, SharedMap.class);
        assertThat(hook.hookName()).contains("h");
        assertThat(hook.get("k")).isEqualTo(1L);
    }

    private static <T> T child(SharedXml parent, int index, Class<T> kind) {
        return kind.cast(Objects.requireNonNull(parent.toList().get(index)));
    }

    @Test
    void anElementThatWasDeletedTakesNoMore() {
        SharedXml element = fragment.insertElement(0, "p");
        fragment.delete(0, 1);

        assertThatThrownBy(() -> element.insertText(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> element.attributes().set("k", "v"))
                .isInstanceOf(IllegalStateException.class);
    }
}
