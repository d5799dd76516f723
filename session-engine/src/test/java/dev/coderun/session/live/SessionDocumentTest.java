package dev.coderun.session.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.coderun.session.crdt.Doc;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionDocumentTest {

    private final Doc doc = new Doc(1);

    @Test
    void aNewSessionHasItsTemplatesFilesAndEntry() {
        Iterator<String> ids = List.of("id1", "id2").iterator();
        var template = Map.of("main.py", "print(1)", "lib/util.py", "x = 1");

        SessionDocument.plant(doc, "python", template, "main.py", ids::next);

        var files = SessionDocument.read(doc, 7);
        assertThat(files.revision()).isEqualTo(7);
        assertThat(files.language()).isEqualTo("python");
        assertThat(files.entry()).contains("main.py");
        assertThat(files.stdin()).isEmpty();
        assertThat(files.files()).containsExactlyInAnyOrderEntriesOf(template);
        assertThat(files.badPaths()).isEmpty();
    }

    @Test
    void ofTwoFilesWithOnePathTheOneWithTheLargerIdIsNumbered() {
        add("b", "src/main.py", "second");
        add("a", "src/main.py", "first");
        add("c", "src/main.py", "third");
        add("d", ".env", "dot");
        add("e", ".env", "dot again");

        assertThat(read().files())
                .containsOnly(
                        entry("src/main.py", "first"),
                        entry("src/main (2).py", "second"),
                        entry("src/main (3).py", "third"),
                        entry(".env", "dot"),
                        entry(".env (2)", "dot again"));
    }

    @Test
    void aNumberThatIsTakenIsLeftOut() {
        add("a", "x.py", "1");
        add("b", "x.py", "2");
        add("c", "x (2).py", "its own");

        assertThat(read().files())
                .containsOnly(
                        entry("x.py", "1"), entry("x (3).py", "2"), entry("x (2).py", "its own"));
    }

    @Test
    void theEntryIsFoundByItsIdWhateverItIsCalledNow() {
        add("a", "main.py", "1");
        add("b", "main.py", "2");
        doc.transact(() -> doc.map("meta").set("entry", "b"));

        assertThat(read().entry()).contains("main (2).py");

        doc.transact(() -> doc.map("files").delete("b"));
        assertThat(read().entry()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/etc/passwd",
                "../x",
                "a/../b",
                "a//b",
                "a/",
                "./a",
                "a/.",
                "a\nb",
                "a\u0000b",
                "a\u0085b",
                "lone \ud800 surrogate"
            })
    void aPathThatLeadsElsewhereIsNamedAndItsFileLeftOut(String path) {
        add("a", path, "bad");
        add("b", "good.py", "good");

        assertThat(read().files()).containsOnlyKeys("good.py");
        assertThat(read().badPaths()).hasSize(1);
    }

    @Test
    void aPathMayHave255CharactersAndNoMore() {
        add("a", "x".repeat(255), "fits");
        add("b", "y".repeat(256), "does not");

        assertThat(read().files()).containsOnlyKeys("x".repeat(255));
        assertThat(read().badPaths()).containsExactly("y".repeat(256));
    }

    @Test
    void aFileInAFolderThatIsAFileIsNamed() {
        add("a", "lib", "a file");
        add("b", "lib/x.py", "inside a file");

        assertThat(read().files()).containsOnlyKeys("lib");
        assertThat(read().badPaths()).containsExactly("lib/x.py");
    }

    @Test
    void whatIsNoFileIsPassedOver() {
        doc.transact(
                () -> {
                    doc.map("files").set("a", "a string");
                    doc.map("files").setMap("b").set("path", 5L);
                    doc.map("files").setMap("c").set("path", "no text.py");
                    doc.map("meta").set("entry", 5L);
                    doc.map("meta").set("stdin", "not a shared text");
                });

        assertThat(read().files()).containsOnly(entry("no text.py", ""));
        assertThat(read().entry()).isEmpty();
        assertThat(read().stdin()).isEmpty();
    }

    @Test
    @Timeout(20)
    void thousandsOfFilesWithOnePathAreNumberedInGoodTime() {
        int count = 20_000;
        doc.transact(
                () -> {
                    for (int i = 0; i < count; i++) {
                        doc.map("files").setMap("id" + i).set("path", "x");
                    }
                });

        assertThat(read().files()).hasSize(count);
    }

    private void add(String id, String path, String text) {
        doc.transact(
                () -> {
                    var file = doc.map("files").setMap(id);
                    file.set("path", path);
                    file.setText("text").insert(0, text);
                });
    }

    private SessionFiles read() {
        return SessionDocument.read(doc, 1);
    }
}
