package dev.coderun.server.session;

import dev.coderun.server.transport.Admission;
import dev.coderun.server.transport.Endpoint;
import dev.coderun.server.transport.UpgradeRequest;
import java.util.Optional;

/// `WS /hocuspocus`: the same sessions for clients of Hocuspocus, which say who they are once they are connected.
public final class HocuspocusEndpoint implements Endpoint {

    public static final String PATH = "/hocuspocus";

    private final Entrance entrance;

    public HocuspocusEndpoint(Entrance entrance) {
        this.entrance = entrance;
    }

    @Override
    public Admission admit(UpgradeRequest request) {
        return new Admission.AcceptStranger(
                Optional.empty(), connection -> new HocuspocusConnection(connection, entrance));
    }
}
