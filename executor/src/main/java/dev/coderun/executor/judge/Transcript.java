package dev.coderun.executor.judge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/// What a submission and its validator said to each other: each line behind a mark of whose it is. Bounded. Guarded by
/// this.
final class Transcript {
    static final String JUDGE = "< ";
    static final String SUBMISSION = "> ";

    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private String speaker = "";
    private boolean atLineStart = true;

    synchronized void add(String who, byte[] bytes) {
        for (byte each : bytes) {
            if (text.size() >= TestReport.MAX_OUTPUT_BYTES) {
                return;
            }
            if (!atLineStart && !who.equals(speaker)) {
                text.write('\n');
                atLineStart = true;
            }
            if (atLineStart) {
                text.writeBytes(who.getBytes(UTF_8));
                speaker = who;
            }
            text.write(each);
            atLineStart = each == '\n';
        }
    }

    synchronized byte[] bytes() {
        return text.toByteArray();
    }
}
