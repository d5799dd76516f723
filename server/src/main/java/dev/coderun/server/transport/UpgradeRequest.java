package dev.coderun.server.transport;

import io.helidon.common.uri.UriQuery;
import io.helidon.http.Headers;
import java.util.List;
import java.util.Optional;

/// Somebody's wish to open a websocket; its Host and Origin have already been found to be ours.
public record UpgradeRequest(
        String path,
        UriQuery query,
        Headers headers,
        String remoteAddress,
        List<String> subprotocols) {

    public UpgradeRequest {
        subprotocols = List.copyOf(subprotocols);
    }

    /// One parameter of the address, such as the ticket.
    public Optional<String> parameter(String name) {
        return query.first(name).asOptional();
    }

    /// Leaves out the query and the headers: they carry tickets and tokens, which are never logged.
    @Override
    public String toString() {
        return "UpgradeRequest[" + path + " from " + remoteAddress + "]";
    }
}
