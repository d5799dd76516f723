package dev.coderun.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coderun.session.codec.MalformedInputException;
import dev.coderun.session.live.Batch.AuthoredUpdate;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryCodecTest {

    private static final Entry ENTRY =
            new Entry(
                    300,
                    Instant.ofEpochMilli(127),
                    List.of(
                            new AuthoredUpdate("ada", new byte[] {1, 2}),
                            new AuthoredUpdate("", new byte[0])));

    /// Stored entries stay readable: this is how they lie in the table.
    private static final String BYTES =
            "01" + "ac02" + "7f" + "02" + "03616461" + "020102" + "0000";

    @Test
    void theBytesAreAsTheyHaveAlwaysBeen() {
        assertThat(HexFormat.of().formatHex(EntryCodec.encode(ENTRY))).isEqualTo(BYTES);
    }

    @Test
    void whatWasWrittenIsReadBack() {
        assertThat(EntryCodec.decode(HexFormat.of().parseHex(BYTES)))
                .usingRecursiveComparison()
                .isEqualTo(ENTRY);
    }

    @Test
    void anEntryCutShortAnywhereIsRefused() {
        var bytes = EntryCodec.encode(ENTRY);
        for (int length = 0; length < bytes.length; length++) {
            var cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> EntryCodec.decode(cut))
                    .isInstanceOf(MalformedInputException.class);
        }
    }

    @Test
    void bytesAfterTheEntryAndOtherFormatsAreRefused() {
        var bytes = EntryCodec.encode(ENTRY);
        var longer = Arrays.copyOf(bytes, bytes.length + 1);
        var newer = bytes.clone();
        newer[0] = 2;

        assertThatThrownBy(() -> EntryCodec.decode(longer))
                .isInstanceOf(MalformedInputException.class);
        assertThatThrownBy(() -> EntryCodec.decode(newer))
                .isInstanceOf(MalformedInputException.class);
    }
}
