package dev.coderun.server.livetest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeptOutputTest {
    private final KeptOutput output = new KeptOutput(4);

    @Test
    void whatFitsIsTold() {
        assertThat(output.of(bytes("1234"), bytes("no")))
                .isEqualTo(new KeptOutput.Texts("1234", "no", false));
    }

    @Test
    void eachStreamIsCut() {
        assertThat(output.of(bytes("12345"), bytes("no")))
                .isEqualTo(new KeptOutput.Texts("1234", "no", true));
        assertThat(output.of(bytes(""), bytes("noooo")))
                .isEqualTo(new KeptOutput.Texts("", "nooo", true));
    }

    @Test
    void allTestsTogetherHaveABoundToo() {
        for (int i = 0; i < LiveTestSettings.FULL_OUTPUTS; i++) {
            assertThat(output.of(bytes("1234"), bytes("")).cut()).isFalse();
        }

        assertThat(output.of(bytes("5"), bytes(""))).isEqualTo(new KeptOutput.Texts("", "", true));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
