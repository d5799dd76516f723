package dev.coderun.session.crdt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The branches and map entries of a document by their numbers, and its roots by name.
final class Branches {
    private @Nullable Branch[] branches = new Branch[4];
    private int branchCount;
    private final List<@Nullable MapEntry> entries = new ArrayList<>();
    private final ArrayDeque<Integer> freeBranches = new ArrayDeque<>();
    private final ArrayDeque<Integer> freeEntries = new ArrayDeque<>();
    private final Map<String, Branch> roots = new LinkedHashMap<>();

    Branch root(String name) {
        Branch known = roots.get(name);
        if (known != null) {
            return known;
        }
        Branch root = add(Branch.ROOT, name, StructStore.NONE);
        roots.put(name, root);
        return root;
    }

    Iterable<Branch> roots() {
        return roots.values();
    }

    Branch add(int typeRef, String name, int item) {
        Integer reused = freeBranches.poll();
        int index = reused == null ? branchCount++ : reused;
        if (index == branches.length) {
            branches = Arrays.copyOf(branches, 2 * index);
        }
        var branch = new Branch(index, typeRef, name, item);
        branches[index] = branch;
        return branch;
    }

    Branch get(int index) {
        Branch branch = branches[index];
        if (branch == null) {
            throw new IllegalStateException("branch " + index + " was collected");
        }
        return branch;
    }

    /// Forgets a branch that was collected.
    void remove(Branch branch) {
        branches[branch.index] = null;
        freeBranches.add(branch.index);
        for (MapEntry entry : branch.entries()) {
            entries.set(entry.index, null);
            freeEntries.add(entry.index);
        }
        branch.collect();
    }

    /// The number of the entry for a key, made if need be.
    int entryOrNew(Branch branch, String key) {
        MapEntry known = branch.entry(key);
        if (known != null) {
            return known.index;
        }
        var entry = new MapEntry(freeEntry(), key);
        entries.set(entry.index, entry);
        branch.add(entry);
        return entry.index;
    }

    MapEntry entry(int index) {
        MapEntry entry = entries.get(index);
        if (entry == null) {
            throw new IllegalStateException("map entry " + index + " was collected");
        }
        return entry;
    }

    private int freeEntry() {
        Integer reused = freeEntries.poll();
        if (reused != null) {
            return reused;
        }
        entries.add(null);
        return entries.size() - 1;
    }
}
