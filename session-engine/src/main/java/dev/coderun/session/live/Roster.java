package dev.coderun.session.live;

import java.util.List;

/// Who is in a session at one moment, as the server knows it, whatever anybody's presence says.
///
/// @param version the session's [roster version][LiveSession#rosterVersion] at that moment
public record Roster(long version, List<Entry> entries) {

    /// A connection and the ids of the clients that are present through it.
    public record Entry(Participant participant, List<Long> clientIds) {}
}
