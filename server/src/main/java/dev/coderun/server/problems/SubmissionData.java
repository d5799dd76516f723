package dev.coderun.server.problems;

import dev.coderun.server.dynamodb.Blobs;
import dev.coderun.server.identity.AccountData;
import dev.coderun.server.identity.User;
import dev.coderun.server.web.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What is kept of people who solve problems: their submissions, reports and progress.
public final class SubmissionData implements AccountData {
    private final SubmissionStore store;
    private final Blobs blobs;

    public SubmissionData(SubmissionStore store, Blobs blobs) {
        this.store = store;
        this.blobs = blobs;
    }

    @Override
    public void export(User user, Archive archive) throws IOException {
        var progress = store.progress(user.id()).stream().map(ProgressJson::of).toList();
        archive.add("problems/progress.json", Json.bytes(progress));
        var after = Optional.<String>empty();
        do {
            var page = store.list(user.id(), Optional.empty(), after);
            for (var submission : page.items()) {
                var folder = "problems/" + submission.problem() + "/" + submission.id() + "/";
                archive.add(
                        folder + "submission.json", Json.bytes(SubmissionJson.summary(submission)));
                for (var file : store.files(submission.id()).entrySet()) {
                    archive.add(
                            folder + "source/" + file.getKey(),
                            file.getValue().getBytes(StandardCharsets.UTF_8));
                }
            }
            after = page.next();
        } while (after.isPresent());
    }

    @Override
    public void delete(String userId) {
        var page = store.list(userId, Optional.empty(), Optional.empty());
        while (!page.items().isEmpty()) {
            for (var submission : page.items()) {
                submission.judged().ifPresent(judged -> blobs.delete(judged.report()));
                store.delete(submission);
            }
            page = store.list(userId, Optional.empty(), Optional.empty());
        }
        store.deleteProgress(userId);
    }
}
