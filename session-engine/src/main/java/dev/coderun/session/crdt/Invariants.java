package dev.coderun.session.crdt;

/// What must hold of a document between transactions; checked in tests, off in production.
final class Invariants {
    private final Structure structure;
    private final StructStore store;

    Invariants(Structure structure) {
        this.structure = structure;
        this.store = structure.store;
    }

    void check() {
        for (int i = 0; i < store.clients.count(); i++) {
            checkHistory(store.clients.get(i));
        }
        for (Branch root : structure.branches.roots()) {
            checkBranch(root);
        }
    }

    /// Clocks run on without gaps, each leads to its struct, and items that hold a type lead to a sound one.
    private void checkHistory(ClientStructs client) {
        int clock = 0;
        int count = 0;
        for (int struct = client.first; struct != StructStore.NONE; struct = store.next(struct)) {
            require(store.clock(struct) == clock, "clocks run on");
            require(store.length(struct) > 0, "structs are not empty");
            require(store.clientOf(struct).id == client.id, "structs are their client's");
            require(store.find(client, clock) == struct, "the first clock leads to its struct");
            require(store.find(client, store.end(struct) - 1) == struct, "so does the last");
            require(
                    store.next(struct) != StructStore.NONE || client.last == struct,
                    "the last struct is known");
            checkContent(client, struct);
            clock = store.end(struct);
            count++;
        }
        require(clock == client.nextClock, "the next clock follows the last struct");
        require(count == client.structCount, "structs are counted");
    }

    private void checkContent(ClientStructs client, int struct) {
        int kind = store.kind(struct);
        int end = store.content(struct) + store.length(struct);
        if (kind == Kind.STRING) {
            require(end <= client.text.length(), "text is held");
        } else if (kind != Kind.GC && kind != Kind.DELETED) {
            require(end <= client.valueCount(), "values are held");
        }
        if (kind != Kind.GC) {
            checkLinks(struct);
        }
        if (kind == Kind.TYPE) {
            Branch branch = structure.branchOf(struct);
            require(branch.item == struct, "a type knows its item");
            checkBranch(branch);
        }
    }

    private void checkLinks(int item) {
        int left = store.left(item);
        int right = store.right(item);
        require(left == StructStore.NONE || store.right(left) == item, "left and right agree");
        require(right == StructStore.NONE || store.left(right) == item, "right and left agree");
        int parent = store.parent(item);
        require(
                right == StructStore.NONE || store.parent(right) == parent,
                "neighbours share a branch");
        if (left == StructStore.NONE && !store.isMapped(item)) {
            require(structure.branches.get(parent).first == item, "the first item is known");
        }
    }

    private void checkBranch(Branch branch) {
        int position = 0;
        for (int item = branch.first; item != StructStore.NONE; item = store.right(item)) {
            require(store.parent(item) == branch.index, "an item knows its branch");
            require(!store.isMapped(item), "list items have no key");
            if (branch.positions != null) {
                require(branch.positions.positionOf(item) == position, "positions are right");
                require(branch.positions.searched(item) == position, "so is the tree");
            }
            if (branch.cursorItem == item) {
                require(branch.cursorIndex == position, "the cursor is right");
            }
            position += store.visibleLength(item);
        }
        require(position == branch.length, "visible units are counted");
        for (MapEntry entry : branch.entries()) {
            checkEntry(branch, entry);
        }
    }

    private void checkEntry(Branch branch, MapEntry entry) {
        int last = StructStore.NONE;
        for (int item = entry.first; item != StructStore.NONE; item = store.right(item)) {
            require(store.parent(item) == branch.index, "a map item knows its branch");
            require(store.isMapped(item) && store.entry(item) == entry.index, "and its key");
            last = item;
        }
        require(last == entry.last && last != StructStore.NONE, "the value is the last item");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("broken: " + what);
        }
    }
}
