package dev.coderun.server;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads the settings: flags (`--port 8080` or `--port=8080`), else the environment (`CODERUN_PORT`), else what is usual.
/// Nothing else in the server reads either.
final class SettingsReader {

    private static final String FLAG_PREFIX = "--";
    private static final String VARIABLE_PREFIX = "CODERUN_";

    private static final List<String> NAMES =
            List.of(
                    "port",
                    "bind",
                    "data",
                    "public-url",
                    "trusted-proxies",
                    "dynamodb-endpoint",
                    "region",
                    "sandbox",
                    "anonymous-execution",
                    "history-retention");

    private static final int LAST_PORT = 65_535;

    private static final String USUAL_HISTORY_DAYS = "90";
    private static final int MAX_HISTORY_DAYS = 3650;

    private final Map<String, String> values;

    private SettingsReader(Map<String, String> values) {
        this.values = values;
    }

    /// Throws [SettingsException] for an unknown flag and for a value that cannot be used.
    static Settings read(List<String> arguments, Map<String, String> environment, Path home) {
        var values = new HashMap<String, String>();
        for (var name : NAMES) {
            var variable = VARIABLE_PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
            Optional.ofNullable(environment.get(variable))
                    .filter(value -> !value.isBlank())
                    .ifPresent(value -> values.put(name, value));
        }
        values.putAll(flags(arguments));
        var dockerHost = Optional.ofNullable(environment.get("DOCKER_HOST"));
        return new SettingsReader(values)
                .settings(home, dockerHost.filter(host -> !host.isBlank()));
    }

    private static Map<String, String> flags(List<String> arguments) {
        var flags = new HashMap<String, String>();
        var rest = arguments.iterator();
        while (rest.hasNext()) {
            var argument = rest.next();
            int equals = argument.indexOf('=');
            var flag = equals < 0 ? argument : argument.substring(0, equals);
            var name = flag.startsWith(FLAG_PREFIX) ? flag.substring(FLAG_PREFIX.length()) : "";
            if (!NAMES.contains(name)) {
                throw new SettingsException(
                        "There is no option "
                                + flag
                                + ": use "
                                + String.join(
                                        ", ", NAMES.stream().map(FLAG_PREFIX::concat).toList())
                                + ".");
            }
            if (equals < 0 && !rest.hasNext()) {
                throw new SettingsException("Give " + flag + " a value.");
            }
            flags.put(name, equals < 0 ? rest.next() : argument.substring(equals + 1));
        }
        return flags;
    }

    private Settings settings(Path home, Optional<String> dockerHost) {
        var settings =
                new Settings(
                        home,
                        port(),
                        bind(),
                        path("data").orElse(home.resolve("data")),
                        url("public-url"),
                        trustedProxies(),
                        url("dynamodb-endpoint"),
                        Optional.ofNullable(values.get("region")),
                        sandbox(),
                        dockerHost,
                        isOn("anonymous-execution"),
                        historyRetention());
        if (!Settings.isLoopback(settings.bind()) && settings.trustedProxies().isEmpty()) {
            throw new SettingsException(
                    "Whoever listens beyond this machine needs TLS in front: bind to 127.0.0.1, or"
                            + " name the proxy that does it with --trusted-proxies.");
        }
        return settings;
    }

    private int port() {
        return number("port", "8080", LAST_PORT);
    }

    private Duration historyRetention() {
        return Duration.ofDays(number("history-retention", USUAL_HISTORY_DAYS, MAX_HISTORY_DAYS));
    }

    private int number(String name, String usual, int max) {
        var text = values.getOrDefault(name, usual);
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new SettingsException(
                "Give --" + name + " a number from 0 to " + max + ", not " + text + ".");
    }

    private String bind() {
        var text = values.getOrDefault("bind", "127.0.0.1");
        try {
            var address = InetAddress.getByName(text).getHostAddress();
            return address.equals("0:0:0:0:0:0:0:1") ? "::1" : address;
        } catch (UnknownHostException e) {
            throw new SettingsException(
                    "Give --bind an address of this machine, such as 127.0.0.1, not " + text + ".");
        }
    }

    private Optional<Path> path(String name) {
        try {
            return Optional.ofNullable(values.get(name)).map(Path::of).map(Path::toAbsolutePath);
        } catch (InvalidPathException e) {
            throw new SettingsException("Give --" + name + " the path of a folder.");
        }
    }

    private Optional<URI> url(String name) {
        return Optional.ofNullable(values.get(name))
                .map(
                        text -> {
                            try {
                                var url = new URI(text);
                                var scheme = String.valueOf(url.getScheme());
                                if (url.getHost() != null && scheme.matches("(?i)https?")) {
                                    return url;
                                }
                            } catch (URISyntaxException e) {
                                // told below
                            }
                            throw new SettingsException(
                                    "Give --"
                                            + name
                                            + " an http or https address, not "
                                            + text
                                            + ".");
                        });
    }

    private List<String> trustedProxies() {
        return Stream.of(values.getOrDefault("trusted-proxies", "").split(",", -1))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .toList();
    }

    private boolean isOn(String name) {
        return switch (values.getOrDefault(name, "off")) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new SettingsException("Give --" + name + " on or off.");
        };
    }

    private Settings.SandboxChoice sandbox() {
        var text = values.getOrDefault("sandbox", "auto");
        return Arrays.stream(Settings.SandboxChoice.values())
                .filter(choice -> choice.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                new SettingsException(
                                        "Give --sandbox auto, docker or local, not " + text + "."));
    }
}
