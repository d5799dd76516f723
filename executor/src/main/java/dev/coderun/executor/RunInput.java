package dev.coderun.executor;

/// What a program's standard streams are.
public sealed interface RunInput {
    /// Three pipes. `stdin` is handed over at once; if `open`, more may come through [RunningProgram#stdin(byte[])],
    /// else the program reads its end.
    @SuppressWarnings("ArrayRecordComponent") // Copied in and out; never compared.
    record Pipes(byte[] stdin, boolean open) implements RunInput {
        public Pipes {
            stdin = stdin.clone();
        }

        @Override
        public byte[] stdin() {
            return stdin.clone();
        }
    }

    /// A terminal of this size, which all three streams are.
    record Terminal(int columns, int rows) implements RunInput {
        public static final int MAX_SIDE = 1000;

        public Terminal {
            if (columns < 1 || rows < 1 || columns > MAX_SIDE || rows > MAX_SIDE) {
                throw new IllegalArgumentException(
                        "A terminal has 1 to " + MAX_SIDE + " columns and rows.");
            }
        }
    }

    static RunInput none() {
        return new Pipes(new byte[0], false);
    }
}
