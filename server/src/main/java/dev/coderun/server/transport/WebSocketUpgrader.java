package dev.coderun.server.transport;

import dev.coderun.server.web.OurAddress;
import dev.coderun.server.web.Quota;
import dev.coderun.server.web.TrustedProxies;
import dev.coderun.server.web.UnavailableException;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.DirectTransportRequest;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.helidon.webserver.spi.ServerConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Turns an HTTP request into a websocket, if it comes from us, is a sound handshake, and its endpoint admits it.
/// Helidon's filters and routes do not see upgrades, so all their checks are made here again.
final class WebSocketUpgrader implements Http1Upgrader {

    private static final System.Logger LOG = System.getLogger(WebSocketUpgrader.class.getName());

    private static final String CODE_RUN = "coderun.v1";
    private static final int TRY_AGAIN_LATER = 1013;
    private static final HeaderName SUBPROTOCOL = HeaderNames.create("Sec-WebSocket-Protocol");
    private static final HeaderName EXTENSIONS = HeaderNames.create("Sec-WebSocket-Extensions");

    /// What Tyrus needs to check a handshake.
    private static final List<HeaderName> HANDSHAKE_HEADERS =
            List.of(
                    HeaderNames.HOST,
                    HeaderNames.UPGRADE,
                    HeaderNames.CONNECTION,
                    HeaderNames.create("Sec-WebSocket-Key"),
                    HeaderNames.create("Sec-WebSocket-Version"));

    private final Map<String, Endpoint> endpoints;
    private final OurAddress ourAddress;
    private final TrustedProxies trustedProxies;
    private final TransportLimits limits;
    private final OpenConnections openConnections;
    private final Doorbell doorbell;
    private final Quota openByAddress;
    private final TyrusEngine engine;
    private final SharedDeflater deflater = new SharedDeflater();
    private final AtomicLong connectionCount = new AtomicLong();

    /// `endpoints` by the beginning of their path.
    WebSocketUpgrader(
            Map<String, Endpoint> endpoints,
            OurAddress ourAddress,
            TrustedProxies trustedProxies,
            TransportLimits limits,
            OpenConnections openConnections) {
        this.endpoints = Map.copyOf(endpoints);
        this.ourAddress = ourAddress;
        this.trustedProxies = trustedProxies;
        this.limits = limits;
        this.openConnections = openConnections;
        doorbell = new Doorbell(limits.attemptsPerAddress(), System::nanoTime);
        openByAddress = new Quota(limits.connectionsPerAddress());
        engine = new TyrusEngine(limits.messageBytes());
    }

    @Override
    public String supportedProtocol() {
        return "websocket";
    }

    /// Null leaves the request to the routes, which know nothing at such a path and answer 404.
    @Override
    public @Nullable ServerConnection upgrade(
            ConnectionContext context, HttpPrologue prologue, WritableHeaders<?> headers) {
        refuseForeign(context, prologue, headers);
        var path = prologue.uriPath().path();
        var endpoint = endpointAt(path);
        if (endpoint.isEmpty()) {
            return null;
        }
        var address = trustedProxies.clientAddress(context.remotePeer().host(), headers);
        if (!doorbell.ring(address)) {
            throw refused(prologue, headers, 429, "You knock too often. Wait a minute.");
        }
        var handshake = engine.handshake(handshakeHeaders(headers));
        if (!handshake.isAccepted()) {
            throw refused(
                    prologue,
                    headers,
                    handshake.response().getStatus(),
                    "This is no websocket handshake.");
        }
        var subprotocols = subprotocols(headers);
        var request = new UpgradeRequest(path, prologue.query(), headers, address, subprotocols);
        var share = openByAddress.take(address);
        var admission =
                share.isPresent()
                        ? admit(endpoint.get(), request)
                        : new Admission.AcceptThenClose(
                                TRY_AGAIN_LATER, "too many connections from your address");
        try {
            return connection(context, prologue, request, handshake, admission, share);
        } catch (RuntimeException e) {
            share.ifPresent(Quota.Share::close);
            throw e;
        }
    }

    private ServerConnection connection(
            ConnectionContext context,
            HttpPrologue prologue,
            UpgradeRequest request,
            TyrusEngine.Handshake handshake,
            Admission admission,
            Optional<Quota.Share> share) {
        return switch (admission) {
            case Admission.Accept(var subprotocol, var onOpen) ->
                    connection(
                            context,
                            request,
                            handshake,
                            subprotocol,
                            onOpen,
                            limits.messageBytes(),
                            share);
            case Admission.AcceptStranger(var subprotocol, var onOpen) ->
                    connection(
                            context,
                            request,
                            handshake,
                            subprotocol,
                            onOpen,
                            TransportLimits.MESSAGE_BYTES_BEFORE_ADMISSION,
                            share);
            case Admission.AcceptThenClose(int code, var reason) ->
                    connection(
                            context,
                            request,
                            handshake,
                            request.subprotocols().stream().findFirst(),
                            turnAway(code, reason),
                            TransportLimits.MESSAGE_BYTES_BEFORE_ADMISSION,
                            share);
            case Admission.Refuse(int status) ->
                    throw refused(
                            prologue, request.headers(), status, "This websocket is not for you.");
        };
    }

    private void refuseForeign(ConnectionContext context, HttpPrologue prologue, Headers headers) {
        if (trustedProxies.isForgedBy(context.remotePeer().host(), headers)) {
            throw refused(prologue, headers, 403, TrustedProxies.FORGED);
        }
        if (!headers.first(HeaderNames.HOST).map(ourAddress::isOurHost).orElse(false)) {
            throw refused(prologue, headers, 403, "This server does not go by that name.");
        }
        if (!headers.first(HeaderNames.ORIGIN).map(ourAddress::isOurOrigin).orElse(true)) {
            throw refused(
                    prologue, headers, 403, "Pages of other sites may not connect to this server.");
        }
    }

    private Optional<Endpoint> endpointAt(String path) {
        return endpoints.entrySet().stream()
                .filter(entry -> path.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Admission admit(Endpoint endpoint, UpgradeRequest request) {
        try {
            return endpoint.admit(request);
        } catch (UnavailableException e) {
            return new Admission.AcceptThenClose(TRY_AGAIN_LATER, e.reason());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "no decision on " + request, e);
            return new Admission.AcceptThenClose(1011, "the server made a mistake");
        }
    }

    private WebSocketConnection connection(
            ConnectionContext context,
            UpgradeRequest request,
            TyrusEngine.Handshake handshake,
            Optional<String> subprotocol,
            Function<Connection, FrameReceiver> onOpen,
            int maxMessageBytes,
            Optional<Quota.Share> share) {
        var peer =
                new WebSocketConnection.Peer(
                        "c" + connectionCount.incrementAndGet(),
                        request.remoteAddress(),
                        subprotocol.filter(CODE_RUN::equals).isPresent());
        var extension = DeflateOffer.answer(request.headers().all(EXTENSIONS, List::of));
        var opening =
                new WebSocketConnection.Opening(
                        handshake,
                        answer(handshake, subprotocol, extension),
                        onOpen,
                        maxMessageBytes,
                        extension.map(_ -> deflater),
                        share);
        return new WebSocketConnection(peer, opening, context, limits, openConnections);
    }

    private static Function<Connection, FrameReceiver> turnAway(int code, String reason) {
        return connection -> {
            connection.outbox().close(code, reason);
            return new NobodyServed();
        };
    }

    /// Hears what somebody says who was turned away.
    private static final class NobodyServed implements FrameReceiver {
        @Override
        public void frame(byte[] message) {}

        @Override
        public void closed() {}
    }

    private static String answer(
            TyrusEngine.Handshake handshake,
            Optional<String> subprotocol,
            Optional<String> extension) {
        var text = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\n");
        handshake
                .response()
                .getHeaders()
                .forEach((name, values) -> addHeader(text, name, String.join(", ", values)));
        subprotocol.ifPresent(name -> addHeader(text, SUBPROTOCOL.defaultCase(), name));
        extension.ifPresent(agreed -> addHeader(text, EXTENSIONS.defaultCase(), agreed));
        return text.append("\r\n").toString();
    }

    private static void addHeader(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
    }

    private static Map<String, String> handshakeHeaders(Headers headers) {
        var found = new HashMap<String, String>();
        for (var name : HANDSHAKE_HEADERS) {
            headers.first(name).ifPresent(value -> found.put(name.defaultCase(), value));
        }
        return found;
    }

    /// A client may send one header for all, or one for each.
    private static List<String> subprotocols(Headers headers) {
        return headers.all(SUBPROTOCOL, List::of).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static RequestException refused(
            HttpPrologue prologue, Headers headers, int status, String reason) {
        return RequestException.builder()
                .type(
                        status == 403
                                ? DirectHandler.EventType.FORBIDDEN
                                : DirectHandler.EventType.OTHER)
                .status(Status.create(status))
                .request(DirectTransportRequest.create(prologue, headers))
                .message(reason)
                .safeMessage(true)
                .setKeepAlive(false)
                .build();
    }
}
