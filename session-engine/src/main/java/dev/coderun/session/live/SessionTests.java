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

    /// What a program shall print when it reads this.
    public record OwnCase(String id, String name, String input, String expected) {}
}
