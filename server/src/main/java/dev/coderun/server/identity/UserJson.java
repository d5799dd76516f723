package dev.coderun.server.identity;

import org.jspecify.annotations.Nullable;

/// A user as others see them.
///
/// @param avatar the address of their picture
public record UserJson(String id, String name, String color, @Nullable String avatar) {

    public static UserJson of(User user) {
        var avatar =
                user.avatar().map(version -> AvatarRoutes.address(user.id(), version)).orElse(null);
        return new UserJson(user.id(), user.name(), user.color(), avatar);
    }
}
