package dev.coderun.server.identity;

import java.util.List;
import java.util.Optional;

/// Somebody who is logged in. The name is what others see beside a caret, the colour is the caret's.
///
/// @param avatar which picture they have; empty if none
public record User(String id, String name, String color, Optional<String> avatar) {

    /// Distinct beside each other and readable behind white text, in dark and light.
    static final List<String> COLORS =
            List.of(
                    "#c2410c", "#b45309", "#4d7c0f", "#15803d", "#0f766e", "#0e7490", "#0369a1",
                    "#1d4ed8", "#6d28d9", "#a21caf", "#be185d", "#be123c");

    /// A user who has chosen neither colour nor picture: the colour follows from the id.
    public static User of(String id, String name) {
        var color = COLORS.get(Math.floorMod(id.hashCode(), COLORS.size()));
        return new User(id, name, color, Optional.empty());
    }
}
