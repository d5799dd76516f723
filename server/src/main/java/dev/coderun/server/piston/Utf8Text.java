package dev.coderun.server.piston;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Turns bytes that come in pieces into text, without cutting a character between two pieces.
final class Utf8Text {
    private static final int LONGEST_CHARACTER_BYTES = 4;

    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private ByteBuffer unfinished = ByteBuffer.allocate(0);

    /// The text that is whole by now.
    String next(byte[] bytes, int count) {
        var input = ByteBuffer.allocate(unfinished.remaining() + count);
        input.put(unfinished).put(bytes, 0, count).flip();
        var output = decode(input, false);
        unfinished = ByteBuffer.allocate(input.remaining()).put(input).flip();
        return output;
    }

    /// What is left when no more bytes come: a cut character becomes U+FFFD.
    String rest() {
        return decode(unfinished, true);
    }

    private String decode(ByteBuffer input, boolean isEnd) {
        var output = CharBuffer.allocate(input.remaining() + LONGEST_CHARACTER_BYTES);
        decoder.decode(input, output, isEnd);
        if (isEnd) {
            decoder.flush(output);
        }
        return output.flip().toString();
    }
}
