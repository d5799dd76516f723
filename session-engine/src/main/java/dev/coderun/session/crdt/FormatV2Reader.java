package dev.coderun.session.crdt;

import dev.coderun.session.codec.AnyCodec;
import dev.coderun.session.codec.ByteReader;
import dev.coderun.session.codec.ByteWriter;
import dev.coderun.session.codec.Json;
import dev.coderun.session.codec.MalformedInputException;
import dev.coderun.session.codec.RunLength.ByteRunReader;
import dev.coderun.session.codec.RunLength.DifferenceReader;
import dev.coderun.session.codec.RunLength.UintReader;
import java.util.ArrayList;
import java.util.List;

/// Translates an update of format v2, whose fields lie in run-length coded columns, into format v1.
final class FormatV2Reader {
    /// Runs let a few bytes speak of very many structs: how much longer than its source a result may be.
    private static final int MAX_EXPANSION = 64;

    private static final int FREE_BYTES = 1 << 20;

    private final ByteWriter out = new ByteWriter(256);
    private final long limitBytes;
    private final DifferenceReader keyClocks;
    private final UintReader clients;
    private final DifferenceReader leftClocks;
    private final DifferenceReader rightClocks;
    private final ByteRunReader infos;
    private final String text;
    private final UintReader textLengths;
    private final ByteRunReader parentInfos;
    private final UintReader typeRefs;
    private final UintReader lengths;
    private final ByteReader rest;
    private final List<String> keys = new ArrayList<>();
    private int textAt;

    FormatV2Reader(byte[] bytes) {
        var in = new ByteReader(bytes);
        if (in.readVarUint() != 0) {
            throw new MalformedInputException("unknown flavour of format v2");
        }
        limitBytes = FREE_BYTES + (long) MAX_EXPANSION * bytes.length;
        keyClocks = new DifferenceReader(column(in));
        clients = new UintReader(column(in));
        leftClocks = new DifferenceReader(column(in));
        rightClocks = new DifferenceReader(column(in));
        infos = new ByteRunReader(column(in));
        ByteReader texts = column(in);
        text = texts.readVarString();
        textLengths = new UintReader(texts);
        parentInfos = new ByteRunReader(column(in));
        typeRefs = new UintReader(column(in));
        lengths = new UintReader(column(in));
        rest = in;
    }

    private static ByteReader column(ByteReader in) {
        int length = in.readByteLength();
        int start = in.position();
        in.skip(length);
        return new ByteReader(in.bytes(), start, start + length);
    }

    byte[] read() {
        int sections = rest.readCount(2);
        out.writeVarUint(sections);
        for (int i = 0; i < sections; i++) {
            readSection();
        }
        readDeletions();
        if (rest.hasMore()) {
            throw new MalformedInputException("bytes after the update");
        }
        return out.toByteArray();
    }

    private void readSection() {
        long structs = rest.readVarUint();
        out.writeVarUint(structs);
        out.writeVarUint(clients.read());
        out.writeVarUint(rest.readVarUint());
        for (long i = 0; i < structs; i++) {
            readStruct();
            if (out.size() > limitBytes) {
                throw new MalformedInputException("update of format v2 is far too repetitive");
            }
        }
    }

    private void readStruct() {
        int info = infos.read();
        out.writeUint8(info);
        int kind = info & StructReader.KIND;
        if (kind == Kind.GC) {
            out.writeVarUint(lengths.read());
            return;
        }
        if (kind == Kind.SKIP) {
            out.writeVarUint(rest.readVarUint());
            return;
        }
        boolean hasOrigin = (info & StructReader.HAS_ORIGIN) != 0;
        boolean hasRightOrigin = (info & StructReader.HAS_RIGHT_ORIGIN) != 0;
        if (hasOrigin) {
            copyId(leftClocks);
        }
        if (hasRightOrigin) {
            copyId(rightClocks);
        }
        if (!hasOrigin && !hasRightOrigin) {
            readParent((info & StructReader.HAS_KEY) != 0);
        }
        readContent(kind);
    }

    private void copyId(DifferenceReader clocks) {
        out.writeVarUint(clients.read());
        long clock = clocks.read();
        if (clock < 0 || clock > Integer.MAX_VALUE) {
            throw new MalformedInputException("clock out of range");
        }
        out.writeVarUint(clock);
    }

    private void readParent(boolean hasKey) {
        boolean isRoot = parentInfos.read() == 1;
        out.writeVarUint(isRoot ? 1 : 0);
        if (isRoot) {
            out.writeVarString(readText());
        } else {
            copyId(leftClocks);
        }
        if (hasKey) {
            out.writeVarString(readText());
        }
    }

    private void readContent(int kind) {
        switch (kind) {
            case Kind.DELETED -> out.writeVarUint(lengths.read());
            case Kind.JSON -> {
                for (long count = copyLength(); count > 0; count--) {
                    out.writeVarString(readText());
                    checkSize();
                }
            }
            case Kind.BINARY -> out.writeVarBytes(rest.readVarBytes());
            case Kind.STRING -> out.writeVarString(readText());
            case Kind.EMBED -> out.writeVarString(Json.stringify(AnyCodec.read(rest)));
            case Kind.FORMAT -> {
                out.writeVarString(readKey());
                out.writeVarString(Json.stringify(AnyCodec.read(rest)));
            }
            case Kind.TYPE -> {
                long typeRef = typeRefs.read();
                out.writeVarUint(typeRef);
                if (typeRef == Branch.XML_ELEMENT || typeRef == Branch.XML_HOOK) {
                    out.writeVarString(readKey());
                }
            }
            case Kind.ANY -> {
                for (long count = copyLength(); count > 0; count--) {
                    AnyCodec.write(out, AnyCodec.read(rest));
                }
            }
            case Kind.DOC -> {
                out.writeVarString(readText());
                AnyCodec.write(out, AnyCodec.read(rest));
            }
            default -> throw new MalformedInputException("unknown kind of struct " + kind);
        }
    }

    private long copyLength() {
        long length = lengths.read();
        out.writeVarUint(length);
        return length;
    }

    private void checkSize() {
        if (out.size() > limitBytes) {
            throw new MalformedInputException("update of format v2 is far too repetitive");
        }
    }

    private String readText() {
        long length = textLengths.read();
        if (length > text.length() - textAt) {
            throw new MalformedInputException("text ends too early");
        }
        String next = text.substring(textAt, textAt + (int) length);
        textAt += (int) length;
        return next;
    }

    private String readKey() {
        long keyClock = keyClocks.read();
        if (keyClock >= 0 && keyClock < keys.size()) {
            return keys.get((int) keyClock);
        }
        String key = readText();
        keys.add(key);
        return key;
    }

    private void readDeletions() {
        int clientCount = rest.readCount(2);
        out.writeVarUint(clientCount);
        for (int i = 0; i < clientCount; i++) {
            out.writeVarUint(rest.readVarUint());
            int ranges = rest.readCount(2);
            out.writeVarUint(ranges);
            long clock = 0;
            for (int range = 0; range < ranges; range++) {
                clock += rest.readVarUint();
                long length = rest.readVarUint() + 1;
                if (clock + length > Integer.MAX_VALUE) {
                    throw new MalformedInputException("clock out of range");
                }
                out.writeVarUint(clock);
                out.writeVarUint(length);
                clock += length;
            }
        }
    }
}
