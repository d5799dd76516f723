package dev.coderun.server.session;

import dev.coderun.executor.Language;
import java.util.Map;
import java.util.Optional;

/// What a session for a problem begins with. Filled by whoever knows the problems.
public interface StarterFiles {
    /// Text by path; empty if there is no such problem.
    Optional<Map<String, String>> files(String problem, Language language);
}
