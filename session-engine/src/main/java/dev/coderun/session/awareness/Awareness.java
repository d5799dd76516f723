package dev.coderun.session.awareness;

import dev.coderun.session.awareness.AwarenessUpdate.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The presence states of one session and which connection announced each. Guarded by its owner's lock.
///
/// @param <C> what stands for a connection
public final class Awareness<C> {
    /// How many client ids one connection may hold; what goes beyond is dropped.
    public static final int MAX_IDS_PER_CONNECTION = 64;

    /// How many clients that left are remembered, so that an old state cannot bring them back.
    public static final int MAX_REMEMBERED = 10_000;

    /// How long one client's state may be by default; longer ones are dropped.
    public static final int USUAL_STATE_CHARACTERS = 8_192;

    private static final byte[] NOTHING = new byte[0];

    private final int maxStateCharacters;
    private final BiPredicate<C, C> succeeds;
    private final Map<Long, State<C>> present = new LinkedHashMap<>();
    private final Map<Long, Long> clocksOfGone = new LinkedHashMap<>();
    private final Map<C, Integer> idsByConnection = new HashMap<>();
    private long version;

    /// @param succeeds whether the first connection may take over what the second one announced
    public Awareness(int maxStateCharacters, BiPredicate<C, C> succeeds) {
        this.maxStateCharacters = maxStateCharacters;
        this.succeeds = succeeds;
    }

    private record State<C>(Entry entry, C connection, long seenMillis) {}

    /// Takes the entries that are news by the clock rules of y-protocols, and returns just these, encoded; an empty array
    /// if there are none. An entry for an id that another live connection announced is dropped, unless this one succeeds
    /// that one and says something newer: a client whose socket died unnoticed comes back with the id that it had.
    public byte[] apply(AwarenessUpdate update, C connection, long nowMillis) {
        List<Entry> accepted = new ArrayList<>();
        for (Entry entry : update.entries()) {
            if (accept(entry, connection, nowMillis)) {
                accepted.add(entry);
            }
        }
        return encode(accepted);
    }

    private boolean accept(Entry entry, C connection, long nowMillis) {
        State<C> known = present.get(entry.clientId());
        boolean isOwn = known != null && known.connection().equals(connection);
        if (known != null && !isOwn && !takesOver(entry, connection, known)) {
            return false;
        }
        if (entry.json().length() > maxStateCharacters || !isNews(entry, known)) {
            return false;
        }
        if (entry.isOffline()) {
            forget(entry);
            return true;
        }
        if (!isOwn) {
            if (idsByConnection.getOrDefault(connection, 0) >= MAX_IDS_PER_CONNECTION) {
                return false;
            }
            if (known != null) {
                countOneLess(known.connection());
            }
            idsByConnection.merge(connection, 1, Integer::sum);
            clocksOfGone.remove(entry.clientId());
            version++;
        }
        present.put(entry.clientId(), new State<>(entry, connection, nowMillis));
        return true;
    }

    /// Clients of y-websocket repeat what they hear of others, with the clock that it had, and tell of those who have
    /// fallen silent that they are gone: neither is a client that comes back.
    private boolean takesOver(Entry entry, C connection, State<C> known) {
        return !entry.isOffline()
                && entry.clock() > known.entry().clock()
                && succeeds.test(connection, known.connection());
    }

    private boolean isNews(Entry entry, @Nullable State<C> known) {
        if (known != null) {
            long clock = known.entry().clock();
            return entry.clock() > clock || (entry.clock() == clock && entry.isOffline());
        }
        return entry.clock() > clocksOfGone.getOrDefault(entry.clientId(), 0L);
    }

    /// The connection is gone: its ids go offline. Returns what to tell the others; an empty array if it held none.
    public byte[] remove(C connection) {
        return removeWhere(state -> state.connection().equals(connection));
    }

    /// States that were not renewed for `timeoutMillis` go offline. Returns what to tell the others, or an empty array.
    public byte[] expire(long nowMillis, long timeoutMillis) {
        return removeWhere(state -> nowMillis - state.seenMillis() >= timeoutMillis);
    }

    private byte[] removeWhere(Predicate<State<C>> goes) {
        List<Entry> gone = new ArrayList<>();
        for (State<C> state : present.values()) {
            if (goes.test(state)) {
                gone.add(state.entry().offline());
            }
        }
        gone.forEach(this::forget);
        return encode(gone);
    }

    private void forget(Entry entry) {
        State<C> known = present.remove(entry.clientId());
        if (known != null) {
            countOneLess(known.connection());
            version++;
        }
        clocksOfGone.remove(entry.clientId());
        clocksOfGone.put(entry.clientId(), entry.clock());
        if (clocksOfGone.size() > MAX_REMEMBERED) {
            Iterator<Long> oldest = clocksOfGone.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    private void countOneLess(C connection) {
        idsByConnection.computeIfPresent(connection, (_, count) -> count == 1 ? null : count - 1);
    }

    /// Everybody who is present, for a joiner.
    public byte[] encodeAll() {
        List<Entry> entries = new ArrayList<>();
        for (State<C> state : present.values()) {
            entries.add(state.entry());
        }
        return new AwarenessUpdate(entries).encode();
    }

    /// Changes with who is present, and through which connection.
    public long version() {
        return version;
    }

    /// The clients that one connection announced.
    public List<Long> clientIds(C connection) {
        List<Long> ids = new ArrayList<>();
        present.forEach(
                (id, state) -> {
                    if (state.connection().equals(connection)) {
                        ids.add(id);
                    }
                });
        return ids;
    }

    public boolean isEmpty() {
        return present.isEmpty();
    }

    private static byte[] encode(List<Entry> entries) {
        return entries.isEmpty() ? NOTHING : new AwarenessUpdate(entries).encode();
    }
}
