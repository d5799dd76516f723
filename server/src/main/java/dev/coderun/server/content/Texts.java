package dev.coderun.server.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/// Bytes that ought to be text.
final class Texts {
    private Texts() {}

    /// Empty if they are not UTF-8.
    static Optional<String> decode(byte[] bytes) {
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
