package dev.coderun.server.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BlobsIT {
    private static Table table;
    private static Blobs blobs;

    @BeforeAll
    static void open() {
        table = Table.in(LocalStore.shared());
        blobs = new Blobs(table);
    }

    @AfterAll
    static void close() {
        table.close();
    }

    @Test
    void whatNeedsManyPartsComesBackWholeAndGoesWhole() {
        var content = random(1_000_000);

        var name = blobs.put(content);

        assertThat(blobs.find(name)).hasValueSatisfying(it -> assertThat(it).isEqualTo(content));
        blobs.delete(name);
        assertThat(blobs.find(name)).isEmpty();
        assertThat(part(name, 1)).isFalse();
    }

    @Test
    void nothingIsKeptTooAndTheSameIsKeptOnce() {
        var name = blobs.put(new byte[0]);

        assertThat(blobs.put(new byte[0])).isEqualTo(name);
        assertThat(blobs.find(name)).hasValueSatisfying(it -> assertThat(it).isEmpty());
    }

    @Test
    void whatLacksAPartIsNotThere() {
        var name = blobs.put(random(1_000_000));
        var second = Keys.blobPart(name, 1).attributes();
        table.client().deleteItem(delete -> delete.tableName(Table.NAME).key(second));

        assertThat(blobs.find(name)).isEmpty();
        blobs.delete(name);
    }

    @Test
    void oneHasABoundThatItReaches() {
        var name = blobs.put(new byte[Blobs.MAX_BYTES]);

        assertThat(blobs.find(name))
                .hasValueSatisfying(it -> assertThat(it.length).isEqualTo(Blobs.MAX_BYTES));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> blobs.put(new byte[Blobs.MAX_BYTES + 1]))
                .withMessageContaining(String.valueOf(Blobs.MAX_BYTES));
        blobs.delete(name);
    }

    private static boolean part(String name, int number) {
        var key = Keys.blobPart(name, number).attributes();
        return table.client().getItem(get -> get.tableName(Table.NAME).key(key)).hasItem();
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
