package dev.coderun.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.server.session.Member.Standing;
import dev.coderun.session.live.Role;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RightsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Sharing OPEN = new Sharing(Optional.of(Role.EDITOR), false, false);

    private final Share viewerLink = link(Role.VIEWER, Optional.empty());

    @Test
    void theOwnerIsTheOwnerWhateverIsStoredAboutThem() {
        assertThat(role(Sharing.CLOSED.withLecture(true), "ada", new Standing.Removed()))
                .contains(Role.OWNER);
    }

    @Test
    void aVisitorHasWhatTheAddressGives() {
        assertThat(role(Sharing.CLOSED, "bob", new Standing.Visiting())).isEmpty();
        assertThat(role(OPEN, "bob", new Standing.Visiting())).contains(Role.EDITOR);
        assertThat(rights(OPEN).of("bob", Optional.empty())).contains(Role.EDITOR);
    }

    @Test
    void whatGuestsMayEverybodyMay() {
        var guests = new Sharing(Optional.empty(), true, false);

        assertThat(rights(guests).ofGuest()).contains(Role.VIEWER);
        assertThat(role(guests, "bob", new Standing.Visiting())).contains(Role.VIEWER);
        assertThat(rights(OPEN).ofGuest()).isEmpty();
    }

    @Test
    void anInvitedOneHasTheBetterOfLinkAndAddress() {
        var invited = new Standing.Invited(viewerLink.id());

        assertThat(role(Sharing.CLOSED, "bob", invited)).contains(Role.VIEWER);
        assertThat(role(OPEN, "bob", invited)).contains(Role.EDITOR);
    }

    @Test
    void aLinkThatIsGoneOrHasExpiredGivesNothing() {
        var expired = link(Role.EDITOR, Optional.of(NOW));
        var rights = new Rights(session(Sharing.CLOSED), Map.of(expired.id(), expired), NOW);

        assertThat(rights.of("bob", member(new Standing.Invited(expired.id())))).isEmpty();
        assertThat(role(Sharing.CLOSED, "bob", new Standing.Invited("gone"))).isEmpty();
    }

    @Test
    void whatTheOwnerDecidedOverrulesLinkAndAddress() {
        assertThat(role(OPEN, "bob", new Standing.Given(Role.VIEWER))).contains(Role.VIEWER);
        assertThat(role(OPEN, "bob", new Standing.Removed())).isEmpty();
    }

    @Test
    void aLectureMakesNobodyMoreThanAViewerAndLetsNobodyIn() {
        assertThat(role(OPEN.withLecture(true), "bob", new Standing.Visiting()))
                .contains(Role.VIEWER);
        assertThat(role(OPEN.withLecture(true), "bob", new Standing.Removed())).isEmpty();
        assertThat(role(Sharing.CLOSED.withLecture(true), "bob", new Standing.Visiting()))
                .isEmpty();
    }

    private static Share link(Role role, Optional<Instant> expires) {
        var secret = Share.Secret.random();
        return new Share(secret.shareId(), role, NOW, expires, secret.hash());
    }

    private Rights rights(Sharing sharing) {
        return new Rights(session(sharing), Map.of(viewerLink.id(), viewerLink), NOW);
    }

    private Optional<Role> role(Sharing sharing, String userId, Standing standing) {
        return rights(sharing).of(userId, member(standing));
    }

    private static Optional<Member> member(Standing standing) {
        return Optional.of(new Member("bob", "Bob", standing, NOW));
    }

    private static SessionInfo session(Sharing sharing) {
        return new SessionInfo("s1", "A session", "python", "ada", "Ada", NOW, sharing);
    }
}
