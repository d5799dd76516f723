package dev.coderun.session.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ByteReaderTest {
    @Test
    void readsWhatTheWriterWrote() {
        long[] numbers = {0, 127, 128, 300, (1L << 32) - 1, ByteReader.MAX_SAFE_INTEGER};
        for (long number : numbers) {
            var out = new ByteWriter();
            out.writeVarUint(number);
            out.writeVarInt(-number);

            var in = new ByteReader(out.toByteArray());

            assertThat(in.readVarUint()).isEqualTo(number);
            assertThat(in.readVarInt().longValue()).isEqualTo(-number);
            assertThat(in.hasMore()).isFalse();
        }
    }

    @Test
    void theLargestNumberIsTwoToThe53MinusOne() {
        assertThat(reader("ffffffffffffff0f").readVarUint()).isEqualTo(ByteReader.MAX_SAFE_INTEGER);
        assertMalformed(() -> reader("8080808080808010").readVarUint());
        assertMalformed(() -> reader("ffffffffffffffffff").readVarUint());
        assertMalformed(() -> reader("ffffffffffffffffffffff01").readVarInt());
    }

    @Test
    void clocksFitAnInt() {
        assertThat(reader("ffffffff07").readVarUint31()).isEqualTo(Integer.MAX_VALUE);
        assertMalformed(() -> reader("8080808008").readVarUint31());
    }

    @Test
    void aCutInputIsMalformed() {
        assertMalformed(() -> reader("").readUint8());
        assertMalformed(() -> reader("80").readVarUint());
        assertMalformed(() -> reader("c0").readVarInt());
        assertMalformed(() -> reader("026162".substring(0, 4)).readVarString());
        assertMalformed(() -> reader("00").readInt32());
        assertMalformed(() -> reader("00000000").readInt64());
    }

    @Test
    void malformedTextBecomesReplacementsAsInBrowsers() {
        assertThat(reader("02ff41").readVarString()).isEqualTo("\ufffdA");
        assertThat(reader("03f09f98").readVarString()).isEqualTo("\ufffd");
        assertThat(reader("03eda080").readVarString()).isEqualTo("\ufffd\ufffd\ufffd");
        assertThat(reader("04f0808041").readVarString()).isEqualTo("\ufffd\ufffd\ufffdA");
        assertThat(reader("08f09f9880c3a9ff41").readVarString()).isEqualTo("😀é\ufffdA");
    }

    private static ByteReader reader(String hex) {
        return new ByteReader(HexFormat.of().parseHex(hex));
    }

    private static void assertMalformed(Runnable read) {
        assertThatThrownBy(read::run).isInstanceOf(MalformedInputException.class);
    }
}
