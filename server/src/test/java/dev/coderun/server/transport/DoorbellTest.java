package dev.coderun.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DoorbellTest {

    private static final long MINUTE = 60_000_000_000L;

    private long now;
    private final Doorbell doorbell = new Doorbell(3, () -> now);

    @Test
    void anAddressRingsSoOftenInAMinuteWhateverOthersDo() {
        for (int i = 0; i < 3; i++) {
            assertThat(doorbell.ring("1.2.3.4")).isTrue();
        }

        assertThat(doorbell.ring("1.2.3.4")).isFalse();
        assertThat(doorbell.ring("1.2.3.5")).isTrue();
        now += MINUTE;
        assertThat(doorbell.ring("1.2.3.4")).isTrue();
    }

    @Test
    void addressesWithoutNumberTakeNoRoomWithoutBound() {
        for (int i = 0; i < Doorbell.MAX_ADDRESSES; i++) {
            doorbell.ring("address " + i);
        }

        assertThat(doorbell.ring("one more")).isFalse();
        assertThat(doorbell.ring("address 0")).isTrue();
        now += MINUTE;
        assertThat(doorbell.ring("one more")).isTrue();
    }
}
