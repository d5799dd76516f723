package dev.coderun.server.session;

import dev.coderun.session.live.Outbox;
import dev.coderun.session.live.Role;
import java.util.BitSet;

/// One session's share of a socket that speaks Hocuspocus. What each document frame is answered with is guarded by this.
final class HocuspocusOutbox implements Outbox {

    /// From here on a close code is about a session and a person, below it about the connection.
    private static final int FIRST_SESSION_CODE = 4400;

    private static final int SYNC = 0;
    private static final int STEP_1 = 0;

    private final String key;
    private final Outbox socket;

    private volatile boolean hasJoined;
    private volatile boolean isClosed;

    /// How many document frames have been answered for good.
    private long answered;

    /// Which of those after them were refused.
    private final BitSet refused = new BitSet();

    HocuspocusOutbox(String key, Outbox socket) {
        this.key = key;
        this.socket = socket;
    }

    /// Before anything else of the session; again when the role has changed.
    void authenticated(Role role) {
        socket.offer(HocuspocusFrames.authenticated(key, role));
    }

    /// From here on the server's questions go out too. The first one comes with joining, when a client of Hocuspocus does
    /// not expect it: it counts an answer to each, and expects the first after its own question.
    void joined() {
        hasJoined = true;
    }

    boolean isClosed() {
        return isClosed;
    }

    @Override
    public boolean offer(byte[] frame) {
        if (isClosed) {
            return false;
        }
        boolean isQuestion = frame[0] == SYNC && frame[1] == STEP_1;
        return (isQuestion && !hasJoined) || socket.offer(HocuspocusFrames.frame(key, frame));
    }

    @Override
    public boolean offerState(byte[] frame) {
        return !isClosed && socket.offerState(HocuspocusFrames.frame(key, frame));
    }

    @Override
    public int queuedBytes() {
        return socket.queuedBytes();
    }

    @Override
    public void close(int code, String reason) {
        if (isClosed) {
            return;
        }
        isClosed = true;
        if (code < FIRST_SESSION_CODE) {
            socket.close(code, reason);
        } else {
            socket.offer(HocuspocusFrames.close(key, reason));
        }
    }

    /// The frame is never applied; its client goes on counting it as not stored.
    synchronized void refused(long frame) {
        refused.set(Math.toIntExact(frame - answered - 1));
        socket.offer(HocuspocusFrames.syncStatus(key, false));
    }

    /// The client expects an answer to each of its document frames.
    synchronized void saved(long received) {
        int news = Math.toIntExact(received - answered);
        int stored = news - refused.get(0, news).cardinality();
        for (int i = 0; i < stored; i++) {
            socket.offer(HocuspocusFrames.syncStatus(key, true));
        }
        var later = refused.get(news, Math.max(news, refused.length()));
        refused.clear();
        refused.or(later);
        answered = received;
    }
}
