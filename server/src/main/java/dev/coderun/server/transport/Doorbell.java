package dev.coderun.server.transport;

import dev.coderun.server.web.Pace;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// How often an address may ask for a websocket, whether it is let in or not. Guarded by this.
final class Doorbell {

    /// Addresses that have rested are forgotten when there are so many.
    static final int MAX_ADDRESSES = 50_000;

    private static final double SECONDS_PER_MINUTE = 60;

    private final int perMinute;
    private final LongSupplier nanoTime;
    private final Map<String, Pace> paces = new HashMap<>();

    Doorbell(int perMinute, LongSupplier nanoTime) {
        this.perMinute = perMinute;
        this.nanoTime = nanoTime;
    }

    /// False if the address asks too often; also if so many others do that there is no room to count one more.
    synchronized boolean ring(String address) {
        long now = nanoTime.getAsLong();
        if (paces.size() >= MAX_ADDRESSES && !paces.containsKey(address)) {
            paces.values().removeIf(pace -> pace.isRested(now));
            if (paces.size() >= MAX_ADDRESSES) {
                return false;
            }
        }
        return paces.computeIfAbsent(
                        address, _ -> new Pace(perMinute / SECONDS_PER_MINUTE, perMinute, now))
                .tryTake(1, now);
    }
}
