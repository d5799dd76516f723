package dev.coderun.session.crdt;

import dev.coderun.session.codec.AnyCodec;
import dev.coderun.session.codec.ByteReader;
import dev.coderun.session.codec.ByteWriter;
import dev.coderun.session.codec.Json;
import dev.coderun.session.codec.MalformedInputException;
import dev.coderun.session.codec.RunLength.ByteRunReader;
import dev.coderun.session.codec.RunLength.ByteRunWriter;
import dev.coderun.session.codec.RunLength.DifferenceReader;
import dev.coderun.session.codec.RunLength.DifferenceWriter;
import dev.coderun.session.codec.RunLength.UintReader;
import dev.coderun.session.codec.RunLength.UintWriter;
import java.util.ArrayList;
import java.util.List;

/// Turns updates of format v2, whose fields lie in run-length coded columns, into those of format v1, and back.
final class FormatV2 {
    /// Runs let a few bytes speak of very many structs: how much longer than its source a result may be.
    static final int MAX_EXPANSION = 64;

    static final int FREE_BYTES = 1 << 20;

    private FormatV2() {}

    static byte[] toV1(byte[] bytes) {
        return new Reader(bytes).read();
    }

    static byte[] fromV1(Update update) {
        return new Writer(update).write();
    }

    /// Reads the columns of format v2 while it writes format v1.
    private static final class Reader {
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

        Reader(byte[] bytes) {
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

    /// Writes the columns of format v2 from a checked update.
    private static final class Writer {
        private final Update update;
        private final StructReader struct;
        private final DifferenceWriter keyClocks = new DifferenceWriter();
        private final UintWriter clients = new UintWriter();
        private final DifferenceWriter leftClocks = new DifferenceWriter();
        private final DifferenceWriter rightClocks = new DifferenceWriter();
        private final ByteRunWriter infos = new ByteRunWriter();
        private final StringBuilder text = new StringBuilder();
        private final UintWriter textLengths = new UintWriter();
        private final ByteRunWriter parentInfos = new ByteRunWriter();
        private final UintWriter typeRefs = new UintWriter();
        private final UintWriter lengths = new UintWriter();
        private final ByteWriter rest = new ByteWriter();
        private int nextKeyClock;

        Writer(Update update) {
            this.update = update;
            this.struct = new StructReader(new ByteReader(update.encoded()));
        }

        byte[] write() {
            int sections = struct.in.readVarUint31();
            rest.writeVarUint(sections);
            for (int i = 0; i < sections; i++) {
                int structs = struct.in.readVarUint31();
                struct.section(struct.in.readVarUint(), struct.in.readVarUint31());
                rest.writeVarUint(structs);
                clients.write(struct.client);
                rest.writeVarUint(struct.clock);
                for (int left = structs; left > 0; left--) {
                    struct.next();
                    writeStruct();
                }
            }
            writeDeletions();
            return join();
        }

        private byte[] join() {
            var texts = new ByteWriter();
            texts.writeVarString(text);
            texts.writeBytes(textLengths.finish());
            var out = new ByteWriter();
            out.writeVarUint(0);
            out.writeVarBytes(keyClocks.finish());
            out.writeVarBytes(clients.finish());
            out.writeVarBytes(leftClocks.finish());
            out.writeVarBytes(rightClocks.finish());
            out.writeVarBytes(infos.finish());
            out.writeVarBytes(texts.toByteArray());
            out.writeVarBytes(parentInfos.finish());
            out.writeVarBytes(typeRefs.finish());
            out.writeVarBytes(lengths.finish());
            out.writeBytes(rest.toByteArray());
            return out.toByteArray();
        }

        private void writeStruct() {
            infos.write(struct.info);
            if (struct.kind == Kind.GC) {
                lengths.write(struct.length);
                return;
            }
            if (struct.kind == Kind.SKIP) {
                rest.writeVarUint(struct.length);
                return;
            }
            if (struct.hasOrigin()) {
                clients.write(struct.originClient);
                leftClocks.write(struct.originClock);
            }
            if (struct.hasRightOrigin()) {
                clients.write(struct.rightOriginClient);
                rightClocks.write(struct.rightOriginClock);
            }
            if (struct.parentForm == StructReader.PARENT_ROOT) {
                parentInfos.write(1);
                writeText(struct.parentName);
            } else if (struct.parentForm == StructReader.PARENT_ITEM) {
                parentInfos.write(0);
                clients.write(struct.parentClient);
                leftClocks.write(struct.parentClock);
            }
            if (struct.hasKey) {
                writeText(struct.key);
            }
            writeContent(new ByteReader(update.encoded(), struct.contentStart, struct.contentEnd));
        }

        private void writeContent(ByteReader content) {
            switch (struct.kind) {
                case Kind.DELETED -> lengths.write(struct.length);
                case Kind.JSON -> {
                    lengths.write(content.readVarUint());
                    while (content.hasMore()) {
                        writeText(content.readVarString());
                    }
                }
                case Kind.BINARY -> rest.writeVarBytes(content.readVarBytes());
                case Kind.STRING -> writeText(content.readVarString());
                case Kind.EMBED -> AnyCodec.write(rest, Json.parse(content.readVarString()));
                case Kind.FORMAT -> {
                    writeKey(content.readVarString());
                    AnyCodec.write(rest, Json.parse(content.readVarString()));
                }
                case Kind.TYPE -> {
                    int typeRef = content.readVarUint31();
                    typeRefs.write(typeRef);
                    if (Branch.hasName(typeRef)) {
                        writeKey(content.readVarString());
                    }
                }
                case Kind.ANY -> {
                    lengths.write(content.readVarUint());
                    while (content.hasMore()) {
                        AnyCodec.write(rest, AnyCodec.read(content));
                    }
                }
                case Kind.DOC -> {
                    writeText(content.readVarString());
                    AnyCodec.write(rest, AnyCodec.read(content));
                }
                default -> throw new IllegalStateException("unchecked struct");
            }
        }

        private void writeText(String next) {
            text.append(next);
            textLengths.write(next.length());
        }

        private void writeKey(String key) {
            keyClocks.write(nextKeyClock++);
            writeText(key);
        }

        private void writeDeletions() {
            ByteReader in = deletions();
            int clientCount = in.readVarUint31();
            rest.writeVarUint(clientCount);
            for (int i = 0; i < clientCount; i++) {
                rest.writeVarUint(in.readVarUint());
                int ranges = in.readVarUint31();
                rest.writeVarUint(ranges);
                int before = 0;
                for (int range = 0; range < ranges; range++) {
                    int clock = in.readVarUint31();
                    int length = in.readVarUint31();
                    rest.writeVarUint(clock - before);
                    rest.writeVarUint(length - 1);
                    before = clock + length;
                }
            }
        }

        /// The deletions as they came, or put in order: format v2 has no words for empty ranges and for steps back.
        private ByteReader deletions() {
            int[] before = {-1};
            long[] ofClient = {-1};
            boolean[] inOrder = {true};
            ByteReader in = struct.in;
            DeleteSet.pass(
                    new ByteReader(in.bytes(), in.position(), in.bytes().length),
                    (client, start, end) -> {
                        inOrder[0] &= start < end && (client != ofClient[0] || start >= before[0]);
                        ofClient[0] = client;
                        before[0] = end;
                    });
            if (inOrder[0]) {
                return in;
            }
            var ordered = new ByteWriter();
            update.deleteSet().write(ordered);
            return new ByteReader(ordered.toByteArray());
        }
    }
}
