package dev.coderun.executor.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

final class ProgramUidsTest {
    private final ProgramUids uids = new ProgramUids(1000, 3 * ProgramUids.OF_A_BOX);

    @Test
    void noTwoOpenBoxesShareAUid() {
        assertThat(uids.take()).isEqualTo(new ProgramUids.Range(1000));
        assertThat(uids.take()).isEqualTo(new ProgramUids.Range(1000 + ProgramUids.OF_A_BOX));
        assertThat(uids.take()).isEqualTo(new ProgramUids.Range(1000 + 2 * ProgramUids.OF_A_BOX));
        assertThatIllegalStateException().isThrownBy(uids::take);
    }

    @Test
    void aRangeThatWasGivenBackRestsForLong() {
        uids.release(uids.take());

        assertThat(uids.take().first()).isEqualTo(1000 + ProgramUids.OF_A_BOX);
        assertThat(uids.take().first()).isEqualTo(1000 + 2 * ProgramUids.OF_A_BOX);
        assertThat(uids.take().first()).isEqualTo(1000);
    }
}
