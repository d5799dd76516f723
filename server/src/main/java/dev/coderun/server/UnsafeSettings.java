package dev.coderun.server;

import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/// Refuses settings that are fine each by itself and dangerous together.
final class UnsafeSettings {

    private UnsafeSettings() {}

    /// Throws [SettingsException] that says which, and what to do.
    static void refuse(Settings settings) {
        var isPublic = !Settings.isLoopback(settings.bind());
        if (isPublic && settings.trustedProxies().isEmpty() && settings.tls().isEmpty()) {
            throw new SettingsException(
                    "Whoever listens beyond this machine needs TLS: bind to 127.0.0.1, give"
                            + " --tls-cert and --tls-key, or name the proxy that does it with"
                            + " --trusted-proxies.");
        }
        if (isPublic && settings.publicUrl().isEmpty()) {
            throw new SettingsException(
                    "Whoever listens beyond this machine needs a name: give --public-url the"
                            + " address that people type.");
        }
        if (!settings.trustedProxies().isEmpty() && settings.publicUrl().isEmpty()) {
            throw new SettingsException(
                    "A proxy before this server has an address of its own: give it as"
                            + " --public-url, beside --trusted-proxies.");
        }
        if (settings.publicUrl().filter(UnsafeSettings::isUnencrypted).isPresent()) {
            throw new SettingsException(
                    "Logins would travel in the open: give --public-url an https address.");
        }
        if (settings.tls().isPresent()
                && settings.publicUrl().filter(url -> isHttp(url)).isPresent()) {
            throw new SettingsException(
                    "With --tls-cert the server speaks https alone: give --public-url an https"
                            + " address.");
        }
        refuseLogins(settings.logins());
    }

    private static void refuseLogins(LoginSettings logins) {
        var issuer = logins.oidc().map(LoginSettings.Oidc::issuer).map(URI::create);
        if (issuer.filter(UnsafeSettings::isUnencrypted).isPresent()) {
            throw new SettingsException(
                    "Anybody between could say who people are: give --oidc-issuer an https"
                            + " address.");
        }
        if (logins.githubUrl().filter(UnsafeSettings::isUnencrypted).isPresent()) {
            throw new SettingsException(
                    "Anybody between could say who people are: give --github-url an https"
                            + " address.");
        }
        var audience = logins.tokenAudience();
        if (audience.isPresent() && logins.oidc().isEmpty()) {
            throw new SettingsException(
                    "--token-audience is for tokens of --oidc-issuer: give that too.");
        }
        var clientIds =
                Stream.of(logins.google(), logins.oidc().map(LoginSettings.Oidc::client))
                        .flatMap(Optional::stream)
                        .map(client -> client.id());
        if (clientIds.anyMatch(id -> audience.filter(id::equals).isPresent())) {
            throw new SettingsException(
                    "With a client id as --token-audience, tokens that are for logging in would do"
                            + " everything: give the audience of this server's own API.");
        }
    }

    private static boolean isUnencrypted(URI url) {
        return isHttp(url) && !Settings.isLoopback(url.getHost());
    }

    private static boolean isHttp(URI url) {
        return url.getScheme().equalsIgnoreCase("http");
    }
}
