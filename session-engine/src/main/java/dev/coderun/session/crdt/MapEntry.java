package dev.coderun.session.crdt;

/// One key of a branch with its chain of items: the last is the value, those before it lost.
final class MapEntry {
    /// Its number among the document's entries.
    final int index;

    final String key;
    int first = StructStore.NONE;
    int last = StructStore.NONE;

    MapEntry(int index, String key) {
        this.index = index;
        this.key = key;
    }
}
