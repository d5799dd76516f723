package dev.coderun.session.codec;

/// The run-length codings of lib0, in which format v2 keeps its columns.
public final class RunLength {
    private RunLength() {}

    /// Numbers of which each value carries a count only if it repeats.
    public static final class UintWriter {
        private final ByteWriter out = new ByteWriter();
        private long value;
        private long count;

        public void write(long next) {
            if (next == value && (count > 0 || next == 0)) {
                count++;
                return;
            }
            flush();
            value = next;
            count = 1;
        }

        private void flush() {
            if (count == 1) {
                writeSigned(value, false);
            } else if (count > 1) {
                writeSigned(value, true);
                out.writeVarUint(count - 2);
            }
        }

        private void writeSigned(long magnitude, boolean negative) {
            if (negative && magnitude == 0) {
                out.writeNegativeZero();
            } else {
                out.writeVarInt(negative ? -magnitude : magnitude);
            }
        }

        /// Everything written; to be called once.
        public byte[] finish() {
            flush();
            return out.toByteArray();
        }
    }

    /// Reads what [UintWriter] wrote.
    public static final class UintReader {
        private final ByteReader in;
        private long value;
        private long count;

        public UintReader(ByteReader in) {
            this.in = in;
        }

        public long read() {
            if (count == 0) {
                Number next = in.readVarInt();
                boolean isRun = next instanceof Double || next.longValue() < 0;
                value = Math.abs(next.longValue());
                count = isRun ? in.readVarUint() + 2 : 1;
            }
            count--;
            return value;
        }
    }

    /// Numbers as differences to the one before, of which each carries a count only if it repeats.
    public static final class DifferenceWriter {
        private final ByteWriter out = new ByteWriter();
        private long value;
        private long difference;
        private long count;

        public void write(long next) {
            if (next - value == difference) {
                value = next;
                count++;
                return;
            }
            flush();
            count = 1;
            difference = next - value;
            value = next;
        }

        private void flush() {
            if (count > 0) {
                out.writeVarInt(difference * 2 + (count == 1 ? 0 : 1));
                if (count > 1) {
                    out.writeVarUint(count - 2);
                }
            }
        }

        /// Everything written; to be called once.
        public byte[] finish() {
            flush();
            return out.toByteArray();
        }
    }

    /// Reads what [DifferenceWriter] wrote.
    public static final class DifferenceReader {
        private final ByteReader in;
        private long value;
        private long difference;
        private long count;

        public DifferenceReader(ByteReader in) {
            this.in = in;
        }

        public long read() {
            if (count == 0) {
                long coded = in.readVarInt().longValue();
                difference = Math.floorDiv(coded, 2);
                count = (coded & 1) == 0 ? 1 : in.readVarUint() + 2;
            }
            count--;
            value += difference;
            return value;
        }
    }

    /// Bytes, each followed by how often it repeats; the last repeats to the end.
    public static final class ByteRunWriter {
        private final ByteWriter out = new ByteWriter();
        private int value = -1;
        private long count;

        public void write(int next) {
            if (next == value) {
                count++;
                return;
            }
            if (count > 0) {
                out.writeVarUint(count - 1);
            }
            out.writeUint8(next);
            value = next;
            count = 1;
        }

        public byte[] finish() {
            return out.toByteArray();
        }
    }

    /// Reads what [ByteRunWriter] wrote.
    public static final class ByteRunReader {
        private final ByteReader in;
        private int value;
        private long count;

        public ByteRunReader(ByteReader in) {
            this.in = in;
        }

        public int read() {
            if (count == 0) {
                value = in.readUint8();
                count = in.hasMore() ? in.readVarUint() + 1 : Long.MAX_VALUE;
            }
            count--;
            return value;
        }
    }
}
