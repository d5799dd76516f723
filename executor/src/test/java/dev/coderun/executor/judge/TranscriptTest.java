package dev.coderun.executor.judge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TranscriptTest {
    private final Transcript transcript = new Transcript();

    @Test
    void eachLineSaysWhoseItIsHoweverItCame() {
        say(Transcript.SUBMISSION, "5");
        say(Transcript.SUBMISSION, "00\n1");
        say(Transcript.JUDGE, "less\n");

        assertThat(transcript.bytes()).asString().isEqualTo("> 500\n> 1\n< less\n");
    }

    @Test
    void whatIsTooMuchIsNotKept() {
        for (int i = 0; i < 3; i++) {
            say(Transcript.JUDGE, "x".repeat(TestReport.MAX_OUTPUT_BYTES / 2));
        }

        assertThat(transcript.bytes()).hasSize(TestReport.MAX_OUTPUT_BYTES);
    }

    private void say(String who, String text) {
        transcript.add(who, text.getBytes(UTF_8));
    }
}
