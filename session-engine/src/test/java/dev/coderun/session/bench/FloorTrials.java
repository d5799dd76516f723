package dev.coderun.session.bench;

import dev.coderun.session.bench.Workload.Edit;
import java.util.List;

/// What the same work costs without a document: the text alone, the bytes alone.
final class FloorTrials {
    private FloorTrials() {}

    static Trial gapBuffer(String operation, Workload workload) {
        require("local", operation);
        return new PlainTyping(workload, new GapBuffer());
    }

    static Trial rope(String operation, Workload workload) {
        require("local", operation);
        return new PlainTyping(workload, new Rope());
    }

    static Trial parseOnly(String operation, Workload workload) {
        return switch (operation) {
            case "remote" -> new Parsing(workload, workload.updates().toArray(byte[][]::new));
            case "load" -> new Parsing(workload, workload.state());
            default -> throw new IllegalArgumentException("no operation " + operation);
        };
    }

    private static void require(String wanted, String operation) {
        if (!operation.equals(wanted)) {
            throw new IllegalArgumentException("no operation " + operation);
        }
    }

    private static final class PlainTyping implements Trial {
        private final Workload workload;
        private final List<Edit> edits;
        private final PlainText text;

        PlainTyping(Workload workload, PlainText text) {
            this.workload = workload;
            this.edits = workload.edits();
            this.text = text;
        }

        @Override
        public void run() {
            for (Edit edit : edits) {
                text.replace(edit.position(), edit.deleted(), edit.inserted());
            }
        }

        @Override
        public void check() {
            workload.expectText(text.toString());
        }
    }

    private static final class Parsing implements Trial {
        private final Workload workload;
        private final byte[][] updates;
        private final UpdateScan scan = new UpdateScan();

        Parsing(Workload workload, byte[]... updates) {
            this.workload = workload;
            this.updates = updates;
        }

        @Override
        public void run() {
            for (byte[] update : updates) {
                scan.read(update);
            }
        }

        /// What was deleted is either a struct without content or was inserted as text before, so the units bound the text.
        @Override
        public void check() {
            if (scan.textUnits() < workload.text().length()) {
                throw new WrongResultException("fewer units read than the text has");
            }
        }
    }
}
