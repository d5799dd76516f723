package dev.coderun.server.session;

import dev.coderun.server.session.Entrance.Decision;
import dev.coderun.server.transport.Admission;
import dev.coderun.server.transport.Connection;
import dev.coderun.server.transport.Endpoint;
import dev.coderun.server.transport.FrameReceiver;
import dev.coderun.server.transport.UpgradeRequest;
import java.util.Optional;

/// `WS /collab/{session}`: the y-protocols, and ours.
public final class CollabEndpoint implements Endpoint {

    public static final String PATH = "/collab/";

    private static final String CODE_RUN = "coderun.v1";

    private final Entrance entrance;

    public CollabEndpoint(Entrance entrance) {
        this.entrance = entrance;
    }

    @Override
    public Admission admit(UpgradeRequest request) {
        var sessionId = request.path().substring(PATH.length());
        var decision =
                request.parameter("ticket")
                        .map(ticket -> entrance.byTicket(sessionId, ticket))
                        .orElseGet(() -> entrance.byHeaders(sessionId, request.headers()));
        return switch (decision) {
            case Decision.TurnedAway(int code, var reason) ->
                    new Admission.AcceptThenClose(code, reason);
            case Decision.Welcome welcome ->
                    new Admission.Accept(
                            Optional.of(CODE_RUN).filter(request.subprotocols()::contains),
                            connection -> open(connection, welcome));
        };
    }

    private FrameReceiver open(Connection connection, Decision.Welcome welcome) {
        return entrance.open(connection, welcome)
                .<FrameReceiver>map(receiver -> receiver)
                .orElseGet(NobodyThere::new);
    }

    /// Hears what is still said on a connection that is about to close.
    private static final class NobodyThere implements FrameReceiver {

        @Override
        public void frame(byte[] message) {}

        @Override
        public void closed() {}
    }
}
