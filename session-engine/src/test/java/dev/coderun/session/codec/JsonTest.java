package dev.coderun.session.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void writesWhatItRead() {
        for (String text :
                List.of(
                        "null",
                        "true",
                        "false",
                        "0",
                        "-1",
                        "0.1",
                        "1e+21",
                        "123456789012",
                        "1.5e-7",
                        "0.000001",
                        "100000000000000000000",
                        "\"a\\\"\\n\\u0001é😀\"",
                        "[]",
                        "{}",
                        "[1,[2,{}]]",
                        "{\"a\":{\"b\":null},\"\":[true]}")) {
            assertThat(Json.stringify(Json.parse(text))).isEqualTo(text);
        }
    }

    @Test
    void readsBlanksAndEscapes() {
        assertThat(Json.parse(" { \"a\" : [ 1 , \"\\u00e9\\/\" ] } "))
                .isEqualTo(Map.of("a", List.of(1L, "é/")));
    }

    @Test
    void anythingElseIsMalformed() {
        for (String text :
                List.of(
                        "",
                        "nul",
                        "[1,]",
                        "{\"a\":1,}",
                        "{a:1}",
                        "\"",
                        "\"\\x\"",
                        "1 2",
                        "[",
                        "--1",
                        "\"\\u00g0\"")) {
            assertThatThrownBy(() -> Json.parse(text))
                    .as(text)
                    .isInstanceOf(MalformedInputException.class);
        }
    }

    @Test
    void nestingEndsAtItsLimit() {
        String deep = "[".repeat(AnyCodec.MAX_DEPTH + 1) + "]".repeat(AnyCodec.MAX_DEPTH + 1);

        assertThatThrownBy(() -> Json.parse(deep)).isInstanceOf(MalformedInputException.class);
    }
}
