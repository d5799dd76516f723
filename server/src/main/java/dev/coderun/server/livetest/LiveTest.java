package dev.coderun.server.livetest;

import java.util.Optional;

/// A test as it is told: what it is called, and where it stands if it stands in a file.
///
/// @param id stable from round to round
record LiveTest(String id, Kind kind, String name, Optional<Place> place) {
    /// Lines count from 1.
    record Place(String path, int line) {}

    /// What a test is made of.
    enum Kind {
        /// A sample of the session's problem.
        SAMPLE("sample"),
        /// One of the session's own cases.
        CASE("case"),
        /// In the session's files, found by its language's custom.
        UNIT("unit");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        String wireName() {
            return wireName;
        }

        String id(String name) {
            return wireName + ":" + name;
        }

        boolean isOf(String id) {
            return id.startsWith(wireName + ":");
        }

        /// What the id was made of.
        String nameIn(String id) {
            return id.substring(wireName.length() + 1);
        }
    }

    static LiveTest of(Kind kind, String key, String name) {
        return new LiveTest(kind.id(key), kind, name, Optional.empty());
    }
}
