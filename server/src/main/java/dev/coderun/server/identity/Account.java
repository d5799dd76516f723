package dev.coderun.server.identity;

import dev.coderun.server.identity.AccountData.Archive;
import dev.coderun.server.identity.provider.Provider;
import dev.coderun.server.web.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// All that is kept of one user, taken along or removed: the account itself, and what the other parts add.
final class Account {

    private final List<Provider> providers;
    private final Users users;
    private final Avatars avatars;
    private final Devices devices;
    private final ApiTokens apiTokens;
    private final Logins logins;
    private final List<AccountData> parts;

    Account(
            List<Provider> providers,
            Users users,
            Avatars avatars,
            Devices devices,
            ApiTokens apiTokens,
            Logins logins,
            List<AccountData> parts) {
        this.providers = List.copyOf(providers);
        this.users = users;
        this.avatars = avatars;
        this.devices = devices;
        this.apiTokens = apiTokens;
        this.logins = logins;
        this.parts = List.copyOf(parts);
    }

    /// Writes everything as a zip archive.
    void export(User user, OutputStream out) throws IOException {
        try (var zip = new ZipOutputStream(out)) {
            Archive archive =
                    (path, content) -> {
                        zip.putNextEntry(new ZipEntry(path));
                        zip.write(content);
                        zip.closeEntry();
                    };
            archive.add("account.json", Json.bytes(document(user)));
            var picture = avatars.find(user.id());
            if (picture.isPresent()) {
                archive.add("avatar.png", picture.get().png());
            }
            for (var part : parts) {
                part.export(user, archive);
            }
        }
    }

    private Map<String, Object> document(User user) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("user", UserJson.of(user));
        document.put("logins", logins(user));
        document.put(
                "devices",
                devices.list(user.id()).stream().map(each -> AccountJson.of(each, "")).toList());
        document.put("tokens", apiTokens.list(user.id()).stream().map(AccountJson::of).toList());
        return document;
    }

    /// The accounts elsewhere that log a user in.
    List<AccountJson.LoginJson> logins(User user) {
        return users.linkedLogins(user.id()).stream()
                .map(login -> AccountJson.of(login, providers))
                .toList();
    }

    /// Removes everything. Access ends first; the way in goes last, so that a removal that was cut short can be finished
    /// by its owner.
    void delete(String userId) {
        apiTokens.revokeAll(userId);
        logins.endAll(userId);
        parts.forEach(part -> part.delete(userId));
        avatars.remove(userId);
        users.remove(userId);
    }
}
