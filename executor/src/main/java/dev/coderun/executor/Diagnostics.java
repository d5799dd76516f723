package dev.coderun.executor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// How a language's messages about a program are found in what is printed: patterns with the groups `file`, `line`,
/// `text`, and if there are any `column`, `severity` (an error, unless it says otherwise). In place of a column there may be
/// `offset`, the bytes before it in its line, or `source` and `caret`, the line of source and the space before the sign
/// below it, where a column is only drawn. A match without `text` is a place where the program was when its time was over.
///
/// @param build for what a build prints
/// @param run for what a program prints that ends in an error
public record Diagnostics(List<Pattern> build, List<Pattern> run) {
    public static final Diagnostics NONE = new Diagnostics(List.of(), List.of());
    public static final int MAX_FOUND = 100;
    public static final int MAX_TEXT_CHARACTERS = 1000;

    /// More than this of what is printed is not looked at.
    public static final int MAX_READ_BYTES = 64 * 1024;

    /// As the helpers say it that can tell.
    private static final String WAS_HERE = "OutOfTime: the program was here";

    /// Colours, and what else a compiler tells a terminal.
    private static final Pattern TERMINAL_TALK =
            Pattern.compile(
                    "\u001b\\[[0-9;:?]*[A-Za-z]|\u001b\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)|\r");

    public Diagnostics {
        build = List.copyOf(build);
        run = List.copyOf(run);
    }

    public List<Diagnostic> ofBuild(String printed, Map<String, byte[]> files) {
        return found(build, printed, files);
    }

    public List<Diagnostic> ofRun(String printed, Map<String, byte[]> files) {
        return found(run, printed, files);
    }

    /// In the order in which they were printed, none twice.
    private static List<Diagnostic> found(
            List<Pattern> patterns, String printed, Map<String, byte[]> files) {
        if (patterns.isEmpty() || printed.isEmpty()) {
            return List.of();
        }
        var text = TERMINAL_TALK.matcher(printed).replaceAll("");
        var matches = new ArrayList<MatchResult>();
        for (var pattern : patterns) {
            pattern.matcher(text).results().limit(MAX_FOUND).forEach(matches::add);
        }
        matches.sort(Comparator.comparingInt(MatchResult::start));
        var found = new LinkedHashMap<List<Object>, Diagnostic>();
        for (var match : matches) {
            of(match, files)
                    .ifPresent(
                            one ->
                                    found.putIfAbsent(
                                            List.of(one.path(), one.line(), one.text()), one));
        }
        return found.values().stream().limit(MAX_FOUND).toList();
    }

    private static Optional<Diagnostic> of(MatchResult match, Map<String, byte[]> files) {
        int line = number(group(match, "line"));
        return fileOf(group(match, "file"), files.keySet())
                .filter(_ -> line > 0)
                .map(
                        path ->
                                new Diagnostic(
                                        path,
                                        line,
                                        column(match, files.getOrDefault(path, new byte[0]), line),
                                        severity(group(match, "severity")),
                                        text(match)));
    }

    /// The program's own file that is meant: by its path, or by its name alone if only one has it.
    private static Optional<String> fileOf(String printed, Collection<String> paths) {
        var path =
                printed.startsWith(Toolchain.CODE_FOLDER + "/")
                        ? printed.substring(Toolchain.CODE_FOLDER.length() + 1)
                        : printed.replaceFirst("^(?:\\./)+", "");
        if (paths.contains(path)) {
            return Optional.of(path);
        }
        var named = paths.stream().filter(one -> one.endsWith("/" + path)).limit(2).toList();
        return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
    }

    private static int column(MatchResult match, byte[] file, int line) {
        var told = group(match, "column");
        var offset = group(match, "offset");
        var source = group(match, "source");
        if (!told.isEmpty() || (offset.isEmpty() && source.isEmpty())) {
            return number(told);
        }
        var text = new String(file, UTF_8).lines().skip(line - 1L).findFirst().orElse("");
        if (!offset.isEmpty()) {
            var bytes = text.getBytes(UTF_8);
            return new String(bytes, 0, Math.min(number(offset), bytes.length), UTF_8).length() + 1;
        }
        // The line may have been printed without its indentation.
        int start = text.indexOf(source);
        return start < 0 ? 0 : start + group(match, "caret").length() + 1;
    }

    private static String text(MatchResult match) {
        return match.namedGroups().containsKey("text")
                ? shortened(group(match, "text").strip())
                : WAS_HERE;
    }

    private static Diagnostic.Severity severity(String word) {
        var name = word.toLowerCase(Locale.ROOT);
        if (name.contains("warning")) {
            return Diagnostic.Severity.WARNING;
        }
        return name.isEmpty() || name.contains("error")
                ? Diagnostic.Severity.ERROR
                : Diagnostic.Severity.NOTE;
    }

    private static String shortened(String text) {
        return text.length() <= MAX_TEXT_CHARACTERS
                ? text
                : text.substring(0, MAX_TEXT_CHARACTERS) + "…";
    }

    private static String group(MatchResult match, String name) {
        if (!match.namedGroups().containsKey(name)) {
            return "";
        }
        var found = match.group(name);
        return found == null ? "" : found;
    }

    /// 0 for what is no number, or no sensible one.
    private static int number(String digits) {
        return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : 0;
    }
}
