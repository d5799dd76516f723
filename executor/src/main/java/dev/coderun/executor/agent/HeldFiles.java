package dev.coderun.executor.agent;

import dev.coderun.executor.WorkPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The files of a box, as the agent holds them: only what changes travels. Guarded by its box's lock.
final class HeldFiles {
    static final int MAX_FILES = 2000;
    static final int MAX_FILE_BYTES = 8 * 1024 * 1024;
    static final int MAX_TOTAL_BYTES = 16 * 1024 * 1024;

    private Map<String, byte[]> files = Map.of();

    /// Neither the map nor what is in it changes any more.
    Map<String, byte[]> all() {
        return files;
    }

    /// What the agent must be told so that it holds these, which were checked.
    List<byte[]> become(Map<String, byte[]> wanted) {
        var frames = new ArrayList<byte[]>();
        for (var path : files.keySet()) {
            if (!wanted.containsKey(path)) {
                frames.add(AgentCommand.remove(path));
            }
        }
        var held = new TreeMap<String, byte[]>();
        wanted.forEach(
                (path, content) -> {
                    var before = files.get(path);
                    if (before == null || !Arrays.equals(before, content)) {
                        frames.add(AgentCommand.put(path, content));
                    }
                    held.put(path, content.clone());
                });
        files = Collections.unmodifiableMap(held);
        return frames;
    }

    static void check(Map<String, byte[]> wanted) {
        if (wanted.size() > MAX_FILES) {
            throw new IllegalArgumentException("There are more than " + MAX_FILES + " files.");
        }
        long total = 0;
        for (var file : wanted.entrySet()) {
            var path = WorkPath.checked(file.getKey());
            if (file.getValue().length > MAX_FILE_BYTES) {
                throw new IllegalArgumentException("The file \"" + path + "\" is over 8 MiB.");
            }
            total += file.getValue().length;
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                if (wanted.containsKey(path.substring(0, slash))) {
                    throw new IllegalArgumentException(
                            "The file path \""
                                    + path
                                    + "\" lies in \""
                                    + path.substring(0, slash)
                                    + "\", which is a file.");
                }
            }
        }
        if (total > MAX_TOTAL_BYTES) {
            throw new IllegalArgumentException("The files together are over 16 MiB.");
        }
    }
}
