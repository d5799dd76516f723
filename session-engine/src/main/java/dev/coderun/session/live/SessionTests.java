package dev.coderun.session.live;

import java.util.List;

/// One consistent reading of all that tests of a session depend on.
///
/// @param problem whose samples are tests; empty if the document names none
/// @param cases the session's own, in their order
/// @param paused whether they wait until somebody asks for them
public record SessionTests(
        SessionFiles files, String problem, List<OwnCase> cases, boolean paused) {

    public SessionTests {
        cases = List.copyOf(cases);
    }

    /// Whether tests end alike with both, whatever else has changed in the document.
    public boolean testsTheSameAs(SessionTests other) {
        return files.files().equals(other.files.files())
                && files.badPaths().equals(other.files.badPaths())
                && files.language().equals(other.files.language())
                && files.entry().equals(other.files.entry())
                && problem.equals(other.problem)
                && cases.equals(other.cases);
    }

    /// What a program shall print when it reads this.
    public record OwnCase(String id, String name, String input, String expected) {}
}
