package dev.coderun.session.live;

import dev.coderun.session.crdt.Doc;
import dev.coderun.session.crdt.SharedMap;
import dev.coderun.session.crdt.SharedText;
import dev.coderun.session.live.SessionContents.FileContent;
import dev.coderun.session.live.SessionTests.OwnCase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How a session lies in its document: what the maps `files`, `meta` and `cases` mean.
public final class SessionDocument {

    private static final String FILES = "files";
    static final String PATH = "path";
    static final String TEXT = "text";
    static final String META = "meta";
    static final String LANGUAGE = "language";
    static final String ENTRY = "entry";
    private static final String STDIN = "stdin";
    private static final String PROBLEM = "problem";
    private static final String TESTS_PAUSED = "testsPaused";

    private static final String CASES = "cases";
    private static final String NAME = "name";
    private static final String ORDER = "order";
    private static final String INPUT = "input";
    private static final String EXPECTED = "expected";

    /// How the file map is named where an update puts something new into it: its parent is a root type of that name.
    private static final byte[] PARENT_IS_FILES = {1, 5, 'f', 'i', 'l', 'e', 's'};

    private SessionDocument() {}

    /// Writes a new session's first files into an empty document. Only the server does so: two clients doing it at once
    /// would make two of each.
    public static void plant(
            Doc doc,
            String language,
            Map<String, String> files,
            String entry,
            Supplier<String> fileIds) {
        doc.transact(
                () -> {
                    SharedMap meta = doc.map(META);
                    meta.set(LANGUAGE, language);
                    meta.setText(STDIN);
                    for (var file : new TreeMap<>(files).entrySet()) {
                        String id = fileIds.get();
                        SharedMap content = doc.map(FILES).setMap(id);
                        content.set(PATH, file.getKey());
                        content.setText(TEXT).insert(0, file.getValue());
                        if (file.getKey().equals(entry)) {
                            meta.set(ENTRY, id);
                        }
                    }
                });
    }

    static int fileCount(Doc doc) {
        return doc.map(FILES).keys().size();
    }

    /// No more files than that come with an update of format v1. A text that holds the same bytes counts too.
    static int newFilesAtMost(byte[] update) {
        int count = 0;
        for (int at = 0; at <= update.length - PARENT_IS_FILES.length; at++) {
            if (update[at] == 1
                    && Arrays.equals(
                            update,
                            at,
                            at + PARENT_IS_FILES.length,
                            PARENT_IS_FILES,
                            0,
                            PARENT_IS_FILES.length)) {
                count++;
            }
        }
        return count;
    }

    /// Says which problem is solved in a new session.
    public static void dedicate(Doc doc, String problem) {
        doc.transact(() -> doc.map(META).set(PROBLEM, problem));
    }

    static SessionFiles read(Doc doc, long revision) {
        SharedMap meta = doc.map(META);
        SharedMap files = files(doc);
        Map<String, String> shownPaths = shownPaths(files);

        NavigableMap<String, String> texts = new TreeMap<>();
        List<String> badPaths = new ArrayList<>();
        var taken = new TreeSet<>(shownPaths.values());
        shownPaths.forEach(
                (id, path) -> {
                    if (FilePaths.isUsable(path) && !FilePaths.goesThroughFile(path, taken)) {
                        texts.put(path, text(files, id));
                    } else {
                        badPaths.add(path);
                    }
                });

        return new SessionFiles(
                revision,
                doc.stateVector(),
                texts,
                badPaths,
                meta.get(LANGUAGE) instanceof String language ? language : "",
                Optional.ofNullable(meta.get(ENTRY))
                        .map(id -> shownPaths.get(id))
                        .filter(texts::containsKey),
                meta.get(STDIN) instanceof SharedText stdin ? stdin.toString() : "");
    }

    static SessionTests tests(Doc doc, long revision) {
        SharedMap meta = doc.map(META);
        return new SessionTests(
                read(doc, revision),
                meta.get(PROBLEM) instanceof String problem ? problem : "",
                cases(doc.map(CASES)),
                Boolean.TRUE.equals(meta.get(TESTS_PAUSED)));
    }

    private static List<OwnCase> cases(SharedMap cases) {
        return cases.keys().stream()
                .filter(id -> cases.get(id) instanceof SharedMap)
                .sorted(
                        Comparator.comparingDouble((String id) -> order(cases, id))
                                .thenComparing(Comparator.naturalOrder()))
                .map(
                        id ->
                                new OwnCase(
                                        id,
                                        member(cases, id, NAME) instanceof String name ? name : "",
                                        memberText(cases, id, INPUT),
                                        memberText(cases, id, EXPECTED)))
                .toList();
    }

    /// Whoever has none, or something that is no number, comes last.
    private static double order(SharedMap cases, String id) {
        return member(cases, id, ORDER) instanceof Number order
                ? order.doubleValue()
                : Double.POSITIVE_INFINITY;
    }

    static SessionContents contents(Doc doc) {
        SharedMap meta = doc.map(META);
        SharedMap files = files(doc);
        NavigableMap<String, FileContent> contents = new TreeMap<>();
        shownPaths(files)
                .forEach(
                        (id, shown) ->
                                contents.put(
                                        id,
                                        new FileContent(
                                                path(files, id).orElse(shown),
                                                shown,
                                                text(files, id))));
        return new SessionContents(
                contents,
                meta.get(LANGUAGE) instanceof String language ? language : "",
                meta.get(ENTRY) instanceof String entry && contents.containsKey(entry)
                        ? Optional.of(entry)
                        : Optional.empty());
    }

    static SharedMap files(Doc doc) {
        return doc.map(FILES);
    }

    /// Two people may give one path to two files: the smaller id keeps it, the others are numbered.
    private static Map<String, String> shownPaths(SharedMap files) {
        Map<String, String> shown = new HashMap<>();
        var taken = new TreeSet<String>();
        Map<String, String> seconds = new TreeMap<>();
        for (String id : new TreeSet<>(files.keys())) {
            path(files, id).ifPresent(path -> (taken.add(path) ? shown : seconds).put(id, path));
        }
        Map<String, Integer> lastNumbers = new HashMap<>();
        seconds.forEach(
                (id, path) -> {
                    int number = lastNumbers.getOrDefault(path, 1);
                    do {
                        number++;
                    } while (!taken.add(FilePaths.numbered(path, number)));
                    lastNumbers.put(path, number);
                    shown.put(id, FilePaths.numbered(path, number));
                });
        return shown;
    }

    private static Optional<String> path(SharedMap files, String id) {
        return member(files, id, PATH) instanceof String path
                ? Optional.of(path)
                : Optional.empty();
    }

    private static String text(SharedMap files, String id) {
        return memberText(files, id, TEXT);
    }

    private static String memberText(SharedMap maps, String id, String key) {
        return member(maps, id, key) instanceof SharedText text ? text.toString() : "";
    }

    private static @Nullable Object member(SharedMap maps, String id, String key) {
        return maps.get(id) instanceof SharedMap map ? map.get(key) : null;
    }
}
