package dev.coderun.session.crdt;

import dev.coderun.session.codec.AnyCodec;
import dev.coderun.session.codec.ByteReader;
import dev.coderun.session.codec.ByteWriter;
import dev.coderun.session.codec.Json;
import dev.coderun.session.codec.MalformedInputException;
import dev.coderun.session.codec.Utf8;

/// Reads structs of format v1 one after the other, each into this object's fields. Everything that can be wrong with a
/// struct by itself is found here; contents are passed over and read later from where they lie.
final class StructReader {
    static final int HAS_ORIGIN = 0x80;
    static final int HAS_RIGHT_ORIGIN = 0x40;
    static final int HAS_KEY = 0x20;
    static final int KIND = 0x1f;

    static final int PARENT_UNKNOWN = 0;
    static final int PARENT_ROOT = 1;
    static final int PARENT_ITEM = 2;

    final ByteReader in;

    /// Whose struct it is, and the clock of the next one; set by the caller at the start of a section.
    long client;

    int clock;

    int start;
    int info;
    int kind;
    int length;
    long originClient;
    int originClock;
    long rightOriginClient;
    int rightOriginClock;

    /// How the parent is given: by a root's name, by an item's id, or by the neighbours.
    int parentForm;

    String parentName = "";
    long parentClient;
    int parentClock;

    boolean hasKey;
    String key = "";

    int contentStart;

    /// Where the text itself begins, of a struct that is one, and whether it is plain.
    int textStart;

    boolean isAscii;

    int contentEnd;

    StructReader(ByteReader in) {
        this.in = in;
    }

    boolean hasOrigin() {
        return (info & HAS_ORIGIN) != 0;
    }

    boolean hasRightOrigin() {
        return (info & HAS_RIGHT_ORIGIN) != 0;
    }

    int end() {
        return clock + length;
    }

    /// Begins a section.
    void section(long sectionClient, int firstClock) {
        client = sectionClient;
        clock = firstClock;
        length = 0;
    }

    /// Reads the struct that follows the one read before.
    void next() {
        clock += length;
        start = in.position();
        info = in.readUint8();
        kind = info & KIND;
        parentForm = PARENT_UNKNOWN;
        hasKey = false;
        if (kind == Kind.GC || kind == Kind.SKIP) {
            info = kind;
            contentStart = in.position();
            length = in.readVarUint31();
        } else {
            readHeader();
            contentStart = in.position();
            length = passContent();
        }
        contentEnd = in.position();
        if (length > Integer.MAX_VALUE - clock) {
            throw new MalformedInputException("clock above 2^31");
        }
    }

    private void readHeader() {
        if (hasOrigin()) {
            originClient = in.readVarUint();
            originClock = in.readVarUint31();
            checkPast(originClient, originClock);
        }
        if (hasRightOrigin()) {
            rightOriginClient = in.readVarUint();
            rightOriginClock = in.readVarUint31();
            checkPast(rightOriginClient, rightOriginClock);
        }
        if ((info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN)) == 0) {
            readParent();
        }
    }

    private void readParent() {
        if (in.readVarUint() == 1) {
            parentForm = PARENT_ROOT;
            parentName = in.readVarString();
        } else {
            parentForm = PARENT_ITEM;
            parentClient = in.readVarUint();
            parentClock = in.readVarUint31();
            checkPast(parentClient, parentClock);
        }
        if ((info & HAS_KEY) != 0) {
            hasKey = true;
            key = in.readVarString();
        }
    }

    private void checkPast(long referredClient, int referredClock) {
        if (referredClient == client && referredClock >= clock) {
            throw new MalformedInputException("struct refers to its own future");
        }
    }

    private int passContent() {
        switch (kind) {
            case Kind.DELETED -> {
                return in.readVarUint31();
            }
            case Kind.STRING -> {
                int byteLength = in.readByteLength();
                textStart = in.position();
                in.skip(byteLength);
                isAscii = Utf8.isAscii(in.bytes(), textStart, byteLength);
                return isAscii
                        ? byteLength
                        : Utf8.decode(in.bytes(), textStart, byteLength).length();
            }
            case Kind.ANY -> {
                int count = in.readCount(1);
                for (int i = 0; i < count; i++) {
                    AnyCodec.skip(in);
                }
                return count;
            }
            case Kind.JSON -> {
                int count = in.readCount(1);
                for (int i = 0; i < count; i++) {
                    Object _ = SharedTypes.json(in.readVarString());
                }
                return count;
            }
            case Kind.BINARY -> passText();
            case Kind.EMBED -> passJson();
            case Kind.FORMAT -> {
                passText();
                passJson();
            }
            case Kind.TYPE -> passType();
            case Kind.DOC -> {
                passText();
                AnyCodec.skip(in);
            }
            default -> throw new MalformedInputException("unknown kind of struct " + kind);
        }
        return 1;
    }

    private void passText() {
        in.skip(in.readByteLength());
    }

    private void passJson() {
        Object _ = Json.parse(in.readVarString());
    }

    private void passType() {
        int typeRef = in.readVarUint31();
        if (typeRef > Branch.XML_TEXT) {
            throw new MalformedInputException("unknown shared type " + typeRef);
        }
        if (Branch.hasName(typeRef)) {
            passText();
        }
    }

    /// Writes the struct just read, without its first `skipped` units.
    void write(ByteWriter out, int skipped) {
        if (skipped == 0) {
            writeWhole(out);
            return;
        }
        if (kind == Kind.GC || kind == Kind.SKIP) {
            out.writeUint8(kind);
            out.writeVarUint(length - skipped);
            return;
        }
        out.writeUint8(kind | HAS_ORIGIN | (info & HAS_RIGHT_ORIGIN) | (hasKey ? HAS_KEY : 0));
        out.writeVarUint(client);
        out.writeVarUint(clock + skipped - 1);
        if (hasRightOrigin()) {
            out.writeVarUint(rightOriginClient);
            out.writeVarUint(rightOriginClock);
        }
        writeContent(out, skipped);
    }

    private void writeWhole(ByteWriter out) {
        // Yjs too forgets, when it merges updates, that an item with an origin stands under a key.
        boolean keepsKey = hasKey || kind == Kind.GC || kind == Kind.SKIP;
        out.writeUint8(keepsKey ? info : info & ~HAS_KEY);
        out.writeBytes(in.bytes(), start + 1, contentEnd - start - 1);
    }

    private void writeContent(ByteWriter out, int skipped) {
        var content = new ByteReader(in.bytes(), contentStart, contentEnd);
        switch (kind) {
            case Kind.DELETED -> out.writeVarUint(length - skipped);
            case Kind.STRING ->
                    out.writeVarString(TextBuffer.tail(content.readVarString(), skipped));
            default -> {
                out.writeVarUint(content.readVarUint() - skipped);
                for (int i = 0; i < skipped; i++) {
                    if (kind == Kind.ANY) {
                        AnyCodec.skip(content);
                    } else {
                        content.skip(content.readByteLength());
                    }
                }
                out.writeBytes(content.bytes(), content.position(), content.remaining());
            }
        }
    }
}
