package dev.coderun.server.session;

import dev.coderun.server.web.BadJsonException;
import dev.coderun.server.web.Json;
import dev.coderun.session.codec.ByteReader;
import dev.coderun.session.codec.MalformedInputException;
import dev.coderun.session.live.LiveSession;
import dev.coderun.session.live.Participant;
import dev.coderun.session.live.Role;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// "Follow me": while a session's owner leads, everybody's page goes where they are. All other messages are handed on.
public final class Lead implements FrameHandler {

    private final FrameHandler next;

    /// Who leads, by session.
    private final Map<String, Participant> leaders = new ConcurrentHashMap<>();

    public Lead(FrameHandler next) {
        this.next = next;
    }

    private record Wish(@Nullable String t, @Nullable Boolean on) {}

    @Override
    public void handle(LiveSession session, Participant participant, int type, byte[] payload) {
        var wish = wish(type, payload);
        if (wish.isEmpty()) {
            next.handle(session, participant, type, payload);
        } else if (participant.role() != Role.OWNER) {
            participant.outbox().offer(SessionMessages.mayNotLead());
        } else if (wish.get()) {
            leaders.put(session.id(), participant);
            session.broadcast(SessionMessages.leads(Optional.of(participant.person())));
        } else {
            end(session, participant);
        }
    }

    /// Whether somebody wants to lead, or no longer; empty if this is about something else.
    private static Optional<Boolean> wish(int type, byte[] payload) {
        if (type != SessionMessages.MESSAGE) {
            return Optional.empty();
        }
        try {
            var read = Json.read(new ByteReader(payload).readVarString(), Wish.class);
            return "lead".equals(read.t()) ? Optional.ofNullable(read.on()) : Optional.empty();
        } catch (BadJsonException | MalformedInputException e) {
            return Optional.empty(); // whoever is next says what is wrong with it
        }
    }

    @Override
    public void joined(LiveSession session, Participant participant) {
        var leader = leaders.get(session.id());
        if (leader != null && participant.speaksCodeRun()) {
            participant.outbox().offer(SessionMessages.leads(Optional.of(leader.person())));
        }
        next.joined(session, participant);
    }

    @Override
    public void left(LiveSession session, Participant participant) {
        end(session, participant);
        next.left(session, participant);
    }

    private void end(LiveSession session, Participant leader) {
        if (leaders.remove(session.id(), leader)) {
            session.broadcast(SessionMessages.leads(Optional.empty()));
        }
    }

    @Override
    public void changed(LiveSession session) {
        next.changed(session);
    }

    @Override
    public boolean isBusy(String sessionId) {
        return next.isBusy(sessionId);
    }

    @Override
    public void closed(String sessionId) {
        leaders.remove(sessionId);
        next.closed(sessionId);
    }
}
