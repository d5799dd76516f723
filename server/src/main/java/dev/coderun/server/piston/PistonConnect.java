package dev.coderun.server.piston;

import dev.coderun.server.identity.Authentication;
import dev.coderun.server.transport.Admission;
import dev.coderun.server.transport.Endpoint;
import dev.coderun.server.transport.UpgradeRequest;
import java.util.Optional;

/// `WS /api/v2/connect`: one program for one connection, typed to and listened to while it runs.
public final class PistonConnect implements Endpoint {
    public static final String PATH = "/api/v2/connect";

    private final PistonService service;
    private final Authentication authentication;

    public PistonConnect(PistonService service, Authentication authentication) {
        this.service = service;
        this.authentication = authentication;
    }

    @Override
    public Admission admit(UpgradeRequest request) {
        if (!service.settings().anonymous()
                && authentication.changer(request.headers()).isEmpty()) {
            return new Admission.AcceptThenClose(4401, "log in, or send an API token");
        }
        return new Admission.Accept(
                Optional.empty(), connection -> new PistonConversation(service, connection));
    }
}
