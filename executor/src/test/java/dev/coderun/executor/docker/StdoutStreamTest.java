package dev.coderun.executor.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class StdoutStreamTest {
    @Test
    void piecesOfStdoutAreJoinedAndStderrIsLeftOut() throws IOException {
        assertThat(
                        read(
                                1, 0, 0, 0, 0, 0, 0, 2, 'a', 'b', 2, 0, 0, 0, 0, 0, 0, 1, 'x', 1, 0,
                                0, 0, 0, 0, 0, 1, 'c'))
                .asString()
                .isEqualTo("abc");
    }

    @Test
    void anEmptyPieceIsNoEnd() throws IOException {
        assertThat(read(1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 'c'))
                .asString()
                .isEqualTo("c");
    }

    @Test
    void aStreamThatIsCutInAPieceIsAnError() {
        assertThatThrownBy(() -> read(1, 0, 0, 0, 0, 0, 0, 2, 'a'))
                .isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> read(1, 0, 0)).isInstanceOf(EOFException.class);
    }

    private static byte[] read(int... values) throws IOException {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return new StdoutStream(new ByteArrayInputStream(bytes)).readAllBytes();
    }
}
