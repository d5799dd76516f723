package dev.coderun.server.web;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.List;

/// What every request passes first: it gets its id and the security headers, and is refused if it asks for a host that
/// is not ours, as a page does whose name was rebound to this machine, or comes by a proxy that we do not know.
public final class FrontDoor implements Filter {

    private final OurAddress ourAddress;
    private final TrustedProxies trustedProxies;

    public FrontDoor(OurAddress ourAddress, TrustedProxies trustedProxies) {
        this.ourAddress = ourAddress;
        this.trustedProxies = trustedProxies;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        var id = RequestId.next();
        RequestId.give(request, id);
        response.header(RequestId.HEADER, id);
        var host = request.headers().first(HeaderNames.HOST).filter(ourAddress::isOurHost);
        host.map(this::headers).orElseGet(SecurityHeaders::forNobody).forEach(response::header);
        if (host.isEmpty()) {
            ProblemDocuments.send(
                    request,
                    response,
                    Problem.of(
                            403,
                            "foreign",
                            "Not from here",
                            "This server does not go by that name. Use the address that it printed"
                                    + " at its start, or set --public-url."));
            return;
        }
        if (trustedProxies.isForgedBy(request.remotePeer().host(), request.headers())) {
            ProblemDocuments.send(
                    request,
                    response,
                    Problem.of(403, "forwarded", "Not from here", TrustedProxies.FORGED));
            return;
        }
        LogContext.with("request", id).run(chain::proceed);
    }

    /// A loopback name is every server's of this machine, of which others may speak http alone.
    private List<Header> headers(String host) {
        return ourAddress.isSecure() && !ourAddress.isLoopbackHost(host)
                ? SecurityHeaders.forSecureHost(host)
                : SecurityHeaders.forHost(host);
    }
}
