package dev.coderun.session.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coderun.session.codec.MalformedInputException;
import dev.coderun.session.crdt.StateVector;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
    private static final String HELLO = "0101010004010174" + "0568656c6c6f" + "00";

    @Test
    void readsEachKindOfMessage() {
        assertThat(decode("000003010502"))
                .isEqualTo(new Message.SyncStep1(StateVector.decode(bytes("010502"))));
        assertThat(decode("00010f" + HELLO)).isInstanceOf(Message.SyncStep2.class);
        assertThat(decode("00020f" + HELLO)).isInstanceOf(Message.DocumentUpdate.class);
        assertThat(decode("010601050102" + "7b7d")).isInstanceOf(Message.AwarenessMessage.class);
        assertThat(decode("0200026e6f")).isEqualTo(new Message.AuthDenied("no"));
        assertThat(decode("03")).isEqualTo(new Message.QueryAwareness());
    }

    @Test
    void numbersFrom64AreOurs() {
        assertThat(decode("40" + "7b7d"))
                .isInstanceOfSatisfying(
                        Message.Application.class,
                        message -> {
                            assertThat(message.type()).isEqualTo(64);
                            assertThat(message.payload()).isEqualTo(bytes("7b7d"));
                        });
    }

    @Test
    void writesWhatYProtocolsWrite() {
        assertThat(MessageCodec.syncStep1(StateVector.decode(bytes("010502"))))
                .isEqualTo(bytes("000003010502"));
        assertThat(MessageCodec.syncStep2(bytes(HELLO))).isEqualTo(bytes("00010f" + HELLO));
        assertThat(MessageCodec.update(bytes(HELLO))).isEqualTo(bytes("00020f" + HELLO));
        assertThat(MessageCodec.awareness(bytes("00"))).isEqualTo(bytes("010100"));
        assertThat(MessageCodec.permissionDenied("no")).isEqualTo(bytes("0200026e6f"));
        assertThat(MessageCodec.queryAwareness()).isEqualTo(bytes("03"));
        assertThat(MessageCodec.application(65, bytes("0102"))).isEqualTo(bytes("410102"));
    }

    @Test
    void everyPrefixOfAMessageIsMalformed() {
        for (String hex :
                List.of("000003010502", "00010f" + HELLO, "00020f" + HELLO, "0200026e6f")) {
            byte[] whole = bytes(hex);
            for (int length = 0; length < whole.length; length++) {
                byte[] prefix = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> MessageCodec.decode(prefix))
                        .isInstanceOf(MalformedInputException.class);
            }
        }
    }

    @Test
    void bytesLeftOverAndUnknownKindsAreMalformed() {
        for (String hex : List.of("00000301050200", "0300", "04", "3f", "0003", "0201")) {
            assertThatThrownBy(() -> decode(hex))
                    .as(hex)
                    .isInstanceOf(MalformedInputException.class);
        }
    }

    @Test
    void typesBelow64AreNotOurs() {
        assertThatThrownBy(() -> MessageCodec.application(63, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Message decode(String hex) {
        return MessageCodec.decode(bytes(hex));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
