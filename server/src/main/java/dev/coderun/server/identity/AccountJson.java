package dev.coderun.server.identity;

import dev.coderun.server.identity.provider.Provider;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a user is told of their account.
final class AccountJson {

    private AccountJson() {}

    /// @param provider its word, or the issuer's address
    /// @param name what the provider is called, if it still logs people in here
    record LoginJson(
            String id, String provider, @Nullable String name, String label, String linkedAt) {}

    /// @param current whether it is the one that asks
    record DeviceJson(String id, String label, String createdAt, String usedAt, boolean current) {}

    record TokenJson(
            String id,
            String name,
            String power,
            String createdAt,
            @Nullable String usedAt,
            String expiresAt) {}

    static LoginJson of(Users.LinkedLogin login, List<Provider> providers) {
        var provider =
                providers.stream().filter(each -> each.realm().equals(login.realm())).findFirst();
        return new LoginJson(
                login.id(),
                login.realm(),
                provider.map(Provider::name).orElse(null),
                login.label(),
                login.linkedAt().toString());
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
