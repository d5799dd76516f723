package dev.coderun.server.transport;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;

/// Tyrus's side of one connection: takes the frames that need the protocol's rules (fragments, control frames, whatever
/// breaks them), answers into the outbox, and hands on the messages that it put together.
final class TyrusLink {

    private final org.glassfish.tyrus.spi.Connection connection;

    /// `messages` takes the whole binary messages that came in fragments, `texts` all text messages if it wants them.
    TyrusLink(
            TyrusEngine.Handshake handshake,
            SocketOutbox outbox,
            Consumer<byte[]> messages,
            Predicate<String> texts) {
        connection =
                TyrusEngine.opening(
                        new Handlers(messages, texts),
                        () -> handshake.info().createConnection(new OutboxWriter(outbox), _ -> {}));
    }

    void frame(ByteBuffer wholeFrame) {
        connection.getReadHandler().handle(wholeFrame);
    }

    /// Lets Tyrus forget the connection.
    void end() {
        connection.close(new CloseReason(CloseReason.CloseCodes.GOING_AWAY, ""));
    }

    /// Public, for Tyrus calls it by reflection.
    public static final class Handlers extends Endpoint {

        private final Consumer<byte[]> messages;
        private final Predicate<String> texts;

        Handlers(Consumer<byte[]> messages, Predicate<String> texts) {
            this.messages = messages;
            this.texts = texts;
        }

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            // The default, 0, makes Tyrus schedule a task for every message in and out.
            session.setMaxIdleTimeout(-1);
            session.addMessageHandler(ByteBuffer.class, this::binary);
            session.addMessageHandler(
                    String.class, (MessageHandler.Whole<String>) text -> text(session, text));
        }

        /// A broken frame or a failed receiver; Tyrus closes the connection, and says with which code.
        @Override
        public void onError(Session session, Throwable failure) {
            System.getLogger(TyrusLink.class.getName())
                    .log(System.Logger.Level.DEBUG, "a websocket frame was refused", failure);
        }

        private void binary(ByteBuffer message) {
            var bytes = new byte[message.remaining()];
            message.get(bytes);
            messages.accept(bytes);
        }

        private void text(Session session, String message) {
            if (!texts.test(message)) {
                refuseText(session);
            }
        }

        private static void refuseText(Session session) {
            try {
                session.close(
                        new CloseReason(
                                CloseReason.CloseCodes.CANNOT_ACCEPT, "binary messages only"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class OutboxWriter extends Writer {

        private final SocketOutbox outbox;

        OutboxWriter(SocketOutbox outbox) {
            this.outbox = outbox;
        }

        /// The buffer is fresh and exact, so that it can be queued as it is and is done with at once.
        @Override
        public void write(ByteBuffer frame, CompletionHandler<ByteBuffer> completion) {
            var bytes = new byte[frame.remaining()];
            frame.get(bytes);
            outbox.offerFrame(bytes);
            if (completion != null) {
                completion.completed(frame);
            }
        }

        @Override
        public void close() {}
    }
}
