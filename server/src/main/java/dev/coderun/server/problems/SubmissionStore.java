package dev.coderun.server.problems;

import dev.coderun.server.dynamodb.Attributes;
import dev.coderun.server.dynamodb.Key;
import dev.coderun.server.dynamodb.Keys;
import dev.coderun.server.dynamodb.StoreDownException;
import dev.coderun.server.dynamodb.Table;
import dev.coderun.server.problems.Submission.Judged;
import dev.coderun.server.web.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/// Submissions, the queue of those that wait, and what their users have achieved. A submission and its place in the queue
/// are written together, and so are a verdict, the end of the waiting and the progress: no restart loses one or counts it
/// twice. Each call throws [StoreDownException] when the table does not answer.
public final class SubmissionStore {
    static final int PAGE = 50;

    private static final String ID = "id";
    private static final String USER = "user";
    private static final String PROBLEM = "problem";
    private static final String PACKAGE = "package";
    private static final String LANGUAGE = "language";
    private static final String ENTRY = "entry";
    private static final String CREATED_AT = "createdAt";
    private static final String VERDICT = "verdict";
    private static final String SCORE = "score";
    private static final String POSSIBLE_SCORE = "possibleScore";
    private static final String JUDGED_AT = "judgedAt";
    private static final String REPORT = "report";
    private static final String FILES = "files";
    private static final String SOLVED = "solved";
    private static final String FIRST_SOLVED_AT = "firstSolvedAt";
    private static final String LANGUAGES = "languages";
    private static final String ATTEMPTS = "attempts";

    private final Table table;

    public SubmissionStore(Table table) {
        this.table = table;
    }

    /// Some of a user's submissions, the newest first.
    ///
    /// @param next where the rest begins; empty if there is none
    public record Page(List<Submission> items, Optional<String> next) {}

    private record Source(Map<String, String> files) {
        Source {
            files = new TreeMap<>(files);
        }
    }

    public void create(Submission submission, Map<String, String> files) {
        var item = new HashMap<>(Keys.submission(submission.id()).attributes());
        item.put(ID, Attributes.text(submission.id()));
        item.put(USER, Attributes.text(submission.userId()));
        item.put(PROBLEM, Attributes.text(submission.problem()));
        item.put(PACKAGE, Attributes.text(submission.packageHash()));
        item.put(LANGUAGE, Attributes.text(submission.language()));
        item.put(ENTRY, Attributes.text(submission.entry()));
        item.put(CREATED_AT, Attributes.text(submission.createdAt().toString()));
        item.put(Table.INDEX_PK, Attributes.text(Keys.submissionsOfUser(submission.userId())));
        item.put(Table.INDEX_SK, Attributes.text(indexPlace(submission)));
        var source = new HashMap<>(Keys.submissionSource(submission.id()).attributes());
        source.put(FILES, Attributes.text(Json.write(new Source(files))));
        var queued = new HashMap<>(queuePlace(submission).attributes());
        queued.put(ID, Attributes.text(submission.id()));
        store(
                () -> {
                    table.transact(List.of(put(item), put(source), put(queued)));
                    return true;
                });
    }

    private static String indexPlace(Submission submission) {
        return submission.problem() + "#" + time(submission) + "#" + submission.id();
    }

    private static Key queuePlace(Submission submission) {
        return Keys.queued(time(submission), submission.id());
    }

    private static String time(Submission submission) {
        return Keys.padded(submission.createdAt().toEpochMilli());
    }

    private static TransactWriteItem put(Map<String, AttributeValue> item) {
        return TransactWriteItem.builder()
                .put(
                        Put.builder()
                                .tableName(Table.NAME)
                                .item(item)
                                .conditionExpression("attribute_not_exists(" + Table.PK + ")")
                                .build())
                .build();
    }

    public Optional<Submission> find(String id) {
        var item = read(Keys.submission(id));
        return item.isEmpty() ? Optional.empty() : Optional.of(submission(item));
    }

    /// Text by path.
    public Map<String, String> files(String id) {
        var item = read(Keys.submissionSource(id));
        return item.isEmpty()
                ? Map.of()
                : Json.read(Attributes.text(item, FILES), Source.class).files();
    }

    /// The ids of all that wait, in the order in which they came.
    public List<String> queued() {
        var ids = new ArrayList<String>();
        var query =
                QueryRequest.builder()
                        .tableName(Table.NAME)
                        .keyConditionExpression(Table.PK + " = :queue")
                        .expressionAttributeValues(
                                Map.of(":queue", Attributes.text(Keys.QUEUE_PARTITION)))
                        .consistentRead(true)
                        .build();
        return store(
                () -> {
                    table.client()
                            .queryPaginator(query)
                            .items()
                            .forEach(item -> ids.add(Attributes.text(item, ID)));
                    return ids;
                });
    }

    /// Stores the verdict, if there is none yet. False if there was one: then nothing changes.
    public boolean finish(Submission submission, boolean counts) {
        var judged = submission.judged().orElseThrow();
        var actions = new ArrayList<TransactWriteItem>();
        actions.add(
                update(
                        Update.builder()
                                .key(Keys.submission(submission.id()).attributes())
                                .updateExpression(
                                        "SET verdict = :verdict, score = :score, possibleScore ="
                                                + " :possible, judgedAt = :at, report = :report")
                                .conditionExpression(
                                        "attribute_exists(pk) AND attribute_not_exists(verdict)")
                                .expressionAttributeValues(
                                        Map.of(
                                                ":verdict", Attributes.text(judged.verdict()),
                                                ":score", decimal(judged.score()),
                                                ":possible", decimal(judged.possibleScore()),
                                                ":at", Attributes.text(judged.at().toString()),
                                                ":report", Attributes.text(judged.report())))));
        actions.add(
                TransactWriteItem.builder()
                        .delete(
                                Delete.builder()
                                        .tableName(Table.NAME)
                                        .key(queuePlace(submission).attributes())
                                        .build())
                        .build());
        if (counts) {
            actions.add(progressOf(submission, judged));
        }
        try {
            return store(
                    () -> {
                        table.transact(actions);
                        return true;
                    });
        } catch (AlreadyThere _) {
            return false;
        }
    }

    private static TransactWriteItem progressOf(Submission submission, Judged judged) {
        var key = Keys.progress(submission.userId(), submission.problem()).attributes();
        var one = Map.of(":one", Attributes.number(1));
        if (!judged.verdict().equals("AC")) {
            return update(
                    Update.builder()
                            .key(key)
                            .updateExpression("ADD attempts :one")
                            .expressionAttributeValues(one));
        }
        var values = new HashMap<>(one);
        values.put(":solved", AttributeValue.fromBool(true));
        values.put(":at", Attributes.text(judged.at().toString()));
        values.put(":language", AttributeValue.fromSs(List.of(submission.language())));
        return update(
                Update.builder()
                        .key(key)
                        .updateExpression(
                                "SET solved = :solved, firstSolvedAt = if_not_exists(firstSolvedAt,"
                                        + " :at) ADD attempts :one, #languages :language")
                        .expressionAttributeNames(Map.of("#languages", LANGUAGES))
                        .expressionAttributeValues(values));
    }

    private static TransactWriteItem update(Update.Builder update) {
        return TransactWriteItem.builder().update(update.tableName(Table.NAME).build()).build();
    }

    private static AttributeValue decimal(double value) {
        return AttributeValue.fromN(Double.toString(value));
    }

    /// A user's submissions for a problem, or for all, problem by problem.
    public Page list(String userId, Optional<String> problem, Optional<String> after) {
        var values = new HashMap<String, AttributeValue>();
        values.put(":user", Attributes.text(Keys.submissionsOfUser(userId)));
        problem.ifPresent(id -> values.put(":problem", Attributes.text(id + "#")));
        var query =
                QueryRequest.builder()
                        .tableName(Table.NAME)
                        .indexName(Table.INDEX)
                        .keyConditionExpression(
                                Table.INDEX_PK
                                        + " = :user"
                                        + (problem.isPresent()
                                                ? " AND begins_with("
                                                        + Table.INDEX_SK
                                                        + ", :problem)"
                                                : ""))
                        .expressionAttributeValues(values)
                        .scanIndexForward(false)
                        .limit(PAGE);
        after.flatMap(this::find)
                .filter(last -> last.userId().equals(userId))
                .ifPresent(last -> query.exclusiveStartKey(startKey(last)));
        return store(
                () -> {
                    var answer = table.client().query(query.build());
                    var items = answer.items().stream().map(SubmissionStore::submission).toList();
                    return new Page(
                            items,
                            answer.hasLastEvaluatedKey() && !items.isEmpty()
                                    ? Optional.of(items.getLast().id())
                                    : Optional.empty());
                });
    }

    private static Map<String, AttributeValue> startKey(Submission last) {
        var key = new HashMap<>(Keys.submission(last.id()).attributes());
        key.put(Table.INDEX_PK, Attributes.text(Keys.submissionsOfUser(last.userId())));
        key.put(Table.INDEX_SK, Attributes.text(indexPlace(last)));
        return key;
    }

    /// Removes all of a submission but its report.
    void delete(Submission submission) {
        remove(queuePlace(submission));
        remove(Keys.submissionSource(submission.id()));
        remove(Keys.submission(submission.id()));
    }

    void deleteProgress(String userId) {
        progress(userId).forEach(each -> remove(Keys.progress(userId, each.problem())));
    }

    private void remove(Key key) {
        store(
                () ->
                        table.client()
                                .deleteItem(
                                        delete ->
                                                delete.tableName(Table.NAME)
                                                        .key(key.attributes())));
    }

    /// Of every problem that the user has tried.
    public List<Progress> progress(String userId) {
        var query =
                QueryRequest.builder()
                        .tableName(Table.NAME)
                        .keyConditionExpression(Table.PK + " = :user")
                        .expressionAttributeValues(
                                Map.of(":user", Attributes.text(Keys.progressPartition(userId))))
                        .consistentRead(true)
                        .build();
        return store(
                () ->
                        table.client().queryPaginator(query).items().stream()
                                .map(SubmissionStore::progress)
                                .toList());
    }

    private static Progress progress(Map<String, AttributeValue> item) {
        return new Progress(
                Attributes.text(item, Table.SK),
                item.containsKey(SOLVED),
                Optional.ofNullable(item.get(FIRST_SOLVED_AT)).map(AttributeValue::s),
                Optional.ofNullable(item.get(LANGUAGES)).map(AttributeValue::ss).orElse(List.of()),
                Attributes.number(item, ATTEMPTS));
    }

    private static Submission submission(Map<String, AttributeValue> item) {
        return new Submission(
                Attributes.text(item, ID),
                Attributes.text(item, USER),
                Attributes.text(item, PROBLEM),
                Attributes.text(item, PACKAGE),
                Attributes.text(item, LANGUAGE),
                Attributes.text(item, ENTRY),
                Instant.parse(Attributes.text(item, CREATED_AT)),
                item.containsKey(VERDICT) ? Optional.of(judged(item)) : Optional.empty());
    }

    private static Judged judged(Map<String, AttributeValue> item) {
        return new Judged(
                Attributes.text(item, VERDICT),
                number(item, SCORE),
                number(item, POSSIBLE_SCORE),
                Instant.parse(Attributes.text(item, JUDGED_AT)),
                Attributes.text(item, REPORT));
    }

    private static double number(Map<String, AttributeValue> item, String name) {
        var value = item.get(name);
        return value == null ? 0 : Double.parseDouble(value.n());
    }

    private Map<String, AttributeValue> read(Key key) {
        return store(
                () ->
                        table.client()
                                .getItem(
                                        get ->
                                                get.tableName(Table.NAME)
                                                        .key(key.attributes())
                                                        .consistentRead(true))
                                .item());
    }

    private static <T> T store(Supplier<T> action) {
        try {
            return action.get();
        } catch (TransactionCanceledException e) {
            boolean alreadyThere =
                    e.cancellationReasons().stream()
                            .anyMatch(reason -> "ConditionalCheckFailed".equals(reason.code()));
            throw alreadyThere ? new AlreadyThere() : new StoreDownException(e);
        } catch (SdkException e) {
            throw new StoreDownException(e);
        }
    }

    /// A condition did not hold: somebody was here before.
    private static final class AlreadyThere extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AlreadyThere() {
            super("It is there already.", null, false, false);
        }
    }
}
