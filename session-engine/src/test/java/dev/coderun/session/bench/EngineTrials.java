package dev.coderun.session.bench;

import dev.coderun.session.bench.Workload.Edit;
import dev.coderun.session.crdt.Doc;
import dev.coderun.session.crdt.SharedText;
import dev.coderun.session.crdt.TextEdit;
import dev.coderun.session.crdt.Update;
import java.util.ArrayList;
import java.util.List;

/// The operations as the engine does them.
final class EngineTrials {
    /// Whoever receives updates and types nothing.
    private static final long READER = 1;

    private EngineTrials() {}

    static Trial of(String operation, Workload workload) {
        return switch (operation) {
            case "local" -> new Typing(workload);
            case "local with bytes" -> new TypingWithBytes(workload);
            case "remote" -> new Receiving(workload);
            case "remote with events" -> new ReceivingWithEvents(workload);
            case "load" -> new Loading(workload);
            case "encode" -> new Encoding(workload);
            default -> throw new IllegalArgumentException("no operation " + operation);
        };
    }

    static Doc loaded(byte[] state) {
        var doc = new Doc(READER);
        doc.apply(Update.decodeV1(state));
        return doc;
    }

    private static void type(SharedText text, Edit edit) {
        if (edit.deleted() > 0) {
            text.delete(edit.position(), edit.deleted());
        }
        if (!edit.inserted().isEmpty()) {
            text.insert(edit.position(), edit.inserted());
        }
    }

    /// Each edit is a transaction; nobody asks for its bytes.
    private static final class Typing implements Trial {
        private final Workload workload;
        private final List<Edit> edits;
        private final Doc doc = new Doc(Workload.TYPIST);
        private final SharedText text = doc.text(Workload.ROOT);

        Typing(Workload workload) {
            this.workload = workload;
            edits = workload.edits();
        }

        @Override
        public void run() {
            for (Edit edit : edits) {
                doc.edit(() -> type(text, edit));
            }
        }

        @Override
        public void check() {
            workload.expectText(text.toString());
        }
    }

    /// Each edit is a transaction whose update is kept.
    private static final class TypingWithBytes implements Trial {
        private final Workload workload;
        private final List<Edit> edits;
        private final Doc doc = new Doc(Workload.TYPIST);
        private final SharedText text = doc.text(Workload.ROOT);
        private final List<byte[]> updates;

        TypingWithBytes(Workload workload) {
            this.workload = workload;
            edits = workload.edits();
            updates = new ArrayList<>(edits.size());
        }

        @Override
        public void run() {
            for (Edit edit : edits) {
                updates.add(doc.transact(() -> type(text, edit)).update());
            }
        }

        @Override
        public void check() {
            workload.expectText(text.toString());
            workload.expectUpdates(updates);
        }
    }

    /// Each update is decoded and applied by itself.
    private static final class Receiving implements Trial {
        private final Workload workload;
        private final List<byte[]> updates;
        private final Doc doc = new Doc(READER);

        Receiving(Workload workload) {
            this.workload = workload;
            updates = workload.updates();
        }

        @Override
        public void run() {
            for (byte[] update : updates) {
                doc.apply(Update.decodeV1(update));
            }
        }

        @Override
        public void check() {
            workload.expectText(doc.text(Workload.ROOT).toString());
            workload.expectState(doc.encodeStateAsUpdate());
        }
    }

    /// Each update is decoded and applied by itself, and a plain text is kept up by what a listener is told.
    private static final class ReceivingWithEvents implements Trial {
        private final Workload workload;
        private final List<byte[]> updates;
        private final Doc doc = new Doc(READER);
        private final GapBuffer mirror = new GapBuffer();

        ReceivingWithEvents(Workload workload) {
            this.workload = workload;
            updates = workload.updates();
            doc.text(Workload.ROOT).observe(this::keepUp);
        }

        private void keepUp(List<TextEdit> edits) {
            for (TextEdit edit : edits) {
                mirror.replace(edit.index(), edit.deleted(), edit.inserted());
            }
        }

        @Override
        public void run() {
            for (byte[] update : updates) {
                doc.apply(Update.decodeV1(update));
            }
        }

        @Override
        public void check() {
            workload.expectText(mirror.toString());
            workload.expectState(doc.encodeStateAsUpdate());
        }
    }

    /// From stored bytes to text.
    private static final class Loading implements Trial {
        private final Workload workload;
        private final byte[] state;
        private String text = "";

        Loading(Workload workload) {
            this.workload = workload;
            state = workload.state();
        }

        @Override
        public void run() {
            text = loaded(state).text(Workload.ROOT).toString();
        }

        @Override
        public void check() {
            workload.expectText(text);
        }
    }

    /// The first encoding of a loaded document, so that no cache can serve it.
    private static final class Encoding implements Trial {
        private final Workload workload;
        private final Doc doc;
        private byte[] bytes = {};

        Encoding(Workload workload) {
            this.workload = workload;
            doc = loaded(workload.state());
        }

        @Override
        public void run() {
            bytes = doc.encodeStateAsUpdate();
        }

        @Override
        public void check() {
            workload.expectState(bytes);
        }
    }
}
