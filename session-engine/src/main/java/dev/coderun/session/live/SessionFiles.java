package dev.coderun.session.live;

import dev.coderun.session.crdt.StateVector;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// One consistent reading of what a session's document says: all of it is of one revision.
///
/// @param files the text of each file by the path that it is shown and run under
/// @param badPaths the paths that may not be used, as they stand in the document; their files are not among `files`
/// @param language empty if the document names none
/// @param entry the path of the file that a run starts with, if the document names one of `files`
/// @param stdin the text of the input box
public record SessionFiles(
        long revision,
        StateVector stateVector,
        NavigableMap<String, String> files,
        List<String> badPaths,
        String language,
        Optional<String> entry,
        String stdin) {

    public SessionFiles {
        files = Collections.unmodifiableNavigableMap(new TreeMap<>(files));
        badPaths = List.copyOf(badPaths);
    }
}
