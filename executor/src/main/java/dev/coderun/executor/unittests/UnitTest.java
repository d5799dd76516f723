package dev.coderun.executor.unittests;

import java.util.Optional;

/// A test that was found.
///
/// @param id the same in every round, as long as nobody renames it; its runner's name for it
/// @param place where it begins, if that is one of the program's files
public record UnitTest(String id, String name, Optional<Place> place) {}
