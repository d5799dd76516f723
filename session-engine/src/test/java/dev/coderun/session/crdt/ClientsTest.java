package dev.coderun.session.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ClientsTest {
    /// What undoes the multiplication by which ids are hashed.
    private static final long INVERSE = 0xF1DE83E19937733DL;

    private final Clients clients = new Clients();

    @Test
    void clientsAreFoundByTheirIdsAndNumbers() {
        for (long id = 0; id < 1_000; id++) {
            assertThat(clients.find(id * id)).isNull();
            assertThat(clients.findOrNew(id * id).index).isEqualTo((int) id);
        }

        assertThat(clients.count()).isEqualTo(1_000);
        for (long id = 0; id < 1_000; id++) {
            assertThat(clients.find(id * id)).isSameAs(clients.get((int) id));
            assertThat(clients.findOrNew(id * id)).isSameAs(clients.get((int) id));
        }
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void idsThatAPeerChoseToBelongInOnePlaceAreFoundAsSoon() {
        List<Long> chosen = idsOfOneHash(150_000);

        chosen.forEach(clients::findOrNew);

        assertThat(clients.count()).isEqualTo(chosen.size());
        for (int i = 0; i < chosen.size(); i++) {
            assertThat(clients.find(chosen.get(i))).isSameAs(clients.get(i));
        }
    }

    private static List<Long> idsOfOneHash(int count) {
        List<Long> ids = new ArrayList<>();
        for (long half = 1; ids.size() < count; half++) {
            // Both halves of what is hashed cancel each other out.
            long id = (half << 32 | half) * INVERSE;
            if (id >= 0 && id < 1L << 53) {
                ids.add(id);
            }
        }
        return ids;
    }
}
