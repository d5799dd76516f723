package dev.coderun.session.live;

import dev.coderun.session.crdt.Doc;
import dev.coderun.session.crdt.SharedMap;
import dev.coderun.session.crdt.SharedText;
import dev.coderun.session.live.SessionContents.FileContent;
import dev.coderun.session.live.TextSplices.Splice;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/// The edits that make a session's files what they were. Text that is the same stays, so that whoever types in it goes
/// on typing; a file that was deleted comes back under its id.
final class Restoration {

    /// What an edit takes in an update beside its text, with room to spare.
    private static final int EDIT_BYTES = 200;

    /// No character of a text takes more in UTF-8 for each UTF-16 unit.
    private static final int MAX_BYTES_PER_UNIT = 3;

    private final Doc doc;
    private final List<Consumer<Doc>> edits = new ArrayList<>();
    private long maxBytes;

    private Restoration(Doc doc) {
        this.doc = doc;
    }

    static Restoration plan(Doc doc, SessionContents wanted) {
        var restoration = new Restoration(doc);
        restoration.plan(SessionContents.of(doc), wanted);
        return restoration;
    }

    private void plan(SessionContents present, SessionContents wanted) {
        wanted.files()
                .forEach(
                        (id, file) -> {
                            var held = present.files().get(id);
                            if (held == null) {
                                bringBack(id, file);
                            } else {
                                change(id, held, file);
                            }
                        });
        var superfluous = new TreeSet<>(present.files().keySet());
        superfluous.removeAll(wanted.files().keySet());
        superfluous.forEach(id -> add("", doc -> SessionDocument.files(doc).delete(id)));
        if (!wanted.language().isEmpty() && !wanted.language().equals(present.language())) {
            setMeta(SessionDocument.LANGUAGE, wanted.language());
        }
        wanted.entry()
                .filter(id -> !present.entry().equals(wanted.entry()))
                .ifPresent(id -> setMeta(SessionDocument.ENTRY, id));
    }

    private void bringBack(String id, FileContent file) {
        add(
                file.path() + file.text(),
                doc -> {
                    SharedMap content = SessionDocument.files(doc).setMap(id);
                    content.set(SessionDocument.PATH, file.path());
                    content.setText(SessionDocument.TEXT).insert(0, file.text());
                });
    }

    private void change(String id, FileContent held, FileContent wanted) {
        if (!held.path().equals(wanted.path())) {
            add(wanted.path(), doc -> file(doc, id).set(SessionDocument.PATH, wanted.path()));
        }
        if (held.text().equals(wanted.text())) {
            return;
        }
        if (!(file(doc, id).get(SessionDocument.TEXT) instanceof SharedText)) {
            add(
                    wanted.text(),
                    doc -> file(doc, id).setText(SessionDocument.TEXT).insert(0, wanted.text()));
            return;
        }
        // From the last on, so that those before keep their places.
        for (Splice splice : TextSplices.between(held.text(), wanted.text()).reversed()) {
            add(splice.inserted(), doc -> splice(text(doc, id), splice));
        }
    }

    private static void splice(SharedText text, Splice splice) {
        if (splice.deleted() > 0) {
            text.delete(splice.at(), splice.deleted());
        }
        if (!splice.inserted().isEmpty()) {
            text.insert(splice.at(), splice.inserted());
        }
    }

    private void setMeta(String key, String value) {
        add(value, doc -> doc.map(SessionDocument.META).set(key, value));
    }

    private void add(String brought, Consumer<Doc> edit) {
        edits.add(edit);
        maxBytes += EDIT_BYTES + (long) MAX_BYTES_PER_UNIT * brought.length();
    }

    private static SharedMap file(Doc doc, String id) {
        if (SessionDocument.files(doc).get(id) instanceof SharedMap file) {
            return file;
        }
        throw new IllegalStateException("a file that was there is gone under the lock");
    }

    private static SharedText text(Doc doc, String id) {
        if (file(doc, id).get(SessionDocument.TEXT) instanceof SharedText text) {
            return text;
        }
        throw new IllegalStateException("a text that was there is gone under the lock");
    }

    /// The update that brings the edits has at most so many bytes.
    int maxBytes() {
        return (int) Math.min(Integer.MAX_VALUE, maxBytes);
    }

    /// Within a transaction, with nothing changed since the plan.
    void apply() {
        edits.forEach(edit -> edit.accept(doc));
    }
}
