package dev.coderun.server.session;

import dev.coderun.session.codec.ByteReader;
import dev.coderun.session.codec.ByteWriter;
import dev.coderun.session.codec.MalformedInputException;
import dev.coderun.session.live.Batch.AuthoredUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The bytes of an [Entry]: a format number, the revision, the time in milliseconds, then each update with its author.
final class EntryCodec {

    private static final int FORMAT = 1;

    /// An author's length and an update's take at least a byte each.
    private static final int MIN_UPDATE_BYTES = 2;

    private EntryCodec() {}

    static byte[] encode(Entry entry) {
        var out = new ByteWriter();
        out.writeVarUint(FORMAT);
        out.writeVarUint(entry.revision());
        out.writeVarUint(entry.time().toEpochMilli());
        out.writeVarUint(entry.updates().size());
        for (var update : entry.updates()) {
            out.writeVarString(update.userId());
            out.writeVarBytes(update.update());
        }
        return out.toByteArray();
    }

    /// Reads the whole of `bytes`.
    ///
    /// @throws MalformedInputException if they are no entry
    static Entry decode(byte[] bytes) {
        var in = new ByteReader(bytes);
        int format = in.readVarUint31();
        if (format != FORMAT) {
            throw new MalformedInputException("an entry of the unknown format " + format);
        }
        long revision = in.readVarUint();
        var time = Instant.ofEpochMilli(in.readVarUint());
        int count = in.readCount(MIN_UPDATE_BYTES);
        List<AuthoredUpdate> updates = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            updates.add(new AuthoredUpdate(in.readVarString(), in.readVarBytes()));
        }
        if (in.hasMore()) {
            throw new MalformedInputException("bytes after the entry");
        }
        return new Entry(revision, time, updates);
    }
}
