package dev.coderun.server.session;

import dev.coderun.server.dynamodb.Attributes;
import dev.coderun.server.dynamodb.Keys;
import dev.coderun.server.dynamodb.Table;
import dev.coderun.server.session.Append.Result;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// Writes entries: those of many documents in one transaction, each only while its document's lease holds.
final class EntryWriter {

    /// DynamoDB's bounds are 100 actions and 4 MB; the keys and names take some of it.
    static final int MAX_ACTIONS = 100;

    static final int MAX_TRANSACTION_BYTES = 3_500_000;

    private static final System.Logger LOG = System.getLogger(EntryWriter.class.getName());

    private static final String CONDITION_FAILED = "ConditionalCheckFailed";
    private static final String NO_REASON = "None";
    private static final int ACTIONS_PER_ENTRY = 2;

    private final Table table;

    EntryWriter(Table table) {
        this.table = table;
    }

    List<Result> write(List<Append> appends) {
        var results = new Result[appends.size()];
        Arrays.fill(results, Result.UNKNOWN);
        List<Pending> group = new ArrayList<>();
        int groupBytes = 0;
        for (int i = 0; i < results.length; i++) {
            var append = appends.get(i);
            var parts = Parts.split(append.encodedEntry());
            if (parts.size() > 1) {
                results[i] = writeLaterParts(append, parts);
                if (results[i] != Result.STORED) {
                    continue;
                }
            }
            int bytes = parts.getFirst().length;
            if ((group.size() + 1) * ACTIONS_PER_ENTRY > MAX_ACTIONS
                    || groupBytes + bytes > MAX_TRANSACTION_BYTES) {
                writeGroup(group, results);
                group.clear();
                groupBytes = 0;
            }
            results[i] = Result.UNKNOWN;
            group.add(new Pending(i, append, putPart(append, parts, 0)));
            groupBytes += bytes;
        }
        writeGroup(group, results);
        return List.of(results);
    }

    private record Pending(int index, Append append, TransactWriteItem put) {}

    /// One transaction after the other, each time without those that are decided.
    private void writeGroup(List<Pending> group, Result[] results) {
        List<Pending> left = new ArrayList<>(group);
        while (!left.isEmpty()) {
            List<TransactWriteItem> actions = new ArrayList<>();
            for (var pending : left) {
                actions.add(Leases.check(pending.append().lease()));
                actions.add(pending.put());
            }
            try {
                table.transact(actions);
                left.forEach(pending -> results[pending.index()] = Result.STORED);
                return;
            } catch (TransactionCanceledException e) {
                if (!takeOutNamed(left, e.cancellationReasons(), results)) {
                    return;
                }
            } catch (SdkException e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "entries of " + left.size() + " documents are not stored yet: " + e);
                return;
            }
        }
    }

    /// Decides about the documents that the reasons name. False if they name none, so a repetition would not help.
    private static boolean takeOutNamed(
            List<Pending> left, List<CancellationReason> reasons, Result[] results) {
        List<Pending> named = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            var check = reasons.get(i * ACTIONS_PER_ENTRY);
            var put = reasons.get(i * ACTIONS_PER_ENTRY + 1);
            if (!isNone(check) || !isNone(put)) {
                var pending = left.get(i);
                named.add(pending);
                results[pending.index()] = resultOf(check, put, pending.append().lease());
            }
        }
        left.removeAll(named);
        return !named.isEmpty();
    }

    private static boolean isNone(CancellationReason reason) {
        return reason.code() == null || reason.code().equals(NO_REASON);
    }

    private static Result resultOf(CancellationReason check, CancellationReason put, Lease lease) {
        if (CONDITION_FAILED.equals(check.code())) {
            return Result.FENCED;
        }
        if (CONDITION_FAILED.equals(put.code())) {
            // An earlier try was answered too late: what lies there is what was to be written.
            return isOwn(put.item(), lease) ? Result.STORED : Result.FENCED;
        }
        return Result.UNKNOWN;
    }

    private static boolean isOwn(Map<String, AttributeValue> item, Lease lease) {
        return item != null && Attributes.number(item, Leases.EPOCH) == lease.epoch();
    }

    /// All but part 0, in transactions that are the same at each try.
    private Result writeLaterParts(Append append, List<byte[]> parts) {
        List<TransactWriteItem> actions = new ArrayList<>();
        int bytes = 0;
        for (int part = 1; part < parts.size(); part++) {
            if (bytes + parts.get(part).length > MAX_TRANSACTION_BYTES) {
                var result = writeParts(append.lease(), actions);
                if (result != Result.STORED) {
                    return result;
                }
                actions.clear();
                bytes = 0;
            }
            actions.add(putPart(append, parts, part));
            bytes += parts.get(part).length;
        }
        return writeParts(append.lease(), actions);
    }

    private Result writeParts(Lease lease, List<TransactWriteItem> puts) {
        List<TransactWriteItem> actions = new ArrayList<>(puts);
        actions.addFirst(Leases.check(lease));
        try {
            table.transact(actions);
            return Result.STORED;
        } catch (TransactionCanceledException e) {
            var reasons = e.cancellationReasons();
            return resultOf(reasons.getFirst(), reasons.get(1), lease);
        } catch (SdkException e) {
            LOG.log(System.Logger.Level.WARNING, "parts of an entry are not stored yet: " + e);
            return Result.UNKNOWN;
        }
    }

    private static TransactWriteItem putPart(Append append, List<byte[]> parts, int part) {
        var lease = append.lease();
        var key = Keys.entryPart(lease.sessionId(), append.sequence(), part);
        return TransactWriteItem.builder()
                .put(
                        put ->
                                put.tableName(Table.NAME)
                                        .item(Parts.item(key, part, parts, lease))
                                        .conditionExpression(
                                                "attribute_not_exists(" + Table.PK + ")")
                                        .returnValuesOnConditionCheckFailure(
                                                ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .build();
    }
}
