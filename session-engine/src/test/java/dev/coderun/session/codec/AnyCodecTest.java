package dev.coderun.session.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnyCodecTest {
    @Test
    void writesWhatLib0Writes() {
        assertThat(written(null)).isEqualTo("7e");
        assertThat(written(Undefined.UNDEFINED)).isEqualTo("7f");
        assertThat(written(false)).isEqualTo("79");
        assertThat(written(true)).isEqualTo("78");
        assertThat(written(0L)).isEqualTo("7d00");
        assertThat(written(-1L)).isEqualTo("7d41");
        assertThat(written(-65L)).isEqualTo("7dc101");
        assertThat(written(-0.0)).isEqualTo("7d40");
        assertThat(written(3.0)).isEqualTo("7d03");
        assertThat(written(2147483647L)).isEqualTo("7dbfffffff0f");
        assertThat(written(2147483648L)).isEqualTo("7c4f000000");
        assertThat(written(-2147483648L)).isEqualTo("7ccf000000");
        assertThat(written(0.1)).isEqualTo("7b3fb999999999999a");
        assertThat(written(Double.NaN)).isEqualTo("7b7ff8000000000000");
        assertThat(written(BigInteger.ONE)).isEqualTo("7a0000000000000001");
        assertThat(written("hi")).isEqualTo("77026869");
        assertThat(written(Arrays.asList(1L, null))).isEqualTo("75027d017e");
        assertThat(written(Map.of("k", 1L))).isEqualTo("7601016b7d01");
        assertThat(written(new byte[] {1, 2})).isEqualTo("74020102");
    }

    @Test
    void readsBackWhatItWrote() {
        List<@Nullable Object> value =
                Arrays.asList(
                        null, 1L, -77L, 0.25, -0.0, "grüße 😀", List.of(true, Map.of("k", "v")));

        assertThat(read(written(value))).isEqualTo(value);
    }

    @Test
    void aLoneSurrogateIsWrittenAsReplacement() {
        assertThat(written("\ud83d")).isEqualTo("7703efbfbd");
    }

    @Test
    void nestingEndsAtItsLimit() {
        assertThat(read("7501".repeat(AnyCodec.MAX_DEPTH) + "7e")).isInstanceOf(List.class);
        assertMalformed("7501".repeat(AnyCodec.MAX_DEPTH + 1) + "7e");
    }

    @Test
    void countsAreCheckedBeforeAnythingIsAllocated() {
        assertMalformed("75ffffffff07");
        assertMalformed("76ffffffff07");
        assertMalformed("77ffffffff07");
        assertMalformed("74ffffffffffffff0f");
    }

    @Test
    void unknownTagsAreMalformed() {
        assertMalformed("00");
        assertMalformed("73");
    }

    private static void assertMalformed(String hex) {
        assertThatThrownBy(() -> read(hex)).isInstanceOf(MalformedInputException.class);
        assertThatThrownBy(() -> AnyCodec.skip(new ByteReader(HexFormat.of().parseHex(hex))))
                .isInstanceOf(MalformedInputException.class);
    }

    private static @Nullable Object read(String hex) {
        return AnyCodec.read(new ByteReader(HexFormat.of().parseHex(hex)));
    }

    private static String written(@Nullable Object value) {
        var out = new ByteWriter();
        AnyCodec.write(out, value);
        return HexFormat.of().formatHex(out.toByteArray());
    }
}
