package dev.coderun.server;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Everything that can be set when the server starts.
///
/// @param anonymousExecution whether `/api/v2` runs programs for whoever asks, without a token
/// @param historyRetention how long earlier versions of a session are kept; zero keeps none
/// @param rateLimits whether requests are counted by address; empty: unless in dev mode
/// @param containerRuntime what the engine runs containers with
/// @param boxMemoryBudget megabytes that helpers which wait for a run may use together
/// @param judgeMemory mebibytes that a submission, or a problem's validator, may use on one test at most
/// @param judgeMemoryBudget mebibytes that all boxes of submissions and their validators may use together
/// @param limits those that are not as usual
/// @param jsonLog whether each line of the log is a JSON object
public record Settings(
        Path home,
        int port,
        String bind,
        Path data,
        Optional<URI> publicUrl,
        List<String> trustedProxies,
        Optional<TlsFiles> tls,
        Optional<URI> dynamodbEndpoint,
        Optional<String> region,
        SandboxChoice sandbox,
        Optional<String> dockerHost,
        boolean anonymousExecution,
        Duration historyRetention,
        Optional<Boolean> rateLimits,
        LoginSettings logins,
        Optional<String> containerRuntime,
        OptionalInt boxMemoryBudget,
        int judgeMemory,
        int judgeMemoryBudget,
        Map<Limit, Integer> limits,
        boolean jsonLog) {

    /// Which sandbox runs programs: containers, and for this machine's own accounts whatever else there is; or only the
    /// named one.
    public enum SandboxChoice {
        AUTO,
        DOCKER,
        LOCAL
    }

    /// A certificate with its chain, and its private key, in PEM.
    public record TlsFiles(Path certificate, Path key) {}

    public Settings {
        trustedProxies = List.copyOf(trustedProxies);
        limits = Map.copyOf(limits);
    }

    /// What was set, or what is usual.
    int limit(Limit limit) {
        return limits.getOrDefault(limit, limit.usual());
    }

    /// Whether a name alone logs in: nobody but this machine's own accounts can reach the server, and no provider is
    /// set up.
    public boolean isDevMode() {
        return isLoopback(bind) && publicUrl.isEmpty() && logins.isEmpty();
    }

    /// What this server itself speaks.
    String scheme() {
        return tls.isPresent() ? "https" : "http";
    }

    boolean limitsRates() {
        return rateLimits.orElse(!isDevMode());
    }

    static boolean isLoopback(String address) {
        return address.equals("localhost")
                || address.equals("::1")
                || address.equals("[::1]")
                || address.startsWith("127.");
    }
}
