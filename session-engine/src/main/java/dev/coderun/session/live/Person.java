package dev.coderun.session.live;

/// The user behind a connection, as the others see them.
///
/// @param id empty for a guest, who is nobody's user and may only watch
public record Person(String id, String name, String color) {

    /// Somebody who is not logged in.
    public static final Person GUEST = new Person("", "Guest", "#7a8691");

    public boolean isGuest() {
        return id.isEmpty();
    }
}
