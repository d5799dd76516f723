package dev.coderun.parked;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/// Tells what happens, apart from what is printed. `ProcessBuilder` leaves no child these descriptors.
final class Teller {
    private final String key;
    private final FileOutputStream events;
    private final FileInputStream acknowledgements;

    Teller(String key) {
        this.key = key;
        try {
            events = new FileOutputStream(Path.of("/proc/self/fd/4").toFile());
            acknowledgements = new FileInputStream(Path.of("/proc/self/fd/3").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void tell(String event, Map<String, Object> details) {
        // What was printed before comes before it.
        System.out.flush();
        System.err.flush();
        var line = new StringBuilder(key).append(" {\"event\":");
        write(line, event);
        details.forEach(
                (name, value) -> {
                    line.append(',');
                    write(line, name);
                    line.append(':');
                    write(line, value);
                });
        line.append("}\n");
        try {
            events.write(line.toString().getBytes(StandardCharsets.UTF_8));
            acknowledgements.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String shortened(String text, int characters) {
        return text.length() <= characters ? text : text.substring(0, characters - 1) + "…";
    }

    private static void write(StringBuilder json, Object value) {
        switch (value) {
            case Number number -> json.append(number);
            case Map<?, ?> object -> {
                var between = "{";
                for (var entry : object.entrySet()) {
                    json.append(between);
                    write(json, entry.getKey());
                    json.append(':');
                    write(json, entry.getValue());
                    between = ",";
                }
                json.append(object.isEmpty() ? "{}" : "}");
            }
            case Collection<?> list -> {
                json.append('[');
                var between = "";
                for (var each : list) {
                    json.append(between);
                    write(json, each);
                    between = ",";
                }
                json.append(']');
            }
            default -> writeText(json, value.toString());
        }
    }

    private static void writeText(StringBuilder json, String text) {
        json.append('"');
        for (char each : text.toCharArray()) {
            if (each == '"' || each == '\\') {
                json.append('\\').append(each);
            } else if (each < ' ' || Character.isSurrogate(each)) {
                json.append(String.format("\\u%04x", (int) each));
            } else {
                json.append(each);
            }
        }
        json.append('"');
    }
}
