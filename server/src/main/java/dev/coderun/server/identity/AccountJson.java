package dev.coderun.server.identity;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a user is told of their account.
final class AccountJson {

    private AccountJson() {}

    /// @param provider its word, or the issuer's address
    record LoginJson(String id, String provider, String label, String linkedAt) {}

    /// @param current whether it is the one that asks
    record DeviceJson(String id, String label, String createdAt, String usedAt, boolean current) {}

    record TokenJson(
            String id,
            String name,
            String power,
            String createdAt,
            @Nullable String usedAt,
            String expiresAt) {}

    static LoginJson of(Users.LinkedLogin login) {
        return new LoginJson(login.id(), login.realm(), login.label(), login.linkedAt().toString());
    }

    static DeviceJson of(Devices.Device device, String currentId) {
        return new DeviceJson(
                device.id(),
                device.label(),
                device.createdAt().toString(),
                device.usedAt().toString(),
                device.id().equals(currentId));
    }

    static TokenJson of(ApiTokens.ApiToken token) {
        return new TokenJson(
                token.id(),
                token.name(),
                token.power().name().toLowerCase(Locale.ROOT),
                token.createdAt().toString(),
                token.usedAt().map(Instant::toString).orElse(null),
                token.expiresAt().toString());
    }
}
