package dev.coderun.session.crdt;

import dev.coderun.session.crdt.RelativePosition.Anchor;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Turns positions into relative ones and back.
final class Positions {
    private final StructStore store;

    Positions(StructStore store) {
        this.store = store;
    }

    RelativePosition relative(Branch branch, int index, int association) {
        // A position that stays with its left neighbour is told by that one.
        int unit = association < 0 ? index - 1 : index;
        if (unit < 0 || unit >= branch.length) {
            return new RelativePosition(end(branch), association);
        }
        PositionIndex positions = PositionIndex.of(branch, store);
        int item = positions.find(unit + 1);
        int clock = store.clock(item) + unit - positions.foundStart;
        return new RelativePosition(new Anchor.Unit(store.clientOf(item).id, clock), association);
    }

    private Anchor end(Branch branch) {
        return branch.isRoot()
                ? new Anchor.RootEnd(branch.name)
                : new Anchor.NestedEnd(store.clientOf(branch.item).id, store.clock(branch.item));
    }

    /// Where the place is now in `branch`; empty if it is in another type, not there yet, or collected.
    OptionalInt index(Branch branch, RelativePosition position) {
        return switch (position.anchor()) {
            case Anchor.Unit(long client, int clock) ->
                    unitIndex(branch, item(client, clock), clock, position.association());
            case Anchor.RootEnd(String name) ->
                    branch.isRoot() && branch.name.equals(name)
                            ? edge(branch, position)
                            : OptionalInt.empty();
            case Anchor.NestedEnd(long client, int clock) ->
                    !branch.isRoot() && branch.item == item(client, clock)
                            ? edge(branch, position)
                            : OptionalInt.empty();
        };
    }

    private static OptionalInt edge(Branch branch, RelativePosition position) {
        return OptionalInt.of(position.association() >= 0 ? branch.length : 0);
    }

    private int item(long clientId, int clock) {
        @Nullable ClientStructs client = store.clients.find(clientId);
        return client == null || clock >= client.nextClock
                ? StructStore.NONE
                : store.find(client, clock);
    }

    private OptionalInt unitIndex(Branch branch, int item, int clock, int association) {
        if (item == StructStore.NONE
                || store.isGc(item)
                || store.isMapped(item)
                || store.parent(item) != branch.index) {
            return OptionalInt.empty();
        }
        int before = PositionIndex.of(branch, store).positionOf(item);
        if (store.visibleLength(item) == 0) {
            return OptionalInt.of(before);
        }
        return OptionalInt.of(before + clock - store.clock(item) + (association >= 0 ? 0 : 1));
    }
}
