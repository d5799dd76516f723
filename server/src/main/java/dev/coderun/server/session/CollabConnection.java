package dev.coderun.server.session;

import dev.coderun.server.session.Sessions.Seat;
import dev.coderun.server.transport.Connection;
import dev.coderun.server.transport.FrameReceiver;
import dev.coderun.server.web.LogContext;
import dev.coderun.session.codec.MalformedInputException;
import dev.coderun.session.live.ReceiveResult;
import dev.coderun.session.sync.Message;
import dev.coderun.session.sync.MessageCodec;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;

/// What one participant sends, message by message.
final class CollabConnection implements FrameReceiver {

    static final int NOT_THIS_PROTOCOL = 1002;

    private final Connection connection;
    private final Sessions sessions;
    private final Seat seat;
    private final FrameHandler frames;
    private final SessionMetrics metrics;
    private final FramePace pace;
    private final InstantSource time;
    private final Runnable onClosed;

    private final LogContext context;

    private boolean broken;

    CollabConnection(
            Connection connection,
            Sessions sessions,
            Seat seat,
            FrameHandler frames,
            SessionMetrics metrics,
            FramePace pace,
            InstantSource time,
            Runnable onClosed) {
        this.connection = connection;
        this.sessions = sessions;
        this.seat = seat;
        this.frames = frames;
        this.metrics = metrics;
        this.pace = pace;
        this.time = time;
        this.onClosed = onClosed;
        this.context = LogContext.with("session", seat.session().id());
    }

    @Override
    public void frame(byte[] frame) {
        if (!broken) {
            context.run(() -> receive(frame));
        }
    }

    private void receive(byte[] frame) {
        Message message;
        try {
            message = MessageCodec.decode(frame);
        } catch (MalformedInputException e) {
            stop();
            return;
        }
        rest(pace.take(message, frame.length, System.nanoTime()));
        switch (seat.session().receive(seat.participant(), message, time.millis())) {
            case ReceiveResult.Taken() -> {}
            case ReceiveResult.Refused refused -> refuse(refused);
            case ReceiveResult.Application(int type, var payload) -> {
                if (connection.speaksCodeRun()) {
                    frames.handle(seat.session(), seat.participant(), type, payload);
                } else {
                    stop();
                }
            }
        }
    }

    /// Meanwhile the socket fills, and its client learns by that to be slower.
    private void rest(long nanos) {
        if (nanos == 0) {
            return;
        }
        metrics.pauses.inc();
        connection.flush();
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !Thread.interrupted(); left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void stop() {
        broken = true;
        connection.outbox().close(NOT_THIS_PROTOCOL, "not this protocol");
    }

    private void refuse(ReceiveResult.Refused refused) {
        metrics.refusedFrames.labelValues(refused.reason().name()).inc();
        Announcements.refused(seat.participant(), refused);
    }

    /// Asks the client for what it has and the session has not.
    void ask() {
        seat.session().ask(seat.participant());
    }

    @Override
    public void closed() {
        context.run(this::leave);
    }

    private void leave() {
        try {
            sessions.leave(seat);
        } finally {
            onClosed.run();
        }
    }
}
