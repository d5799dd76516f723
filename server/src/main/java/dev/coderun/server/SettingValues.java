package dev.coderun.server;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/// What was set, as text: by flags, else by the environment, else by the configuration file.
final class SettingValues {

    private static final String FLAG_PREFIX = "--";
    private static final long MAX_FILE_BYTES = 64 * 1024;

    private final Map<Setting, String> values;

    private SettingValues(Map<Setting, String> values) {
        this.values = values;
    }

    /// Throws [SettingsException] for what there is no setting for.
    static SettingValues of(List<String> arguments, Map<String, String> environment) {
        var flags = flags(arguments);
        var variables = variables(environment);
        var config =
                Optional.ofNullable(
                        flags.getOrDefault(Setting.CONFIG, variables.get(Setting.CONFIG)));
        var values = new EnumMap<Setting, String>(Setting.class);
        config.ifPresent(file -> values.putAll(file(file)));
        values.putAll(variables);
        values.putAll(flags);
        return new SettingValues(values);
    }

    Optional<String> find(Setting setting) {
        return Optional.ofNullable(values.get(setting)).filter(text -> !text.isBlank());
    }

    String get(Setting setting, String usual) {
        return find(setting).orElse(usual);
    }

    Optional<Path> path(Setting setting) {
        try {
            return find(setting).map(Path::of).map(Path::toAbsolutePath);
        } catch (InvalidPathException e) {
            throw new SettingsException("Give --" + setting.key() + " the path of a file.");
        }
    }

    /// A secret, by the environment or by the file that is named for it.
    Optional<String> secret(Setting secret, Setting file) {
        var named = path(file);
        if (named.isPresent() && find(secret).isPresent()) {
            throw new SettingsException(
                    "Set either %s or --%s, not both.".formatted(secret.variable(), file.key()));
        }
        return named.map(path -> secretIn(file, path)).or(() -> find(secret));
    }

    private static String secretIn(Setting setting, Path path) {
        try {
            if (Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ)) {
                throw new SettingsException(
                        "Everybody on this machine can read %s, which --%s names: chmod o-r it."
                                .formatted(path, setting.key()));
            }
            return text(path).strip();
        } catch (IOException e) {
            throw new SettingsException(
                    "The file %s, which --%s names, cannot be read."
                            .formatted(path, setting.key()));
        }
    }

    private static Map<Setting, String> flags(List<String> arguments) {
        var flags = new EnumMap<Setting, String>(Setting.class);
        var rest = arguments.iterator();
        while (rest.hasNext()) {
            var argument = rest.next();
            int equals = argument.indexOf('=');
            var flag = equals < 0 ? argument : argument.substring(0, equals);
            var setting =
                    Optional.of(flag)
                            .filter(text -> text.startsWith(FLAG_PREFIX))
                            .flatMap(text -> Setting.of(text.substring(FLAG_PREFIX.length())))
                            .orElseThrow(() -> unknown(flag));
            refuseSecret(setting, "flag " + flag);
            if (equals < 0 && !rest.hasNext()) {
                throw new SettingsException("Give " + flag + " a value.");
            }
            flags.put(setting, equals < 0 ? rest.next() : argument.substring(equals + 1));
        }
        return flags;
    }

    private static SettingsException unknown(String flag) {
        var flags = Setting.open().stream().map(each -> FLAG_PREFIX + each.key()).toList();
        return new SettingsException(
                "There is no option " + flag + ": use " + String.join(", ", flags) + ".");
    }

    private static Map<Setting, String> variables(Map<String, String> environment) {
        var variables = new EnumMap<Setting, String>(Setting.class);
        for (var setting : Setting.values()) {
            Optional.ofNullable(environment.get(setting.variable()))
                    .filter(value -> !value.isBlank())
                    .ifPresent(value -> variables.put(setting, value));
        }
        return variables;
    }

    private static Map<Setting, String> file(String name) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(text(Path.of(name))));
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException(
                    "The file " + name + ", which --config names, cannot be read.");
        }
        var values = new EnumMap<Setting, String>(Setting.class);
        for (var key : properties.stringPropertyNames()) {
            var setting =
                    Setting.of(key)
                            .filter(found -> found != Setting.CONFIG)
                            .orElseThrow(
                                    () ->
                                            new SettingsException(
                                                    "There is no setting %s, which is in %s."
                                                            .formatted(key, name)));
            refuseSecret(setting, "line " + key + " in " + name);
            values.put(setting, properties.getProperty(key).strip());
        }
        return values;
    }

    private static void refuseSecret(Setting setting, String where) {
        if (setting.isSecret()) {
            throw new SettingsException(
                    "The %s would show a secret: put it into the environment as %s, or name a file with --%s-file."
                            .formatted(where, setting.variable(), setting.key()));
        }
    }

    private static String text(Path path) throws IOException {
        if (Files.size(path) > MAX_FILE_BYTES) {
            throw new IOException(path + " is too large");
        }
        return Files.readString(path);
    }
}
