package dev.coderun.server.transport;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// An endpoint where whatever one says is sent to everybody, its sender too.
final class Room implements Endpoint {

    static final String PATH = "/room/";

    final List<Connection> connections = new CopyOnWriteArrayList<>();
    final List<byte[]> received = new CopyOnWriteArrayList<>();
    final AtomicInteger closed = new AtomicInteger();
    volatile @Nullable UpgradeRequest lastRequest;
    private final Predicate<UpgradeRequest> isAdmitted;

    Room() {
        this(_ -> true);
    }

    Room(Predicate<UpgradeRequest> isAdmitted) {
        this.isAdmitted = isAdmitted;
    }

    @Override
    public Admission admit(UpgradeRequest request) {
        lastRequest = request;
        if (!isAdmitted.test(request)) {
            return new Admission.AcceptThenClose(4401, "log in");
        }
        Optional<String> subprotocol =
                request.subprotocols().contains("coderun.v1")
                        ? Optional.of("coderun.v1")
                        : Optional.empty();
        return request.parameter("unknown").isPresent()
                ? new Admission.AcceptStranger(subprotocol, this::enter)
                : new Admission.Accept(subprotocol, this::enter);
    }

    void say(byte[] message) {
        connections.forEach(connection -> connection.outbox().offer(message));
    }

    private FrameReceiver enter(Connection connection) {
        connections.add(connection);
        return new FrameReceiver() {
            @Override
            public void frame(byte[] message) {
                if (message.length == 4 && message[0] == 'b' && message[1] == 'u') {
                    throw new IllegalStateException("a bug");
                }
                received.add(message);
                say(message);
            }

            @Override
            public void closed() {
                connections.remove(connection);
                closed.incrementAndGet();
            }
        };
    }
}
