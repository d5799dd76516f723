package dev.coderun.session.crdt;

import dev.coderun.session.codec.AnyCodec;
import dev.coderun.session.codec.ByteReader;
import dev.coderun.session.codec.ByteWriter;
import dev.coderun.session.codec.Json;
import dev.coderun.session.codec.RunLength.ByteRunWriter;
import dev.coderun.session.codec.RunLength.DifferenceWriter;
import dev.coderun.session.codec.RunLength.UintWriter;

/// Translates a checked update of format v1 into format v2.
final class FormatV2Writer {
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

    FormatV2Writer(Update update) {
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
