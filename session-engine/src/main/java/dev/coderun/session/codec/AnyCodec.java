package dev.coderun.session.codec;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// lib0's `any`: JSON-like values with a tag byte. In Java they are `null`, [Undefined], `Boolean`, `Long`, `Double`,
/// `BigInteger` (a JavaScript bigint), `String`, `byte[]`, and unmodifiable `List` and `Map`.
public final class AnyCodec {
    /// How deep lists and maps may be nested in each other.
    public static final int MAX_DEPTH = 100;

    private static final int UNDEFINED = 127;
    private static final int NULL = 126;
    private static final int INTEGER = 125;
    private static final int FLOAT32 = 124;
    private static final int FLOAT64 = 123;
    private static final int BIG_INTEGER = 122;
    private static final int FALSE = 121;
    private static final int TRUE = 120;
    private static final int STRING = 119;
    private static final int MAP = 118;
    private static final int LIST = 117;
    private static final int BYTES = 116;

    private AnyCodec() {}

    public static @Nullable Object read(ByteReader in) {
        return read(in, 0);
    }

    private static @Nullable Object read(ByteReader in, int depth) {
        int tag = in.readUint8();
        return switch (tag) {
            case UNDEFINED -> Undefined.UNDEFINED;
            case NULL -> null;
            case INTEGER -> in.readVarInt();
            case FLOAT32 -> (double) Float.intBitsToFloat(in.readInt32());
            case FLOAT64 -> Double.longBitsToDouble(in.readInt64());
            case BIG_INTEGER -> BigInteger.valueOf(in.readInt64());
            case FALSE -> false;
            case TRUE -> true;
            case STRING -> in.readVarString();
            case MAP -> readMap(in, deeper(depth));
            case LIST -> readList(in, deeper(depth));
            case BYTES -> in.readVarBytes();
            default -> throw unknownTag(tag);
        };
    }

    private static Map<String, @Nullable Object> readMap(ByteReader in, int depth) {
        int count = in.readCount(2);
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String key = in.readVarString();
            map.put(key, read(in, depth));
        }
        return Collections.unmodifiableMap(map);
    }

    private static List<@Nullable Object> readList(ByteReader in, int depth) {
        int count = in.readCount(1);
        List<@Nullable Object> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(read(in, depth));
        }
        return Collections.unmodifiableList(list);
    }

    /// Passes over one value, checking it as [#read] would.
    public static void skip(ByteReader in) {
        skip(in, 0);
    }

    private static void skip(ByteReader in, int depth) {
        int tag = in.readUint8();
        switch (tag) {
            case UNDEFINED, NULL, FALSE, TRUE -> {}
            case INTEGER -> {
                Number _ = in.readVarInt();
            }
            case FLOAT32 -> in.skip(Float.BYTES);
            case FLOAT64, BIG_INTEGER -> in.skip(Double.BYTES);
            case STRING, BYTES -> in.skip(in.readByteLength());
            case MAP -> {
                int inside = deeper(depth);
                for (int left = in.readCount(2); left > 0; left--) {
                    in.skip(in.readByteLength());
                    skip(in, inside);
                }
            }
            case LIST -> {
                int inside = deeper(depth);
                for (int left = in.readCount(1); left > 0; left--) {
                    skip(in, inside);
                }
            }
            default -> throw unknownTag(tag);
        }
    }

    private static int deeper(int depth) {
        if (depth >= MAX_DEPTH) {
            throw new MalformedInputException("values nested too deep");
        }
        return depth + 1;
    }

    private static MalformedInputException unknownTag(int tag) {
        return new MalformedInputException("unknown value tag " + tag);
    }

    /// Writes a value as lib0 would: whole numbers up to 2^31-1 either way as integers, others as the smallest exact float.
    public static void write(ByteWriter out, @Nullable Object value) {
        switch (value) {
            case null -> out.writeUint8(NULL);
            case Undefined _ -> out.writeUint8(UNDEFINED);
            case Boolean flag -> out.writeUint8(flag ? TRUE : FALSE);
            case Double number -> writeNumber(out, number);
            case Float number -> writeNumber(out, number);
            case BigInteger number -> {
                out.writeUint8(BIG_INTEGER);
                out.writeInt64(number.longValue());
            }
            case Number number -> writeWhole(out, number.longValue());
            case String text -> {
                out.writeUint8(STRING);
                out.writeVarString(text);
            }
            case byte[] bytes -> {
                out.writeUint8(BYTES);
                out.writeVarBytes(bytes);
            }
            case List<?> list -> {
                out.writeUint8(LIST);
                out.writeVarUint(list.size());
                for (Object element : list) {
                    write(out, element);
                }
            }
            case Map<?, ?> map -> {
                out.writeUint8(MAP);
                out.writeVarUint(map.size());
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.writeVarString((String) entry.getKey());
                    write(out, entry.getValue());
                }
            }
            default -> throw new IllegalArgumentException("no lib0 form for " + value.getClass());
        }
    }

    private static void writeWhole(ByteWriter out, long value) {
        if (Math.abs(value) <= Integer.MAX_VALUE && value != Long.MIN_VALUE) {
            out.writeUint8(INTEGER);
            out.writeVarInt(value);
        } else {
            writeFloat(out, (double) value);
        }
    }

    private static void writeNumber(ByteWriter out, double value) {
        if (value == 0 && Double.doubleToRawLongBits(value) != 0) {
            out.writeUint8(INTEGER);
            out.writeNegativeZero();
        } else if (value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE) {
            out.writeUint8(INTEGER);
            out.writeVarInt((long) value);
        } else {
            writeFloat(out, value);
        }
    }

    private static void writeFloat(ByteWriter out, double value) {
        if ((float) value == value) {
            out.writeUint8(FLOAT32);
            out.writeInt32(Float.floatToIntBits((float) value));
        } else {
            out.writeUint8(FLOAT64);
            out.writeInt64(Double.doubleToLongBits(value));
        }
    }
}
