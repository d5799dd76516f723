package dev.coderun.parked;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.platform.engine.support.descriptor.MethodSource;

/// Where methods and stack frames are in the program's files.
final class Sources {
    private static final int MAX_FRAMES = 20;
    private static final int MAX_MESSAGE_CHARACTERS = 4_000;
    private static final int MAX_DEPTH = 20;

    private final List<String> withTests;
    private List<String> all = List.of();

    Sources(List<String> withTests) {
        this.withTests = withTests;
    }

    /// Where a test's method is declared, as far as its text shows that.
    Map<String, Object> placeOf(MethodSource source) {
        var outermost = source.getClassName().replaceFirst("\\$.*", "");
        var file = outermost.substring(outermost.lastIndexOf('.') + 1) + ".java";
        var candidates = Stream.concat(withTests.stream().filter(path -> isNamed(path, file)), withTests.stream());
        var declaration = Pattern.compile("\\b" + Pattern.quote(source.getMethodName()) + "\\s*\\(");
        for (var path : candidates.toList()) {
            int line = lineWith(declaration, path);
            if (line > 0) {
                return Map.of("path", path, "line", line);
            }
        }
        return Map.of();
    }

    private static int lineWith(Pattern pattern, String path) {
        try {
            var lines = Files.readAllLines(Path.of(path));
            for (int i = 0; i < lines.size(); i++) {
                if (pattern.matcher(lines.get(i)).find()) {
                    return i + 1;
                }
            }
        } catch (IOException e) {
            // Not in UTF-8, or gone by now: there is no line to be told.
        }
        return 0;
    }

    /// What is told of a test that ended so.
    Map<String, Object> told(String verdict, String message, StackTraceElement[] trace) {
        var told = new LinkedHashMap<String, Object>();
        told.put("verdict", verdict);
        told.put("message", Teller.shortened(message, MAX_MESSAGE_CHARACTERS));
        var stack = stack(trace);
        if (!stack.isEmpty()) {
            told.put("at", stack.getFirst());
            told.put("stack", stack);
        }
        return told;
    }

    /// Whether any of these calls is in the program's files.
    boolean areNamed(StackTraceElement[] trace) {
        return !stack(trace).isEmpty();
    }

    private List<Map<String, Object>> stack(StackTraceElement[] trace) {
        var stack = new ArrayList<Map<String, Object>>();
        for (var frame : trace) {
            // Classes of libraries and of the JDK come from elsewhere, or have a module.
            if (frame.getFileName() == null || frame.getModuleName() != null || stack.size() == MAX_FRAMES) {
                continue;
            }
            for (var path : all()) {
                if (isNamed(path, frame.getFileName()) && isInBuilt(frame.getClassName())) {
                    stack.add(Map.of("path", path, "line", frame.getLineNumber(), "name", frame.getMethodName()));
                    break;
                }
            }
        }
        return stack;
    }

    private static boolean isInBuilt(String className) {
        return Files.exists(Path.of("/work/built", className.replace('.', '/') + ".class"));
    }

    private List<String> all() {
        if (all.isEmpty()) {
            try (var files = Files.walk(Path.of(""), MAX_DEPTH)) {
                all = files.map(Path::toString).filter(path -> path.endsWith(".java")).sorted().toList();
            } catch (IOException e) {
                all = withTests;
            }
        }
        return all;
    }

    private static boolean isNamed(String path, String name) {
        return path.equals(name) || path.endsWith("/" + name);
    }
}
