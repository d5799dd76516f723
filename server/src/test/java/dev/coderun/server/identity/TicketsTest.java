package dev.coderun.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TicketsTest {

    private static final User ADA = User.of("ada", "Ada");
    private static final User BOB = User.of("bob", "Bob");

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final HeldAccess access = new HeldAccess((_, _) -> Optional.empty(), () -> now);
    private final Tickets tickets = new Tickets(access, () -> now);

    @Test
    void aTicketOpensItsSessionInItsUsersName() {
        var ticket = issue("s1", ADA);

        assertThat(tickets.use(ticket, "s1").map(use -> use.caller().user())).contains(ADA);
        assertThat(tickets.use(ticket, "s1")).as("any number of connections").isPresent();
    }

    @Test
    void aTicketOpensNoOtherSession() {
        assertThat(tickets.use(issue("s1", ADA), "s2")).isEmpty();
    }

    @Test
    void aGuessedTicketOpensNothing() {
        issue("s1", ADA);

        assertThat(tickets.use("", "s1")).isEmpty();
        assertThat(tickets.use("x".repeat(32), "s1")).isEmpty();
    }

    @Test
    void anUnusedTicketEndsTenMinutesAfterItWasMade() {
        var ticket = issue("s1", ADA);

        pass(Tickets.LIFETIME);

        assertThat(tickets.use(ticket, "s1")).isEmpty();
    }

    @Test
    void aTicketInUseStaysAndEndsTenMinutesAfterItsLastConnection() {
        var ticket = issue("s1", ADA);
        var first = tickets.use(ticket, "s1").orElseThrow();
        var second = tickets.use(ticket, "s1").orElseThrow();
        pass(Duration.ofHours(3));

        first.close();
        pass(Duration.ofHours(3));
        second.close();
        pass(Tickets.LIFETIME.minusSeconds(1));
        tickets.use(ticket, "s1").orElseThrow().close();
        pass(Tickets.LIFETIME);

        assertThat(tickets.use(ticket, "s1")).isEmpty();
    }

    @Test
    void closingAConnectionTwiceCountsOnce() {
        var ticket = issue("s1", ADA);
        var first = tickets.use(ticket, "s1").orElseThrow();
        var second = tickets.use(ticket, "s1").orElseThrow();

        first.close();
        first.close();
        pass(Duration.ofHours(1));

        assertThat(tickets.use(ticket, "s1")).isPresent();
        second.close();
    }

    @Test
    void whoMayNoLongerEnterHasNoTicket() {
        var ended = issue("s1", ADA);
        var elsewhere = issue("s2", ADA);
        var bobs = issue("s1", BOB);

        tickets.end("s1", ADA.id());

        assertThat(tickets.use(ended, "s1")).isEmpty();
        assertThat(tickets.use(elsewhere, "s2")).isPresent();
        assertThat(tickets.use(bobs, "s1")).isPresent();
    }

    @Test
    void aDeletedSessionHasNoTickets() {
        var ticket = issue("s1", ADA);

        tickets.endSession("s1");

        assertThat(tickets.use(ticket, "s1")).isEmpty();
    }

    @Test
    void whoLoggedOutHasNoTickets() {
        var ticket = issue("s1", ADA);

        access.endGrant("login of ada");

        assertThat(tickets.use(ticket, "s1")).isEmpty();
    }

    @Test
    void whoLogsOutWhileATicketIsMadeGetsOneThatOpensNothing() {
        var before = caller(ADA);
        access.endUser(ADA.id());

        var ticket = tickets.issue("s1", before).orElseThrow();

        assertThat(tickets.use(ticket, "s1")).isEmpty();
        assertThat(tickets.use(issue("s1", ADA), "s1")).isPresent();
    }

    @Test
    void nobodyHoldsMoreThanTheirShareUntilSomeEnd() {
        for (int i = 0; i < Tickets.MAX_TICKETS_PER_USER; i++) {
            issue("s1", ADA);
        }

        assertThat(tickets.issue("s1", caller(ADA))).isEmpty();
        assertThat(tickets.issue("s1", caller(BOB))).isPresent();
        pass(Tickets.LIFETIME);
        assertThat(tickets.issue("s1", caller(ADA))).isPresent();
    }

    @Test
    void allTogetherHoldNoMoreThanFits() {
        int users = Tickets.MAX_TICKETS / Tickets.MAX_TICKETS_PER_USER;
        for (int user = 0; user < users; user++) {
            for (int i = 0; i < Tickets.MAX_TICKETS_PER_USER; i++) {
                issue("s1", User.of("user" + user, "User"));
            }
        }

        assertThat(tickets.issue("s1", caller(ADA))).isEmpty();
    }

    private String issue(String sessionId, User user) {
        return tickets.issue(sessionId, caller(user)).orElseThrow();
    }

    private Caller caller(User user) {
        return new Caller(user, "login of " + user.id(), access.moment());
    }

    private void pass(Duration duration) {
        now = now.plus(duration);
    }
}
