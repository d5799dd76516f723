package dev.coderun.session.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextEventsTest {
    private final Doc doc = new Doc(1);
    private final SharedText text = doc.text("t");
    private final List<List<TextEdit>> told = new ArrayList<>();

    @Test
    void eachEditIsToldWithItsPlace() {
        text.observe(told::add);

        text.insert(0, "hello");
        text.insert(4, "--");
        text.delete(1, 4);

        assertThat(told)
                .containsExactly(
                        List.of(new TextEdit(0, 0, "hello")),
                        List.of(new TextEdit(4, 0, "--")),
                        List.of(new TextEdit(1, 4, "")));
    }

    @Test
    void aTransactionIsToldAtOnceFromStartToEnd() {
        text.insert(0, "one two three");
        text.observe(told::add);

        Change _ =
                doc.transact(
                        () -> {
                            text.delete(8, 5);
                            text.insert(8, "3");
                            text.insert(0, "0 ");
                            text.insert(0, "gone");
                            text.delete(0, 4);
                        });

        assertThat(told)
                .containsExactly(List.of(new TextEdit(0, 0, "0 "), new TextEdit(10, 5, "3")));
    }

    @Test
    void whatAPeerDoesIsToldToo() {
        var peer = new Doc(2);
        peer.text("t").insert(0, "peer's");
        text.observe(told::add);

        Change _ = doc.apply(Update.decodeV1(peer.encodeStateAsUpdate()));
        Change _ = doc.apply(Update.decodeV1(peer.encodeStateAsUpdate()));

        assertThat(told).containsExactly(List.of(new TextEdit(0, 0, "peer's")));
    }

    @Test
    void aTornPairIsToldAsReplaced() {
        text.insert(0, "a😀b");
        text.observe(told::add);

        text.insert(2, "X");

        assertThat(text.toString()).isEqualTo("a\ufffdX\ufffdb");
        assertThat(told).containsExactly(List.of(new TextEdit(1, 2, "\ufffdX\ufffd")));
    }

    @Test
    void anEmbedIsOneUnitAndAnAttributeIsNone() {
        text.insert(0, "ab");
        text.observe(told::add);

        text.insertEmbed(1, Map.of("image", "x"));
        text.format(0, 3, Map.of("bold", true));

        assertThat(told).containsExactly(List.of(new TextEdit(1, 0, "\ufffc")));
    }

    @Test
    void aDeletedTextIsToldAsEmptied() {
        SharedText nested = doc.map("m").setText("k");
        nested.insert(0, "text");
        nested.observe(told::add);

        doc.map("m").delete("k");

        assertThat(told).containsExactly(List.of(new TextEdit(0, 4, "")));
    }

    @Test
    void whoListensNoMoreHearsNothing() {
        TextListener listener = told::add;
        text.observe(listener);
        text.unobserve(listener);

        text.insert(0, "x");

        assertThat(told).isEmpty();
    }

    @Test
    void aListenerChangesNothing() {
        text.observe(_ -> text.insert(0, "again"));

        assertThatThrownBy(() -> text.insert(0, "x"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("listener");
        assertThat(text.toString()).isEqualTo("x");
    }
}
