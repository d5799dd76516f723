package dev.coderun.session.crdt;

import java.util.Arrays;

/// All structs of a document, as rows of one int array. A handle is the offset of a struct's row.
///
/// Every struct has a client, a clock and a length, and a link to the next struct of its client. Items also have the two
/// neighbours their author saw, their neighbours now, the branch they stand in, and an offset into their client's contents.
final class StructStore {
    static final int NONE = 0;
    static final int NO_CLIENT = -1;

    /// The client's number, above the flags.
    private static final int OWNER = 0;

    private static final int CLOCK = 1;
    private static final int LENGTH = 2;
    private static final int NEXT = 3;
    private static final int CONTENT = 4;
    private static final int LEFT = 5;
    private static final int RIGHT = 6;
    private static final int ORIGIN_CLIENT = 7;
    private static final int ORIGIN_CLOCK = 8;
    private static final int RIGHT_ORIGIN_CLIENT = 9;
    private static final int RIGHT_ORIGIN_CLOCK = 10;
    private static final int PARENT = 11;
    private static final int PLACE = 12;
    private static final int ROW = 13;

    /// Room for growth that is not worth giving back: an eighth.
    private static final int SLACK_SHIFT = 3;

    /// How many structs get their room at once: 3 MB.
    private static final int MOST_RESERVED = 1 << 16;

    /// What a client's number leaves for flags.
    private static final int FLAG_BITS = 32 - Clients.NUMBER_BITS;

    private static final int KIND_MASK = 0x0f;
    private static final int DELETED_FLAG = 0x10;
    private static final int MAPPED_FLAG = 0x20;

    private int[] cells = new int[ROW * 8];
    private int end = ROW;
    private int free = NONE;

    final Clients clients = new Clients();

    /// Makes room for structs of which as many are about to come, unless a peer only says so.
    void reserve(int structs) {
        int wanted = end + ROW * Math.min(structs, MOST_RESERVED);
        if (wanted > cells.length) {
            cells = Arrays.copyOf(cells, wanted);
        }
    }

    /// Gives back the room that was kept for growth: after a load, a document may stay as it is for long.
    void trim() {
        if (cells.length - end > end >> SLACK_SHIFT) {
            cells = Arrays.copyOf(cells, end);
        }
        for (int i = 0; i < clients.count(); i++) {
            clients.get(i).trim();
        }
    }

    // Structs by clock

    /// The struct that holds a clock below the client's next one.
    int find(ClientStructs client, int clock) {
        if (clock >= clock(client.last)) {
            return client.last; // Whoever types goes on from there.
        }
        int struct = client.block(clock);
        while (clock >= end(struct)) {
            struct = next(struct);
        }
        return struct;
    }

    /// Appends a struct to its client's history. What belongs to an item is for the caller to fill in.
    int append(ClientStructs client, int length, int kind) {
        int struct = allocate();
        int clock = client.nextClock;
        cells[struct + OWNER] = client.index << FLAG_BITS | kind;
        cells[struct + CLOCK] = clock;
        cells[struct + LENGTH] = length;
        if (client.last == NONE) {
            client.first = struct;
        } else {
            cells[client.last + NEXT] = struct;
        }
        client.last = struct;
        client.structCount++;
        if (client.firstNewClock < 0) {
            client.firstNewClock = clock;
        }
        client.nextClock = clock + length;
        enterNewest(client, struct, clock);
        return struct;
    }

    /// Lengthens the client's last struct; its content was appended before.
    void extendLast(ClientStructs client, int more) {
        int clock = client.nextClock;
        cells[client.last + LENGTH] += more;
        client.nextClock = clock + more;
        enterNewest(client, client.last, clock);
    }

    private void enterNewest(ClientStructs client, int struct, int fromClock) {
        if (client.reserve(client.nextClock) || client.refine()) {
            enterAll(client);
        } else {
            client.enter(struct, fromClock, client.nextClock);
        }
    }

    private void enterAll(ClientStructs client) {
        for (int struct = client.first; struct != NONE; struct = next(struct)) {
            client.enter(struct, clock(struct), end(struct));
        }
    }

    /// Cuts a struct in two after its first `head` units and returns the right part. Links and map entries are left to
    /// the caller.
    int split(int struct, int head) {
        ClientStructs client = clientOf(struct);
        int right = allocate();
        System.arraycopy(cells, struct, cells, right, ROW);
        int clock = clock(struct) + head;
        cells[right + CLOCK] = clock;
        cells[right + LENGTH] = length(struct) - head;
        cells[right + CONTENT] += head;
        cells[right + ORIGIN_CLIENT] = client.index;
        cells[right + ORIGIN_CLOCK] = clock - 1;
        cells[struct + LENGTH] = head;
        cells[struct + NEXT] = right;
        if (client.last == struct) {
            client.last = right;
        }
        client.structCount++;
        if (client.refine()) {
            enterAll(client);
        } else {
            client.enter(right, clock, end(right));
        }
        return right;
    }

    /// Cuts the first `head` units off a struct and returns them as the left part; the struct becomes the right part. The
    /// other way round, as [#split] does it, every block of a long right part would have to lead elsewhere.
    int splitFront(int struct, int head) {
        ClientStructs client = clientOf(struct);
        int clock = clock(struct);
        int before = clock == 0 ? NONE : find(client, clock - 1);
        int left = allocate();
        System.arraycopy(cells, struct, cells, left, ROW);
        cells[left + LENGTH] = head;
        cells[left + NEXT] = struct;
        cells[struct + CLOCK] = clock + head;
        cells[struct + LENGTH] -= head;
        cells[struct + CONTENT] += head;
        cells[struct + ORIGIN_CLIENT] = client.index;
        cells[struct + ORIGIN_CLOCK] = clock + head - 1;
        if (before == NONE) {
            client.first = left;
        } else {
            cells[before + NEXT] = left;
        }
        client.structCount++;
        if (client.refine()) {
            enterAll(client);
        } else {
            client.enter(left, clock, clock + head);
        }
        return left;
    }

    /// Lets `left` take over its client's next struct. Links and map entries are left to the caller.
    void absorbNext(int left) {
        ClientStructs client = clientOf(left);
        int right = next(left);
        client.enter(left, clock(right), end(right));
        cells[left + LENGTH] += length(right);
        cells[left + NEXT] = next(right);
        if (client.last == right) {
            client.last = left;
        }
        client.structCount--;
        cells[right + NEXT] = free;
        free = right;
    }

    private int allocate() {
        int struct;
        if (free != NONE) {
            struct = free;
            free = cells[struct + NEXT];
            Arrays.fill(cells, struct, struct + ROW, 0);
        } else {
            if (end + ROW > cells.length) {
                int rows = cells.length / ROW;
                cells = Arrays.copyOf(cells, ROW * (rows + (rows >> 1) + 1));
            }
            struct = end;
            end += ROW;
        }
        cells[struct + ORIGIN_CLIENT] = NO_CLIENT;
        cells[struct + RIGHT_ORIGIN_CLIENT] = NO_CLIENT;
        return struct;
    }

    // Columns

    ClientStructs clientOf(int struct) {
        return clients.get(cells[struct + OWNER] >>> FLAG_BITS);
    }

    int clientIndex(int struct) {
        return cells[struct + OWNER] >>> FLAG_BITS;
    }

    int clock(int struct) {
        return cells[struct + CLOCK];
    }

    int length(int struct) {
        return cells[struct + LENGTH];
    }

    int end(int struct) {
        return cells[struct + CLOCK] + cells[struct + LENGTH];
    }

    int next(int struct) {
        return cells[struct + NEXT];
    }

    int kind(int struct) {
        return cells[struct + OWNER] & KIND_MASK;
    }

    boolean isGc(int struct) {
        return kind(struct) == Kind.GC;
    }

    /// True of deleted items and of what was collected.
    boolean isDeleted(int struct) {
        return (cells[struct + OWNER] & DELETED_FLAG) != 0 || isGc(struct);
    }

    void markDeleted(int struct) {
        cells[struct + OWNER] |= DELETED_FLAG;
    }

    /// An item whose content is dropped, while its place is kept.
    void becomeDeleted(int struct) {
        cells[struct + OWNER] = (cells[struct + OWNER] & ~KIND_MASK) | Kind.DELETED;
        cells[struct + CONTENT] = 0;
    }

    /// A struct that nobody can reach any more: the place is dropped too.
    void becomeGc(int struct) {
        cells[struct + OWNER] = clientIndex(struct) << FLAG_BITS | Kind.GC;
        Arrays.fill(cells, struct + CONTENT, struct + ROW, 0);
    }

    /// Whether it counts in its list's length.
    boolean isVisible(int struct) {
        int flags = cells[struct + OWNER];
        return (flags & (DELETED_FLAG | MAPPED_FLAG)) == 0 && Kind.isCountable(flags & KIND_MASK);
    }

    boolean isVisibleText(int struct) {
        return (cells[struct + OWNER] & (DELETED_FLAG | KIND_MASK)) == Kind.STRING;
    }

    int visibleLength(int struct) {
        return isVisible(struct) ? length(struct) : 0;
    }

    int content(int struct) {
        return cells[struct + CONTENT];
    }

    void setContent(int struct, int offset) {
        cells[struct + CONTENT] = offset;
    }

    int left(int struct) {
        return cells[struct + LEFT];
    }

    void setLeft(int struct, int left) {
        cells[struct + LEFT] = left;
    }

    int right(int struct) {
        return cells[struct + RIGHT];
    }

    void setRight(int struct, int right) {
        cells[struct + RIGHT] = right;
    }

    /// The client of the unit that its author saw to its left, or [#NO_CLIENT].
    int originClient(int struct) {
        return cells[struct + ORIGIN_CLIENT];
    }

    int originClock(int struct) {
        return cells[struct + ORIGIN_CLOCK];
    }

    int rightOriginClient(int struct) {
        return cells[struct + RIGHT_ORIGIN_CLIENT];
    }

    int rightOriginClock(int struct) {
        return cells[struct + RIGHT_ORIGIN_CLOCK];
    }

    void setOrigin(int struct, int client, int clock) {
        cells[struct + ORIGIN_CLIENT] = client;
        cells[struct + ORIGIN_CLOCK] = clock;
    }

    void setRightOrigin(int struct, int client, int clock) {
        cells[struct + RIGHT_ORIGIN_CLIENT] = client;
        cells[struct + RIGHT_ORIGIN_CLOCK] = clock;
    }

    boolean originIs(int struct, int client, int clock) {
        int own = cells[struct + ORIGIN_CLIENT];
        return own == client && (own == NO_CLIENT || cells[struct + ORIGIN_CLOCK] == clock);
    }

    boolean rightOriginIs(int struct, int client, int clock) {
        int own = cells[struct + RIGHT_ORIGIN_CLIENT];
        return own == client && (own == NO_CLIENT || cells[struct + RIGHT_ORIGIN_CLOCK] == clock);
    }

    /// The number of the branch it stands in.
    int parent(int struct) {
        return cells[struct + PARENT];
    }

    /// Puts an item into a branch's list.
    void place(int struct, int branch) {
        cells[struct + PARENT] = branch;
    }

    /// Puts an item under a key of a branch.
    void place(int struct, int branch, int entry) {
        cells[struct + PARENT] = branch;
        cells[struct + PLACE] = entry;
        cells[struct + OWNER] |= MAPPED_FLAG;
    }

    /// Puts an item where a neighbour stands: into the same list, or under the same key.
    void placeBeside(int struct, int neighbour) {
        cells[struct + PARENT] = cells[neighbour + PARENT];
        if (isMapped(neighbour)) {
            cells[struct + PLACE] = cells[neighbour + PLACE];
            cells[struct + OWNER] |= MAPPED_FLAG;
        }
    }

    boolean isMapped(int struct) {
        return (cells[struct + OWNER] & MAPPED_FLAG) != 0;
    }

    /// The leaf of the position index that it belongs to, if it stands in a list that has one.
    int leaf(int struct) {
        return cells[struct + PLACE];
    }

    void setLeaf(int struct, int leaf) {
        cells[struct + PLACE] = leaf;
    }

    /// The number of the map entry it stands under, if it is mapped.
    int entry(int struct) {
        return cells[struct + PLACE];
    }

    /// Whether `right`, the next struct of the same client, says nothing that a longer `left` would not say.
    boolean canMerge(int left, int right) {
        int kind = kind(left);
        if (kind != kind(right)) {
            return false;
        }
        if (kind == Kind.GC) {
            return true;
        }
        return Kind.isRun(kind)
                && right(left) == right
                && isDeleted(left) == isDeleted(right)
                && originIs(right, clientIndex(left), end(left) - 1)
                && rightOriginIs(left, rightOriginClient(right), rightOriginClock(right));
    }
}
