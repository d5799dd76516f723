package dev.coderun.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.server.transport.RawWebSocket;
import dev.coderun.session.live.SessionLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A document as large as one may be, and somebody who reads it slowly while the others type on: they type before each of
/// its parts is read.
@Timeout(180)
class SlowJoinerIT extends AdasSession {

    private static final int OUTBOX_BYTES = 4 * 1024 * 1024;

    /// As much as a document may have, but for what is typed and deleted meanwhile.
    private static final int MUCH = SessionLimits.DEFAULT.documentBytes() - 128 * 1024;

    SlowJoinerIT(LiveServer server) {
        super(server);
    }

    @Test
    void aSlowJoinerGetsInAndMissesNothing() {
        fill(MUCH);
        try (var bobs = bob.open(session);
                var quick = ada.open(session);
                var slow = ada.openSlow(session, () -> type(bobs, quick, 16 * 1024))) {
            quick.sync();

            assertThat(slow.sync()).isGreaterThan(MUCH);

            bobs.type("the end");
            quick.awaitText("the end");
            slow.awaitText("the end");
            assertThat(slow.text()).isEqualTo(quick.text()).hasSizeGreaterThan(MUCH);
        }
    }

    @Test
    void
            whoeverIsTooSlowForWhatIsTypedGetsTheDocumentBeforeTheyAreSentAwayAndComesBackForTheRest() {
        int parts = 16;
        int size = parts * RawWebSocket.PART_BYTES;
        int typedMeanwhile = 3 * OUTBOX_BYTES / 2;
        fill(size);
        try (var bobs = bob.open(session);
                var quick = ada.open(session);
                var slow = ada.openSlow(session, () -> type(bobs, quick, typedMeanwhile / parts))) {
            quick.sync();

            assertThat(slow.sync()).isGreaterThan(size);

            assertThat(slow.awaitClose()).isEqualTo(TRY_AGAIN_LATER);
            bobs.type("the end");
            quick.awaitText("the end");
            try (var again = ada.open(session)) {
                again.resume(slow);
                assertThat(again.sync()).as("the rest").isLessThan(size / 10);
                assertThat(again.text()).isEqualTo(quick.text());
            }
        }
    }

    private void fill(int size) {
        makeBob("editor");
        try (var adas = ada.open(session)) {
            adas.type("x".repeat(size));
            adas.awaitAllTaken(1);
        }
    }

    /// What one types and another sees, so that it has reached the outbox of whoever reads slowly too.
    private static void type(LiveClient one, LiveClient other, int characters) {
        one.typeAndDelete("y".repeat(characters));
        other.awaitUpdates(2);
    }
}
