package dev.coderun.server.session;

import dev.coderun.session.codec.ByteReader;
import dev.coderun.session.codec.ByteWriter;
import dev.coderun.session.codec.MalformedInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/// A stretch of a document's past: what the document was, and each entry that followed, with its authors and time.
/// Each version within it can be made from it alone.
///
/// @param baseState the document before the first entry, as an update of format v1; not to be changed
/// @param entries at least one
@SuppressWarnings("ArrayRecordComponent") // bytes passed on, never compared
record HistorySegment(long baseRevision, byte[] baseState, List<Entry> entries) {

    /// The update that brings nothing.
    static final byte[] NOTHING = {0, 0};

    /// Entries are bounded by what a snapshot covers; this only keeps a damaged item from filling the memory.
    static final int MAX_BYTES = 256 << 20;

    private static final int FORMAT = 1;

    HistorySegment {
        entries = List.copyOf(entries);
    }

    Instant end() {
        return entries.getLast().time();
    }

    byte[] encode() {
        var out = new ByteWriter();
        out.writeVarUint(FORMAT);
        out.writeVarUint(baseRevision);
        out.writeVarBytes(baseState);
        out.writeVarUint(entries.size());
        for (var entry : entries) {
            out.writeVarBytes(EntryCodec.encode(entry));
        }
        return deflate(out.toByteArray());
    }

    /// Reads the whole of `bytes`.
    ///
    /// @throws MalformedInputException if they are no segment
    static HistorySegment decode(byte[] bytes) {
        var in = new ByteReader(inflate(bytes));
        int format = in.readVarUint31();
        if (format != FORMAT) {
            throw new MalformedInputException("a history segment of the unknown format " + format);
        }
        long baseRevision = in.readVarUint();
        var baseState = in.readVarBytes();
        int count = in.readCount(1);
        List<Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(EntryCodec.decode(in.readVarBytes()));
        }
        return new HistorySegment(baseRevision, baseState, entries);
    }

    private static byte[] deflate(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(out)) {
            deflater.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] inflate(byte[] bytes) {
        try (var inflater = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            var all = inflater.readNBytes(MAX_BYTES);
            if (inflater.read() >= 0) {
                throw new MalformedInputException("a history segment larger than " + MAX_BYTES);
            }
            return all;
        } catch (IOException e) {
            throw new MalformedInputException("a history segment that is not compressed data");
        }
    }
}
