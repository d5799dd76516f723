package dev.coderun.server;

import static dev.coderun.server.Setting.ANONYMOUS_EXECUTION;
import static dev.coderun.server.Setting.BIND;
import static dev.coderun.server.Setting.BOX_MEMORY_BUDGET;
import static dev.coderun.server.Setting.CONTAINER_RUNTIME;
import static dev.coderun.server.Setting.DATA;
import static dev.coderun.server.Setting.DYNAMODB_ENDPOINT;
import static dev.coderun.server.Setting.HISTORY_RETENTION;
import static dev.coderun.server.Setting.JSON_LOG;
import static dev.coderun.server.Setting.JUDGE_MEMORY;
import static dev.coderun.server.Setting.JUDGE_MEMORY_BUDGET;
import static dev.coderun.server.Setting.PORT;
import static dev.coderun.server.Setting.PUBLIC_URL;
import static dev.coderun.server.Setting.RATE_LIMITS;
import static dev.coderun.server.Setting.REGION;
import static dev.coderun.server.Setting.SANDBOX;
import static dev.coderun.server.Setting.TLS_CERT;
import static dev.coderun.server.Setting.TLS_KEY;
import static dev.coderun.server.Setting.TRUSTED_PROXIES;

import dev.coderun.executor.MachineMemory;
import dev.coderun.server.identity.provider.Client;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Reads the settings and refuses those that cannot be used or do not go together. Nothing else in the server reads
/// flags, environment or configuration.
final class SettingsReader {

    private static final int LAST_PORT = 65_535;
    private static final int MAX_BUDGET_MEGABYTES = 1 << 20;
    private static final String USUAL_HISTORY_DAYS = "90";
    private static final int MAX_HISTORY_DAYS = 3650;

    /// What packages usually get that do not say how much they want.
    private static final String USUAL_JUDGE_MEBIBYTES = "2048";

    /// What a program has that anybody runs.
    private static final int MIN_JUDGE_MEBIBYTES = 512;

    private static final int MAX_JUDGE_MEBIBYTES = 64 * 1024;

    private final SettingValues values;

    private SettingsReader(SettingValues values) {
        this.values = values;
    }

    /// Throws [SettingsException] for an unknown setting, for a value that cannot be used, and for settings that are not
    /// safe together.
    static Settings read(List<String> arguments, Map<String, String> environment, Path home) {
        var settings =
                new SettingsReader(SettingValues.of(arguments, environment))
                        .settings(
                                home,
                                usualData(environment).orElse(home.resolve("data")),
                                variable(environment, "DOCKER_HOST"));
        UnsafeSettings.refuse(settings);
        return settings;
    }

    /// Outside the clone: what people wrote outlives a fresh checkout.
    private static Optional<Path> usualData(Map<String, String> environment) {
        return variable(environment, "XDG_DATA_HOME")
                .map(Path::of)
                .or(() -> variable(environment, "HOME").map(user -> Path.of(user, ".local/share")))
                .filter(Path::isAbsolute)
                .map(folder -> folder.resolve("coderun"));
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private Settings settings(Path home, Path usualData, Optional<String> dockerHost) {
        return new Settings(
                home,
                port(),
                bind(),
                values.path(DATA).orElse(usualData),
                url(PUBLIC_URL),
                trustedProxies(),
                tls(),
                url(DYNAMODB_ENDPOINT),
                values.find(REGION),
                sandbox(),
                dockerHost,
                onOrOff(ANONYMOUS_EXECUTION).orElse(false),
                historyRetention(),
                onOrOff(RATE_LIMITS),
                logins(),
                values.find(CONTAINER_RUNTIME),
                boxMemoryBudget(),
                judgeMemory(),
                judgeMemoryBudget(),
                limits(),
                onOrOff(JSON_LOG).orElse(false));
    }

    private Map<Limit, Integer> limits() {
        var limits = new EnumMap<Limit, Integer>(Limit.class);
        for (var limit : Limit.values()) {
            values.find(limit.setting()).map(limit::parse).ifPresent(n -> limits.put(limit, n));
        }
        return limits;
    }

    private int port() {
        return number(PORT, "8080", LAST_PORT);
    }

    private OptionalInt boxMemoryBudget() {
        return values.find(BOX_MEMORY_BUDGET).isPresent()
                ? OptionalInt.of(number(BOX_MEMORY_BUDGET, "", MAX_BUDGET_MEGABYTES))
                : OptionalInt.empty();
    }

    private int judgeMemory() {
        return number(
                JUDGE_MEMORY, USUAL_JUDGE_MEBIBYTES, MIN_JUDGE_MEBIBYTES, MAX_JUDGE_MEBIBYTES);
    }

    /// Enough for a submission and its validator in any case, or it would wait for ever; else half of the machine.
    private int judgeMemoryBudget() {
        int least = 2 * judgeMemory();
        long usual = Math.max(least, MachineMemory.bytes() >> 21);
        return number(
                JUDGE_MEMORY_BUDGET,
                String.valueOf(Math.min(usual, MAX_BUDGET_MEGABYTES)),
                least,
                MAX_BUDGET_MEGABYTES);
    }

    private Duration historyRetention() {
        return Duration.ofDays(number(HISTORY_RETENTION, USUAL_HISTORY_DAYS, MAX_HISTORY_DAYS));
    }

    private int number(Setting setting, String usual, int max) {
        return number(setting, usual, 0, max);
    }

    private int number(Setting setting, String usual, int min, int max) {
        var text = values.get(setting, usual);
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new SettingsException(
                "Give --%s a number from %d to %d, not %s."
                        .formatted(setting.key(), min, max, text));
    }

    private String bind() {
        var text = values.get(BIND, "127.0.0.1");
        try {
            var address = InetAddress.getByName(text).getHostAddress();
            return address.equals("0:0:0:0:0:0:0:1") ? "::1" : address;
        } catch (UnknownHostException e) {
            throw new SettingsException(
                    "Give --bind an address of this machine, such as 127.0.0.1, not " + text + ".");
        }
    }

    private Optional<URI> url(Setting setting) {
        return values.find(setting).map(text -> url(setting, text));
    }

    private static URI url(Setting setting, String text) {
        try {
            var url = new URI(text);
            if (url.getHost() != null
                    && String.valueOf(url.getScheme()).matches("(?i)https?")
                    && url.getUserInfo() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw new SettingsException(
                "Give --%s an http or https address, not %s.".formatted(setting.key(), text));
    }

    /// Addresses, not names: a name may lead elsewhere tomorrow.
    private List<String> trustedProxies() {
        return Stream.of(values.get(TRUSTED_PROXIES, "").split(",", -1))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .map(SettingsReader::ipAddress)
                .toList();
    }

    private static String ipAddress(String text) {
        if (text.matches("[0-9.]+|[0-9a-fA-F:]+:[0-9a-fA-F:.]*")) {
            try {
                return InetAddress.getByName(text).getHostAddress();
            } catch (UnknownHostException e) {
                // told below
            }
        }
        throw new SettingsException(
                "Give --trusted-proxies the IP addresses of proxies, not " + text + ".");
    }

    private Optional<Settings.TlsFiles> tls() {
        var certificate = values.path(TLS_CERT);
        var key = values.path(TLS_KEY);
        if (certificate.isPresent() != key.isPresent()) {
            throw new SettingsException("Give both --tls-cert and --tls-key, or neither of them.");
        }
        return certificate.map(file -> new Settings.TlsFiles(file, key.orElseThrow()));
    }

    private Optional<Boolean> onOrOff(Setting setting) {
        return values.find(setting)
                .map(
                        text ->
                                switch (text) {
                                    case "on" -> true;
                                    case "off" -> false;
                                    default ->
                                            throw new SettingsException(
                                                    "Give --" + setting.key() + " on or off.");
                                });
    }

    private Settings.SandboxChoice sandbox() {
        var text = values.get(SANDBOX, "auto");
        return Arrays.stream(Settings.SandboxChoice.values())
                .filter(choice -> choice.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                new SettingsException(
                                        "Give --sandbox auto, docker or local, not " + text + "."));
    }

    private LoginSettings logins() {
        var gitHub =
                client(
                        Setting.GITHUB_CLIENT_ID,
                        Setting.GITHUB_CLIENT_SECRET,
                        Setting.GITHUB_CLIENT_SECRET_FILE);
        var gitHubUrl = url(Setting.GITHUB_URL);
        if (gitHubUrl.isPresent() && gitHub.isEmpty()) {
            throw new SettingsException(
                    "--github-url is where --github-client-id counts: give that too.");
        }
        return new LoginSettings(
                client(
                        Setting.GOOGLE_CLIENT_ID,
                        Setting.GOOGLE_CLIENT_SECRET,
                        Setting.GOOGLE_CLIENT_SECRET_FILE),
                gitHub,
                gitHubUrl,
                client(
                        Setting.FACEBOOK_CLIENT_ID,
                        Setting.FACEBOOK_CLIENT_SECRET,
                        Setting.FACEBOOK_CLIENT_SECRET_FILE),
                oidc(),
                values.find(Setting.TOKEN_AUDIENCE));
    }

    private Optional<LoginSettings.Oidc> oidc() {
        var client =
                client(
                        Setting.OIDC_CLIENT_ID,
                        Setting.OIDC_CLIENT_SECRET,
                        Setting.OIDC_CLIENT_SECRET_FILE);
        var issuer = values.find(Setting.OIDC_ISSUER);
        if (client.isPresent() != issuer.isPresent()) {
            throw new SettingsException(
                    "Give both --oidc-issuer and --oidc-client-id with its secret, or neither.");
        }
        issuer.ifPresent(text -> url(Setting.OIDC_ISSUER, text));
        return client.map(
                found ->
                        new LoginSettings.Oidc(
                                issuer.orElseThrow(),
                                values.get(Setting.OIDC_NAME, "Single sign-on"),
                                found));
    }

    private Optional<Client> client(Setting id, Setting secret, Setting secretFile) {
        var clientId = values.find(id);
        var clientSecret = values.secret(secret, secretFile);
        if (clientId.isPresent() != clientSecret.isPresent()) {
            throw new SettingsException(
                    "Give --%s and its secret (%s, or --%s), or neither."
                            .formatted(id.key(), secret.variable(), secretFile.key()));
        }
        return clientId.map(found -> new Client(found, clientSecret.orElseThrow()));
    }
}
