package dev.coderun.server.identity;

import dev.coderun.server.dynamodb.Items;
import dev.coderun.server.dynamodb.Table;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Knows when a login ends if it is not used, which each use puts off.
public interface LoginEnds {

    static LoginEnds in(Table table, InstantSource time) {
        return new Devices(new Items(table, time), time)::end;
    }

    /// Empty if it has ended. Throws [dev.coderun.server.dynamodb.StoreDownException] when the table does not answer.
    Optional<Instant> end(String userId, String grant);
}
