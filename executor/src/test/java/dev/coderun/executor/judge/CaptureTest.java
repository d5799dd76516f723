package dev.coderun.executor.judge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.Channel;
import dev.coderun.executor.Stage;
import org.junit.jupiter.api.Test;

final class CaptureTest {
    @Test
    void allOfTheOutputIsKept() {
        var capture = new Capture();

        write(capture, Channel.STDOUT, "x".repeat(Capture.MAX_ERROR_BYTES), "end");

        assertThat(capture.stdout()).hasSize(Capture.MAX_ERROR_BYTES + 3);
    }

    @Test
    void ofTheErrorsTheBeginningIsKept() {
        var capture = new Capture();

        write(capture, Channel.STDERR, "begin", "x".repeat(Capture.MAX_ERROR_BYTES), "end");

        assertThat(capture.stderr())
                .hasSize(Capture.MAX_ERROR_BYTES)
                .asString()
                .startsWith("begin");
    }

    @Test
    void orTheirEnd() {
        var capture = Capture.ofLastErrors();
        var chunk = "x".repeat(Capture.MAX_ERROR_BYTES - 5);

        write(capture, Channel.STDERR, "begin", chunk, chunk, chunk, chunk, "end");

        assertThat(capture.stderr().length)
                .isBetween(Capture.MAX_ERROR_BYTES, 2 * Capture.MAX_ERROR_BYTES);
        assertThat(capture.stderr()).asString().endsWith("end").doesNotContain("begin");
    }

    @Test
    void theLastStageIsKnown() {
        var capture = new Capture();

        capture.stage(Stage.COMPILING);

        assertThat(capture.stage()).isEqualTo(Stage.COMPILING);
    }

    private static void write(Capture capture, Channel channel, String... texts) {
        for (var text : texts) {
            capture.output(channel, text.getBytes(UTF_8));
        }
    }
}
