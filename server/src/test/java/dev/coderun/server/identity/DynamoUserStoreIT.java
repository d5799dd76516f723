package dev.coderun.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coderun.server.dynamodb.LocalStore;
import dev.coderun.server.dynamodb.StoreDownException;
import dev.coderun.server.dynamodb.Table;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DynamoUserStoreIT {

    private static final int AT_ONCE = 8;

    @TempDir private Path folder;

    @Test
    void theSameLoginIsTheSameUserAfterARestartToo() {
        User first;
        try (var local = LocalStore.in(folder);
                var table = Table.in(local)) {
            first = users(table).userOf("dev", "Ada", "Ada");
        }

        try (var local = LocalStore.in(folder);
                var table = Table.in(local)) {
            assertThat(users(table).userOf("dev", "Ada", "Ada")).isEqualTo(first);
            assertThat(users(table).userOf("dev", "Bob", "Bob").id()).isNotEqualTo(first.id());
            assertThat(users(table).userOf("github", "Ada", "Ada").id()).isNotEqualTo(first.id());
        }
    }

    @Test
    void firstLoginsAtOnceAreOneUser() throws Exception {
        try (var local = LocalStore.in(folder);
                var table = Table.in(local);
                var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var together = new CyclicBarrier(AT_ONCE);
            Callable<User> login =
                    () -> {
                        together.await();
                        return users(table).userOf("dev", "Ada", "Ada");
                    };
            var logins = IntStream.range(0, AT_ONCE).mapToObj(_ -> login).toList();

            var found = people.invokeAll(logins).stream().map(Future::resultNow);

            assertThat(found.distinct()).hasSize(1);
        }
    }

    @Test
    void aTableThatDoesNotAnswerIsSaidToBeDown() {
        var local = LocalStore.in(folder);
        try (var table = Table.in(local)) {
            local.close();

            assertThatThrownBy(() -> users(table).userOf("dev", "Ada", "Ada"))
                    .isInstanceOf(StoreDownException.class);
        }
    }

    private static UserStore users(Table table) {
        return new DynamoUserStore(table, InstantSource.system());
    }
}
