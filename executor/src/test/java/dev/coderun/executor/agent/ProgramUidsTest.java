package dev.coderun.executor.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

final class ProgramUidsTest {
    private final ProgramUids uids = new ProgramUids(1000, 6);

    @Test
    void noTwoOpenBoxesShareAUid() {
        assertThat(uids.take()).isEqualTo(new ProgramUids.Pair(1000, 1001));
        assertThat(uids.take()).isEqualTo(new ProgramUids.Pair(1002, 1003));
        assertThat(uids.take()).isEqualTo(new ProgramUids.Pair(1004, 1005));
        assertThatIllegalStateException().isThrownBy(uids::take);
    }

    @Test
    void aPairThatWasGivenBackRestsForLong() {
        uids.release(uids.take());

        assertThat(uids.take().first()).isEqualTo(1002);
        assertThat(uids.take().first()).isEqualTo(1004);
        assertThat(uids.take().first()).isEqualTo(1000);
    }
}
