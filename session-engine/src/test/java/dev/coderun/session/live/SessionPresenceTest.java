package dev.coderun.session.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.session.sync.Message;
import dev.coderun.session.sync.MessageCodec;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who is here, as the others are told.
class SessionPresenceTest extends AtLiveSession {
    @Test
    void presenceGoesToEverybodyItsSenderToo() {
        var ada = Peer.join(session, 10, Role.OWNER);
        var bob = Peer.join(session, 20, Role.VIEWER);

        bob.announce("{\"user\":2}");

        assertThat(ada.frames).hasSize(1).isEqualTo(bob.frames);
    }

    @Test
    void nobodySpeaksForAPresenceThatSomebodyElseAnnounced() {
        var ada = Peer.join(session, 10, Role.OWNER);
        var bob = Peer.join(session, 20, Role.EDITOR);
        ada.announce("{\"user\":1}");
        ada.takeFrames();
        bob.takeFrames();

        bob.announce(10, "null");
        bob.announce(10, "{\"user\":\"not Ada\"}");

        assertThat(ada.frames).isEmpty();
    }

    @Test
    void thePresenceOfWhoeverLeavesGoes() {
        var ada = Peer.join(session, 10, Role.OWNER);
        var bob = Peer.join(session, 20, Role.EDITOR);
        bob.announce("{}");
        ada.takeFrames();

        session.leave(bob.participant);
        session.leave(bob.participant);

        assertThat(ada.frames).hasSize(1);
        assertThat(listener.events).containsOnlyOnce("left c20");
        var carla = Peer.joinUnsynced(session, 30, Role.EDITOR);
        assertThat(carla.frames).hasSize(2); // the greeting and step 1, and nobody's presence
    }

    @Test
    void aQuestionForPresenceIsAnsweredWithAllOfIt() {
        var ada = Peer.join(session, 10, Role.OWNER);
        var bob = Peer.join(session, 20, Role.EDITOR);
        ada.announce("{\"a\":1}");
        bob.announce("{\"b\":1}");
        ada.takeFrames();

        ada.send(MessageCodec.queryAwareness());

        var all = (Message.AwarenessMessage) MessageCodec.decode(ada.frames.getFirst());
        assertThat(all.update().entries()).hasSize(2);
    }

    @Test
    void theRosterNamesWhoIsHereAndTheClientsTheyAnnounced() {
        var ada = Peer.join(session, 10, Role.OWNER);
        var bob = Peer.join(session, 20, Role.EDITOR);
        ada.announce("{}");
        bob.announce(10, "{\"user\":{\"name\":\"Ada\"}}");
        bob.announce("{}");
        long version = session.rosterVersion();

        assertThat(session.roster().entries())
                .containsExactly(
                        new Roster.Entry(ada.participant, List.of(10L)),
                        new Roster.Entry(bob.participant, List.of(20L)));
        bob.announce("{\"typing\":true}");
        assertThat(session.rosterVersion()).as("nobody came or went").isEqualTo(version);

        session.leave(bob.participant);
        assertThat(session.rosterVersion()).isNotEqualTo(version);
    }
}
