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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is kept of somebody who has handed in more than is read from the table at a time.
class SubmissionDataIT {
    private static final int COUNT = SubmissionStore.PAGE + 5;

    private final String ada = UUID.randomUUID().toString();
    private Table table;
    private SubmissionStore store;
    private Blobs blobs;
    private SubmissionData data;
    private String report;

    @BeforeEach
    void handInMany() {
        table = Table.in(LocalStore.shared());
        store = new SubmissionStore(table);
        blobs = new Blobs(table);
        data = new SubmissionData(store, blobs);
        report = blobs.put(ada.getBytes(UTF_8));
        IntStream.range(0, COUNT).forEach(i -> judged(ada, i));
    }

    private void judged(String user, int number) {
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

    @AfterEach
    void closeTable() {
        data.delete(ada);
        table.close();
    }

    @Test
    void aListHasPagesTheNewestFirst() {
        var first = store.list(ada, Optional.of("doubled"), Optional.empty());
        var rest = store.list(ada, Optional.of("doubled"), first.next());

        assertThat(first.items()).hasSize(SubmissionStore.PAGE);
        assertThat(first.items().getFirst().id()).isEqualTo(id(ada, COUNT - 1));
        assertThat(rest.items()).hasSize(COUNT - SubmissionStore.PAGE);
        assertThat(rest.next()).isEmpty();
    }

    @Test
    void allOfItIsTakenAlong() throws Exception {
        var archive = new TreeMap<String, String>();

        data.export(
                User.of(ada, "Ada"),
                (path, content) -> archive.put(path, new String(content, UTF_8)));

        assertThat(archive.get("problems/progress.json"))
                .contains("doubled", "\"attempts\":" + COUNT);
        assertThat(archive.keySet())
                .filteredOn(path -> path.endsWith("/submission.json"))
                .hasSize(COUNT);
        assertThat(archive)
                .containsEntry("problems/doubled/" + id(ada, 0) + "/source/main.py", "print(0)");
    }

    @Test
    void allOfItGoesAndNobodyElses() {
        var bob = UUID.randomUUID().toString();
        judged(bob, 1);

        data.delete(ada);
        data.delete(ada); // As after it was cut short.

        assertThat(store.list(ada, Optional.empty(), Optional.empty()).items()).isEmpty();
        assertThat(store.progress(ada)).isEmpty();
        assertThat(store.files(id(ada, 0))).isEmpty();
        assertThat(blobs.find(report)).isEmpty();
        assertThat(store.list(bob, Optional.empty(), Optional.empty()).items()).hasSize(1);
        data.delete(bob);
    }
}
