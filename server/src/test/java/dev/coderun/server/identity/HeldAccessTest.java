package dev.coderun.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.server.dynamodb.StoreDownException;
import dev.coderun.server.identity.Caller.Power;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeldAccessTest {

    private static final User ADA = User.of("ada", "Ada");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final HeldAccess access = new HeldAccess(this::endOfLogin, () -> now);

    /// Until when logins last now, by their id.
    private final Map<String, Instant> logins = new ConcurrentHashMap<>();

    /// Happens once, when the next login is asked about.
    private volatile Runnable whileAsked = () -> {};

    private final List<String> ended = new CopyOnWriteArrayList<>();

    /// It is the test that looks at the clock.
    @BeforeEach
    void stopLooking() {
        access.close();
    }

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

    @Test
    void whatEndsByItselfEndsThenAndNotBefore() {
        access.hold(program("late", now.plusSeconds(2)), () -> ended.add("late"));
        access.hold(program("soon", now.plusSeconds(1)), () -> ended.add("soon"));
        access.hold(program("too", now.plusSeconds(1)), () -> ended.add("too"));
        access.hold(program("gone", now.plusSeconds(1)), () -> ended.add("gone")).close();
        hold("phone");

        access.endExpired();
        assertThat(ended).isEmpty();
        now = now.plusSeconds(1);
        access.endExpired();
        access.endExpired();

        assertThat(ended).containsExactly("soon", "too");
    }

    @Test
    void whoExpiredBetweenTheirCheckAndTheirHoldEndsAtOnce() {
        var checked = program("robot", now.plusSeconds(1));
        now = now.plusSeconds(1);

        access.hold(checked, () -> ended.add("robot"));

        assertThat(ended).containsExactly("robot");
    }

    @Test
    void nobodyNeedsToAskForWhatExpires() throws InterruptedException {
        var isOver = new CountDownLatch(1);
        try (var running = new HeldAccess(this::endOfLogin, InstantSource.system())) {
            running.hold(program("robot", Instant.now().plusMillis(300)), isOver::countDown);

            assertThat(isOver.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aLoginThatNobodyUsedForLongEnds() {
        hold(login("phone", now.plusSeconds(1)));

        now = now.plusSeconds(1);
        access.endExpired();

        until(() -> ended.equals(List.of("phone")));
    }

    @Test
    void aLoginThatWasUsedMeanwhileGoesOnUntilItIsNot() {
        hold(login("phone", now.plusSeconds(1)));
        hold(login("laptop", now.plusSeconds(1)));

        logins.put("phone", now.plusSeconds(10));
        now = now.plusSeconds(1);
        access.endExpired();
        until(() -> ended.equals(List.of("laptop")));

        now = now.plusSeconds(9);
        access.endExpired();
        until(() -> ended.equals(List.of("laptop", "phone")));
    }

    @Test
    void aLoginThatIsEndedWhileItIsAskedAboutEndsOnce() {
        hold(login("phone", now.plusSeconds(1)));
        hold(login("laptop", now.plusSeconds(1)));
        hold(login("tablet", now.plusSeconds(10)));
        logins.put("phone", now.plusSeconds(10));
        whileAsked = () -> access.endGrant("phone");

        now = now.plusSeconds(1);
        access.endExpired();
        until(() -> ended.equals(List.of("phone", "laptop")));
        now = now.plusSeconds(9);
        access.endExpired();

        until(() -> ended.equals(List.of("phone", "laptop", "tablet")));
    }

    @Test
    void whileTheTableDoesNotSayALoginGoesOn() {
        hold(login("phone", now.plusSeconds(1)));
        hold(login("laptop", now.plusSeconds(1)));
        whileAsked =
                () -> {
                    throw new StoreDownException(new IllegalStateException("taken down"));
                };

        now = now.plusSeconds(1);
        access.endExpired();
        until(() -> ended.equals(List.of("laptop")));
        now = now.plus(HeldAccess.UNKNOWN);
        access.endExpired();

        until(() -> ended.equals(List.of("laptop", "phone")));
    }

    private Optional<Instant> endOfLogin(String userId, String grant) {
        var first = whileAsked;
        whileAsked = () -> {};
        first.run();
        return Optional.ofNullable(logins.get(grant)).filter(now::isBefore);
    }

    private Caller login(String grant, Instant end) {
        logins.put(grant, end);
        return new Caller(ADA, grant, Power.ACCOUNT, Optional.of(end), access.moment());
    }

    private void hold(Caller caller) {
        access.hold(caller, () -> ended.add(caller.grant()));
    }

    private static void until(BooleanSupplier condition) {
        var end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.onSpinWait();
        }
    }

    private Caller program(String grant, Instant expires) {
        return new Caller(ADA, grant, Power.CHANGE, Optional.of(expires), access.moment());
    }

    private HeldAccess.Hold hold(String login) {
        return access.hold(caller(login), () -> ended.add(login));
    }

    private Caller caller(String login) {
        return new Caller(ADA, login, access.moment());
    }
}
