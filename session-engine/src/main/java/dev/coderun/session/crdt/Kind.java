package dev.coderun.session.crdt;

/// The kinds of structs, numbered as on the wire.
final class Kind {
    static final int GC = 0;
    static final int DELETED = 1;
    static final int JSON = 2;
    static final int BINARY = 3;
    static final int STRING = 4;
    static final int EMBED = 5;
    static final int FORMAT = 6;
    static final int TYPE = 7;
    static final int ANY = 8;
    static final int DOC = 9;
    static final int SKIP = 10;

    private Kind() {}

    /// Whether such an item takes room in the list it stands in, while it is not deleted.
    static boolean isCountable(int kind) {
        return kind >= JSON && kind != FORMAT;
    }

    /// Whether two neighbours of this kind may become one, and one may become two.
    static boolean isRun(int kind) {
        return kind == STRING || kind == ANY || kind == DELETED || kind == JSON;
    }
}
