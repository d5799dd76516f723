package dev.coderun.server.dynamodb;

import java.util.Locale;

/// The names of everything in the table. Numbers in keys are padded, so that keys sort as numbers do.
public final class Keys {

    public static final Key SCHEMA = new Key("SCHEMA", "SCHEMA");

    /// The partition of what must never leave the table.
    public static final String SIGNING_KEYS = "SIGNING";

    public static final String DEVICE_PREFIX = "DEVICE#";
    public static final String API_TOKEN_PREFIX = "TOKEN#";
    public static final String LINKED_LOGIN_PREFIX = "LINKED#";
    public static final String MEMBER_PREFIX = "MEMBER#";
    public static final String SHARE_PREFIX = "SHARE#";
    public static final String ENTRY_PREFIX = "U#";
    public static final String SNAPSHOT_PART_PREFIX = "S#";
    public static final String HISTORY_PREFIX = "H#";
    public static final String RESTORED_PREFIX = "R#";

    private Keys() {}

    public static Key user(String userId) {
        return new Key(userPartition(userId), "USER");
    }

    /// Where everything is that is a user's own.
    public static String userPartition(String userId) {
        return "USER#" + userId;
    }

    public static Key avatar(String userId) {
        return new Key(userPartition(userId), "AVATAR");
    }

    /// A place where a user is logged in.
    public static Key device(String userId, String deviceId) {
        return new Key(userPartition(userId), DEVICE_PREFIX + deviceId);
    }

    public static Key apiToken(String userId, String tokenId) {
        return new Key(userPartition(userId), API_TOKEN_PREFIX + tokenId);
    }

    /// A provider's account that is a user's, seen from the user.
    public static Key linkedLogin(String userId, String loginId) {
        return new Key(userPartition(userId), LINKED_LOGIN_PREFIX + loginId);
    }

    /// What tokens are signed with for a period.
    public static Key signingKey(long period) {
        return new Key(SIGNING_KEYS, "KEY#" + padded(period));
    }

    /// How many sessions a user has made and not deleted.
    public static Key sessionCounter(String userId) {
        return new Key("USER#" + userId, "SESSIONS");
    }

    /// A provider's account, which leads to a user.
    public static Key login(String provider, String subject) {
        return new Key("LOGIN#" + provider + "#" + subject, "LOGIN");
    }

    public static String sessionPartition(String sessionId) {
        return "SESSION#" + sessionId;
    }

    public static Key session(String sessionId) {
        return new Key(sessionPartition(sessionId), "SESSION");
    }

    /// A user's place in a session.
    public static Key member(String sessionId, String userId) {
        return new Key(sessionPartition(sessionId), MEMBER_PREFIX + userId);
    }

    public static Key share(String sessionId, String shareId) {
        return new Key(sessionPartition(sessionId), SHARE_PREFIX + shareId);
    }

    /// The last run's number.
    public static Key runCounter(String sessionId) {
        return new Key(sessionPartition(sessionId), "RUNS");
    }

    /// In the index: a user's sessions, by the time at which they were made.
    public static String sessionsOfUser(String userId) {
        return "USER#" + userId + "#SESSIONS";
    }

    public static String documentPartition(String sessionId) {
        return "DOC#" + sessionId;
    }

    /// Who may write a document.
    public static Key lease(String sessionId) {
        return new Key(documentPartition(sessionId), "LEASE");
    }

    /// Which snapshot counts, and what it covers.
    public static Key snapshot(String sessionId) {
        return new Key(documentPartition(sessionId), "SNAPSHOT");
    }

    public static Key snapshotPart(String sessionId, long generation, int part) {
        return new Key(documentPartition(sessionId), snapshotParts(generation) + part(part));
    }

    public static String snapshotParts(long generation) {
        return SNAPSHOT_PART_PREFIX + padded(generation) + "#";
    }

    public static Key entryPart(String sessionId, long sequence, int part) {
        return new Key(
                documentPartition(sessionId), ENTRY_PREFIX + padded(sequence) + "#" + part(part));
    }

    /// The sequence number in an entry's sort key.
    public static long sequence(String entrySortKey) {
        var rest = entrySortKey.substring(ENTRY_PREFIX.length());
        return Long.parseLong(rest.substring(0, rest.indexOf('#')));
    }

    /// A history segment, by the first entry in it.
    public static Key historyPart(String sessionId, long firstSequence, int part) {
        return new Key(
                documentPartition(sessionId),
                HISTORY_PREFIX + padded(firstSequence) + "#" + part(part));
    }

    /// A note that a version was restored, by the revision of the edit that did so.
    public static Key restored(String sessionId, long revision) {
        return new Key(documentPartition(sessionId), RESTORED_PREFIX + padded(revision));
    }

    /// The revision in such a note's sort key.
    public static long restoredRevision(String sortKey) {
        return Long.parseLong(sortKey.substring(RESTORED_PREFIX.length()));
    }

    // ---- submissions ----

    public static Key submission(String submissionId) {
        return new Key("SUBMISSION#" + submissionId, "SUBMISSION");
    }

    /// What was submitted.
    public static Key submissionSource(String submissionId) {
        return new Key("SUBMISSION#" + submissionId, "SOURCE");
    }

    /// In the index: a user's submissions, by problem and time.
    public static String submissionsOfUser(String userId) {
        return "USER#" + userId + "#SUBMISSIONS";
    }

    public static final String QUEUE_PARTITION = "QUEUE";

    /// A submission that waits for its verdict, by the time at which it came.
    public static Key queued(String time, String submissionId) {
        return new Key(QUEUE_PARTITION, time + "#" + submissionId);
    }

    public static String progressPartition(String userId) {
        return "USER#" + userId + "#PROGRESS";
    }

    /// How far a user is with a problem.
    public static Key progress(String userId, String problemId) {
        return new Key(progressPartition(userId), problemId);
    }

    public static String blobPartition(String hash) {
        return "BLOB#" + hash;
    }

    public static Key blobPart(String hash, int part) {
        return new Key(blobPartition(hash), part(part));
    }

    /// A number as text that sorts as numbers do.
    public static String padded(long value) {
        return String.format(Locale.ROOT, "%014d", value);
    }

    private static String part(int value) {
        return String.format(Locale.ROOT, "%04d", value);
    }
}
