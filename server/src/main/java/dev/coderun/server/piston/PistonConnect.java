package dev.coderun.server.piston;

import dev.coderun.server.identity.Authentication;
import dev.coderun.server.identity.Caller;
import dev.coderun.server.identity.HeldAccess;
import dev.coderun.server.transport.Admission;
import dev.coderun.server.transport.Connection;
import dev.coderun.server.transport.Endpoint;
import dev.coderun.server.transport.UpgradeRequest;
import java.util.Optional;

/// `WS /api/v2/connect`: one program for one connection, typed to and listened to while it runs.
public final class PistonConnect implements Endpoint {
    public static final String PATH = "/api/v2/connect";

    private final PistonService service;
    private final Authentication authentication;
    private final HeldAccess heldAccess;

    public PistonConnect(
            PistonService service, Authentication authentication, HeldAccess heldAccess) {
        this.service = service;
        this.authentication = authentication;
        this.heldAccess = heldAccess;
    }

    @Override
    public Admission admit(UpgradeRequest request) {
        var caller = authentication.caller(request.headers());
        if (caller.isEmpty() && !service.settings().anonymous()) {
            return new Admission.AcceptThenClose(
                    PistonConversation.LOG_IN, "log in, or send an API token");
        }
        return new Admission.Accept(Optional.empty(), connection -> open(connection, caller));
    }

    private PistonConversation open(Connection connection, Optional<Caller> caller) {
        var conversation = new PistonConversation(service, connection);
        caller.ifPresent(somebody -> conversation.hold(heldAccess, somebody));
        return conversation;
    }
}
