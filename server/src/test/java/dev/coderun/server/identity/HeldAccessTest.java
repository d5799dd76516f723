package dev.coderun.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldAccessTest {

    private static final User ADA = User.of("ada", "Ada");

    private final HeldAccess access = new HeldAccess();
    private final List<String> ended = new ArrayList<>();

    @Test
    void theEndOfALoginEndsWhatIsHeldByItAndNothingElse() {
        hold("phone");
        hold("laptop");

        access.endGrant("phone");

        assertThat(ended).containsExactly("phone");
    }

    @Test
    void theEndOfAUserEndsAllTheirLoginsOnce() {
        hold("phone");
        hold("laptop");
        access.hold(new Caller(User.of("bob", "Bob"), "tablet", 0), () -> ended.add("tablet"));

        access.endUser("ada");
        access.endUser("ada");
        access.endGrant("phone");

        assertThat(ended).containsExactly("phone", "laptop");
    }

    @Test
    void whatIsNoLongerHeldIsNotEnded() {
        hold("phone").close();

        access.endUser("ada");

        assertThat(ended).isEmpty();
    }

    @Test
    void whoEndedBetweenTheirCheckAndTheirHoldEndsAtOnce() {
        var checked = caller("phone");
        access.endGrant("phone");

        access.hold(checked, () -> ended.add("phone"));

        assertThat(ended).containsExactly("phone");
    }

    @Test
    void whoWasCheckedAfterAnEndHolds() {
        access.endUser("ada");

        hold("phone");

        assertThat(ended).isEmpty();
    }

    @Test
    void whoWasCheckedBeforeAnEndThatIsForgottenEnds() {
        var checked = caller("phone");
        for (int i = 0; i <= HeldAccess.MAX_REMEMBERED; i++) {
            access.endGrant("other" + i);
        }

        access.hold(checked, () -> ended.add("phone"));
        hold("laptop");

        assertThat(ended).containsExactly("phone");
    }

    private HeldAccess.Hold hold(String login) {
        return access.hold(caller(login), () -> ended.add(login));
    }

    private Caller caller(String login) {
        return new Caller(ADA, login, access.moment());
    }
}
