package dev.coderun.server;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Everything that can be set, by its name: `--NAME` as a flag, `CODERUN_NAME` in the environment, `NAME = …` in the file
/// that `--config` names. A secret is set by the environment, or by a file that `NAME-file` names: flags are seen by
/// everybody on the machine. `docs/settings.md` says what each is for.
enum Setting {
    CONFIG,
    PORT,
    BIND,
    DATA,
    PUBLIC_URL,
    TRUSTED_PROXIES,
    TLS_CERT,
    TLS_KEY,
    DYNAMODB_ENDPOINT,
    REGION,
    SANDBOX,
    CONTAINER_RUNTIME,
    BOX_MEMORY_BUDGET,
    JUDGE_MEMORY,
    JUDGE_MEMORY_BUDGET,
    ANONYMOUS_EXECUTION,
    HISTORY_RETENTION,
    RATE_LIMITS,
    CONNECTIONS_PER_ADDRESS,
    ATTEMPTS_PER_ADDRESS,
    CONNECTIONS_PER_USER,
    CONNECTIONS_PER_SESSION,
    OPEN_SESSIONS,
    SESSIONS_PER_USER,
    MESSAGES_PER_SECOND,
    BYTES_PER_SECOND,
    PRESENCE_PER_SECOND,
    PRESENCE_CHARACTERS,
    DOCUMENT_BYTES,
    FILES_PER_SESSION,
    CASES_PER_SESSION,
    CASE_CHARACTERS,
    TEST_OUTPUT_BYTES,
    LIVE_ROUNDS,
    JSON_LOG,
    GOOGLE_CLIENT_ID,
    GOOGLE_CLIENT_SECRET_FILE,
    GOOGLE_CLIENT_SECRET,
    GITHUB_CLIENT_ID,
    GITHUB_CLIENT_SECRET_FILE,
    GITHUB_CLIENT_SECRET,
    GITHUB_URL,
    FACEBOOK_CLIENT_ID,
    FACEBOOK_CLIENT_SECRET_FILE,
    FACEBOOK_CLIENT_SECRET,
    OIDC_ISSUER,
    OIDC_NAME,
    OIDC_CLIENT_ID,
    OIDC_CLIENT_SECRET_FILE,
    OIDC_CLIENT_SECRET,
    TOKEN_AUDIENCE;

    private static final String SECRET_SUFFIX = "-secret";

    /// As flags and files have it.
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String variable() {
        return "CODERUN_" + name();
    }

    boolean isSecret() {
        return key().endsWith(SECRET_SUFFIX);
    }

    static Optional<Setting> of(String key) {
        return Arrays.stream(values()).filter(each -> each.key().equals(key)).findFirst();
    }

    /// Those that may be seen.
    static List<Setting> open() {
        return Arrays.stream(values()).filter(each -> !each.isSecret()).toList();
    }
}
