package dev.coderun.server.transport;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.glassfish.tyrus.core.RequestContext;
import org.glassfish.tyrus.core.TyrusUpgradeResponse;
import org.glassfish.tyrus.core.TyrusWebSocketEngine;
import org.glassfish.tyrus.server.TyrusServerContainer;
import org.glassfish.tyrus.spi.WebSocketEngine;
import org.jspecify.annotations.Nullable;

/// Tyrus without a container of its own: it checks handshakes and speaks RFC 6455 on connections that we bring. One
/// address is deployed, for which endpoint it is about is decided before.
final class TyrusEngine {

    private static final String PATH = "/websocket";

    /// Header and mask of the largest frame that the framer lets through.
    private static final int FRAME_HEADER_BYTES = 14;

    /// The endpoint for the connection that is being made on this thread: Tyrus asks for instances without saying for
    /// which request.
    private static final ScopedValue<Endpoint> OPENING = ScopedValue.newInstance();

    private final TyrusWebSocketEngine engine;

    TyrusEngine(int maxMessageBytes) {
        var container = new Container();
        engine =
                TyrusWebSocketEngine.builder(container)
                        .incomingBufferSize(maxMessageBytes + FRAME_HEADER_BYTES)
                        .parallelBroadcastEnabled(false)
                        .build();
        container.use(engine);
        container.setDefaultMaxBinaryMessageBufferSize(maxMessageBytes);
        container.setDefaultMaxTextMessageBufferSize(maxMessageBytes);
        try {
            var config =
                    ServerEndpointConfig.Builder.create(TyrusLink.Handlers.class, PATH)
                            .configurator(new Configurator())
                            .build();
            engine.register(config, "");
        } catch (DeploymentException e) {
            throw new IllegalStateException("the websocket endpoint cannot be deployed", e);
        }
    }

    /// A checked handshake: what to answer, and, if it is accepted, how to go on.
    record Handshake(TyrusUpgradeResponse response, WebSocketEngine.UpgradeInfo info) {
        boolean isAccepted() {
            return info.getStatus() == WebSocketEngine.UpgradeStatus.SUCCESS;
        }
    }

    /// Checks a handshake. Tyrus sees these headers alone: neither subprotocols, which the admission decides later, nor
    /// extensions, nor the switches by which a client could turn its tracing on.
    Handshake handshake(Map<String, String> headers) {
        var request = RequestContext.Builder.create().requestURI(URI.create(PATH)).build();
        headers.forEach((name, value) -> request.getHeaders().put(name, List.of(value)));
        var response = new TyrusUpgradeResponse();
        return new Handshake(response, engine.upgrade(request, response));
    }

    /// Runs what makes a connection so that Tyrus finds this endpoint for it.
    static <T> T opening(Endpoint endpoint, Supplier<T> makeConnection) {
        return ScopedValue.where(OPENING, endpoint).call(makeConnection::get);
    }

    private static final class Configurator extends ServerEndpointConfig.Configurator {

        /// Checked before Tyrus is asked, together with the Host.
        @Override
        public boolean checkOrigin(String originHeaderValue) {
            return true;
        }

        @Override
        public List<Extension> getNegotiatedExtensions(
                List<Extension> installed, List<Extension> requested) {
            return List.of();
        }

        @Override
        public <T> T getEndpointInstance(Class<T> endpointClass) {
            return endpointClass.cast(OPENING.get());
        }
    }

    /// What the engine asks its defaults of; nothing is ever deployed into or started by it.
    private static final class Container extends TyrusServerContainer {

        private @Nullable WebSocketEngine engine;

        Container() {
            super(Set.of());
        }

        void use(WebSocketEngine used) {
            engine = used;
        }

        @Override
        public void register(Class<?> endpointClass) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void register(ServerEndpointConfig config) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, Object> getProperties() {
            return Map.of();
        }

        @Override
        public WebSocketEngine getWebSocketEngine() {
            return Objects.requireNonNull(engine);
        }
    }
}
