package dev.coderun.server.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coderun.session.codec.ByteReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Keeps what a log sends, and says when a byte is missing, repeated, or of another offset than it claims.
final class RecordingFollower implements LogFollower {
    private final List<byte[]> frames = new ArrayList<>();
    private final List<String> chunks = new ArrayList<>();
    private final List<Integer> streams = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long expectedOffset;
    private int room = Integer.MAX_VALUE;
    private boolean gone;

    RecordingFollower() {
        this(0);
    }

    RecordingFollower(long firstOffset) {
        expectedOffset = firstOffset;
    }

    /// Takes this many frames more, then none.
    synchronized void room(int frameCount) {
        room = frameCount;
    }

    synchronized void leave() {
        gone = true;
    }

    @Override
    public synchronized boolean hasRoom() {
        return room > 0;
    }

    @Override
    public synchronized boolean offer(byte[] frame) {
        if (gone) {
            return false;
        }
        room--;
        frames.add(frame);
        var in = new ByteReader(frame);
        if (in.readVarUint() == RunFrames.MESSAGE) {
            takeGap(in.readVarString());
        } else {
            takeOutput(in);
        }
        return true;
    }

    private void takeOutput(ByteReader in) {
        in.readVarUint();
        streams.add((int) in.readVarUint());
        long offset = in.readVarUint();
        if (offset != expectedOffset) {
            throw new AssertionError("expected byte " + expectedOffset + ", got " + offset);
        }
        var output = in.readVarBytes();
        expectedOffset += output.length;
        chunks.add(new String(output, UTF_8));
        bytes.writeBytes(output);
    }

    private void takeGap(String json) {
        JsonNode gap;
        try {
            gap = new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (gap.get("from").asLong() != expectedOffset) {
            throw new AssertionError("a gap that is not here: " + json);
        }
        expectedOffset = gap.get("to").asLong();
        gaps.add(gap.get("from").asLong() + "-" + gap.get("to").asLong());
    }

    synchronized List<String> chunks() {
        return List.copyOf(chunks);
    }

    synchronized List<Integer> streams() {
        return List.copyOf(streams);
    }

    synchronized List<String> gaps() {
        return List.copyOf(gaps);
    }

    synchronized List<byte[]> frames() {
        return List.copyOf(frames);
    }

    synchronized byte[] bytes() {
        return bytes.toByteArray();
    }

    synchronized String text() {
        return bytes.toString(UTF_8);
    }
}
