package dev.coderun.server.problems;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.server.dynamodb.Blobs;
import dev.coderun.server.dynamodb.LocalStore;
import dev.coderun.server.dynamodb.Table;
import dev.coderun.server.identity.User;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// What is kept of somebody who has handed in more than is read from the table at a time.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SubmissionDataIT {
    private static final int COUNT = SubmissionStore.PAGE + 5;

    private static final String ADA = UUID.randomUUID().toString();
    private static Table table;
    private static SubmissionStore store;
    private static Blobs blobs;
    private static SubmissionData data;
    private static String report;

    @BeforeAll
    static void handInMany() {
        table = Table.in(LocalStore.shared());
        store = new SubmissionStore(table);
        blobs = new Blobs(table);
        data = new SubmissionData(store, blobs);
        report = blobs.put(ADA.getBytes(UTF_8));
        IntStream.range(0, COUNT).forEach(i -> judged(ADA, i));
    }

    private static void judged(String user, int number) {
        var submission =
                new Submission(
                        id(user, number),
                        user,
                        "doubled",
                        "hash",
                        "python",
                        "main.py",
                        Instant.ofEpochMilli(number),
                        Optional.empty());
        store.create(submission, Map.of("main.py", "print(" + number + ")"));
        var judged = new Submission.Judged("WA", 0, 1, Instant.ofEpochMilli(number), report);
        store.finish(submission.with(judged), true);
    }

    private static String id(String user, int number) {
        return user.replace("-", "").substring(0, 18) + "%04d".formatted(number);
    }

    @AfterAll
    static void closeTable() {
        table.close();
    }

    @Test
    void aListHasPagesTheNewestFirst() {
        var first = store.list(ADA, Optional.of("doubled"), Optional.empty());
        var rest = store.list(ADA, Optional.of("doubled"), first.next());

        assertThat(first.items()).hasSize(SubmissionStore.PAGE);
        assertThat(first.items().getFirst().id()).isEqualTo(id(ADA, COUNT - 1));
        assertThat(rest.items()).hasSize(COUNT - SubmissionStore.PAGE);
        assertThat(rest.next()).isEmpty();
    }

    @Test
    void allOfItIsTakenAlong() throws Exception {
        var archive = new TreeMap<String, String>();

        data.export(
                User.of(ADA, "Ada"),
                (path, content) -> archive.put(path, new String(content, UTF_8)));

        assertThat(archive.get("problems/progress.json"))
                .contains("doubled", "\"attempts\":" + COUNT);
        assertThat(archive.keySet())
                .filteredOn(path -> path.endsWith("/submission.json"))
                .hasSize(COUNT);
        assertThat(archive)
                .containsEntry("problems/doubled/" + id(ADA, 0) + "/source/main.py", "print(0)");
    }

    /// The last, for it takes away what the others read.
    @Test
    @Order(Integer.MAX_VALUE)
    void allOfItGoesAndNobodyElses() {
        var bob = UUID.randomUUID().toString();
        judged(bob, 1);

        data.delete(ADA);
        data.delete(ADA); // As after it was cut short.

        assertThat(store.list(ADA, Optional.empty(), Optional.empty()).items()).isEmpty();
        assertThat(store.progress(ADA)).isEmpty();
        assertThat(store.files(id(ADA, 0))).isEmpty();
        assertThat(blobs.find(report)).isEmpty();
        assertThat(store.list(bob, Optional.empty(), Optional.empty()).items()).hasSize(1);
        data.delete(bob);
    }
}
