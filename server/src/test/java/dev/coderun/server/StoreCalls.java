package dev.coderun.server;

import dev.coderun.server.dynamodb.Attributes;
import dev.coderun.server.dynamodb.Table;
import dev.coderun.server.web.LogContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// What each HTTP request asks of the table, in words such as `GetItem USER DEVICE`. The SDK finds this class by a file of
/// interceptors on the tests' class path, so that every client is watched.
public final class StoreCalls implements ExecutionInterceptor {

    private static final Pattern PLACEHOLDER = Pattern.compile(":\\w+");
    private static final Map<String, List<String>> BY_REQUEST = new ConcurrentHashMap<>();

    private static volatile boolean watching;

    static void watch() {
        watching = true;
    }

    static List<String> of(String requestId) {
        return List.copyOf(BY_REQUEST.getOrDefault(requestId, List.of()));
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        var request = LogContext.fields().get("request");
        if (watching && request != null) {
            BY_REQUEST
                    .computeIfAbsent(request, _ -> new CopyOnWriteArrayList<>())
                    .add(words(context.request()));
        }
    }

    private static String words(SdkRequest request) {
        return switch (request) {
            case GetItemRequest get -> "GetItem " + kind(get.key());
            case PutItemRequest put -> "PutItem " + kind(put.item());
            case UpdateItemRequest update -> "UpdateItem " + kind(update.key());
            case DeleteItemRequest delete -> "DeleteItem " + kind(delete.key());
            case BatchGetItemRequest batch ->
                    "BatchGetItem "
                            + batch.requestItems().values().stream()
                                    .flatMap(items -> items.keys().stream())
                                    .map(StoreCalls::kind)
                                    .distinct()
                                    .sorted()
                                    .collect(Collectors.joining(", "));
            case QueryRequest query -> words(query);
            case TransactWriteItemsRequest transaction ->
                    "TransactWriteItems "
                            + transaction.transactItems().stream()
                                    .map(StoreCalls::words)
                                    .collect(Collectors.joining(", "));
            default -> request.getClass().getSimpleName().replace("Request", "");
        };
    }

    /// The partition, the beginning of the sort keys, and how many at most.
    private static String words(QueryRequest query) {
        var keys = new ArrayList<String>();
        var placeholders = PLACEHOLDER.matcher(query.keyConditionExpression());
        while (placeholders.find()) {
            var value = query.expressionAttributeValues().get(placeholders.group());
            keys.add(capitals(value == null ? "" : value.s()));
        }
        return "Query "
                + (query.indexName() == null ? "" : query.indexName() + " ")
                + String.join(" ", keys).strip()
                + (query.limit() == null ? "" : ", at most " + query.limit());
    }

    private static String words(TransactWriteItem action) {
        if (action.put() != null) {
            return "put " + kind(action.put().item());
        }
        if (action.update() != null) {
            return "update " + kind(action.update().key());
        }
        return action.delete() != null
                ? "delete " + kind(action.delete().key())
                : "check " + kind(action.conditionCheck().key());
    }

    private static String kind(Map<String, AttributeValue> item) {
        var kinds =
                List.of(
                        capitals(Attributes.text(item, Table.PK)),
                        capitals(Attributes.text(item, Table.SK)));
        return kinds.stream().distinct().collect(Collectors.joining(" ")).strip();
    }

    /// What a key is about is in capitals, ids are not.
    private static String capitals(String key) {
        Collection<String> parts = Arrays.asList(key.split("#", -1));
        return parts.stream()
                .filter(part -> part.matches("[A-Z]+"))
                .collect(Collectors.joining("#"));
    }
}
