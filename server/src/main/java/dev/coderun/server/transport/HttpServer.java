package dev.coderun.server.transport;

import dev.coderun.server.web.FrontDoor;
import dev.coderun.server.web.KnownRoutes;
import dev.coderun.server.web.OurAddress;
import dev.coderun.server.web.ProblemDocuments;
import dev.coderun.server.web.TrustedProxies;
import io.helidon.common.tls.Tls;
import io.helidon.http.DirectHandler;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The one listening socket: HTTP by Helidon, websockets by Tyrus.
public final class HttpServer implements AutoCloseable {

    /// More than any route takes; each has its own, smaller bound.
    private static final long MAX_BODY_BYTES = 16 * 1024 * 1024;

    private static final int MAX_HEADER_BYTES = 16 * 1024;

    /// Enough for a burst; what does not fit waits in the outbox, where it is counted.
    private static final int SEND_BUFFER_BYTES = 256 * 1024;

    /// Longer than a silent websocket peer is waited for, so that only stuck HTTP requests end by it.
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);

    private static final Duration GOODBYE_PATIENCE = Duration.ofSeconds(2);

    private final OurAddress ourAddress;
    private final OpenConnections openConnections = new OpenConnections();
    private final WebServer server;

    /// Known in full once Helidon has asked every service.
    private Supplier<Map<String, Set<String>>> methodsByPath = Map::of;

    /// Where to listen; port 0 takes any that is free.
    ///
    /// @param tls with what https is spoken; empty for http
    public record Listening(String host, int port, Optional<Tls> tls) {
        public Listening(String host, int port) {
            this(host, port, Optional.empty());
        }

        /// https, with a certificate and its chain, and its private key, as PEM files. Throws if they are something else,
        /// or do not belong together.
        public Listening withTls(Path certificate, Path key) throws InvalidKeyException {
            return new Listening(host, port, Optional.of(PemTls.of(certificate, key)));
        }
    }

    /// `routes` adds what is served over HTTP; `endpoints` are websockets by the beginning of their path.
    public HttpServer(
            Listening listening,
            OurAddress ourAddress,
            TrustedProxies trustedProxies,
            TransportLimits limits,
            Consumer<HttpRules> routes,
            Map<String, Endpoint> endpoints) {
        this.ourAddress = ourAddress;
        var upgrader =
                new WebSocketUpgrader(
                        endpoints, ourAddress, trustedProxies, limits, openConnections);
        var builder = WebServer.builder();
        listening.tls.ifPresent(builder::tls);
        server =
                builder.host(listening.host)
                        .port(listening.port)
                        .shutdownHook(false)
                        .maxTcpConnections(limits.connections())
                        .maxPayloadSize(MAX_BODY_BYTES)
                        // Helidon's default is off, which costs a room 40 ms at its worst.
                        .connectionOptions(
                                options ->
                                        options.tcpNoDelay(true)
                                                .socketSendBufferSize(SEND_BUFFER_BYTES)
                                                .readTimeout(READ_TIMEOUT))
                        .addConnectionSelector(
                                Http1ConnectionSelector.builder()
                                        .config(
                                                Http1Config.builder()
                                                        .maxHeadersSize(MAX_HEADER_BYTES)
                                                        .build())
                                        .addUpgrader(upgrader)
                                        .build())
                        .directHandlers(problems())
                        .routing(routing -> addRoutes(routing, trustedProxies, routes))
                        .build();
    }

    /// Returns when the port is open. Throws whatever Helidon throws if it cannot be taken.
    public void start() {
        server.start();
        ourAddress.listeningOn(server.port());
        openConnections.start();
    }

    public int port() {
        return server.port();
    }

    /// Lets whoever watches the server see what its websockets do.
    public void register(PrometheusRegistry registry) {
        openConnections.metrics().register(registry, openConnections);
    }

    /// The methods that each address takes.
    public Map<String, Set<String>> methodsByPath() {
        return methodsByPath.get();
    }

    /// Says 1001 to every websocket, waits a moment for them to go, and closes the port.
    @Override
    public void close() {
        openConnections.closeAll(GOODBYE_PATIENCE);
        server.stop();
    }

    private void addRoutes(
            HttpRouting.Builder routing,
            TrustedProxies trustedProxies,
            Consumer<HttpRules> routes) {
        ProblemDocuments.register(routing);
        routing.addFilter(new FrontDoor(ourAddress, trustedProxies));
        var known = KnownRoutes.of(routing);
        routes.accept(known);
        known.refuseOtherMethods();
        methodsByPath = known::methodsByPath;
    }

    private static DirectHandlers problems() {
        var handlers = DirectHandlers.builder();
        for (var event : DirectHandler.EventType.values()) {
            handlers.addHandler(event, new ProblemDocuments());
        }
        return handlers.build();
    }
}
