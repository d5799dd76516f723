package dev.coderun.server.content;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the keys of one mapping; what is not of the right kind is a fault, and counts as absent.
final class YamlKeys {
    private final String file;
    private final Map<String, YamlValue> entries;
    private final Faults faults;

    YamlKeys(String file, YamlValue.Mapping mapping, Faults faults) {
        this.file = file;
        this.entries = mapping.entries();
        this.faults = faults;
    }

    void refuseOthersThan(Set<String> known) {
        entries.forEach(
                (key, value) -> {
                    if (!known.contains(key)) {
                        fault(value, "There is no key \"" + key + "\" here.");
                    }
                });
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    Optional<String> text(String key) {
        var value = entries.get(key);
        if (value instanceof YamlValue.Scalar(String text, _)) {
            return Optional.of(text).filter(found -> !found.isBlank());
        }
        if (value != null) {
            fault(value, "The value of \"" + key + "\" must be one word or sentence.");
        }
        return Optional.empty();
    }

    Optional<Double> number(String key, double min, double max) {
        var text = text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            double number = Double.parseDouble(text.get());
            if (number >= min && number <= max) {
                return Optional.of(number);
            }
        } catch (NumberFormatException _) {
            // Told below.
        }
        fault(key, "must be a number from " + plain(min) + " to " + plain(max) + ".");
        return Optional.empty();
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    boolean flag(String key) {
        var text = text(key).orElse("false");
        if (!text.equals("true") && !text.equals("false")) {
            fault(key, "must be true or false.");
        }
        return text.equals("true");
    }

    /// A list, or one text whose words are the list.
    List<String> words(String key) {
        return switch (entries.get(key)) {
            case null -> List.of();
            case YamlValue.Scalar(String text, _) ->
                    Stream.of(text.strip().split("\\s+")).filter(w -> !w.isEmpty()).toList();
            case YamlValue.Sequence(var items, _) ->
                    items.stream()
                            .filter(YamlValue.Scalar.class::isInstance)
                            .map(item -> ((YamlValue.Scalar) item).text())
                            .toList();
            case YamlValue.Mapping mapping -> {
                fault(mapping, "The value of \"" + key + "\" must be a list.");
                yield List.of();
            }
        };
    }

    YamlKeys mapping(String key) {
        var value = entries.get(key);
        if (value != null && !(value instanceof YamlValue.Mapping)) {
            fault(value, "The value of \"" + key + "\" must be keys with values.");
        }
        return new YamlKeys(
                file,
                value instanceof YamlValue.Mapping found
                        ? found
                        : new YamlValue.Mapping(Map.of(), 0),
                faults);
    }

    boolean isMapping(String key) {
        return entries.get(key) instanceof YamlValue.Mapping;
    }

    Set<String> keys() {
        return entries.keySet();
    }

    void fault(String key, String message) {
        var value = entries.get(key);
        faults.add(file, value == null ? 0 : value.line(), "\"" + key + "\" " + message);
    }

    private void fault(YamlValue value, String message) {
        faults.add(file, value.line(), message);
    }
}
