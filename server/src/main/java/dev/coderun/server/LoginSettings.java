package dev.coderun.server;

import dev.coderun.server.identity.People;
import dev.coderun.server.identity.provider.BearerIssuer;
import dev.coderun.server.identity.provider.Client;
import dev.coderun.server.identity.provider.Facebook;
import dev.coderun.server.identity.provider.GitHub;
import dev.coderun.server.identity.provider.OidcProvider;
import dev.coderun.server.identity.provider.Provider;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which providers people log in with.
///
/// @param githubUrl where a GitHub server of one's own is; empty for github.com
/// @param tokenAudience whom access tokens of the OpenID Connect issuer must be for to count here
record LoginSettings(
        Optional<Client> google,
        Optional<Client> github,
        Optional<URI> githubUrl,
        Optional<Client> facebook,
        Optional<Oidc> oidc,
        Optional<String> tokenAudience) {

    static final LoginSettings NONE =
            new LoginSettings(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    /// An issuer of one's own.
    record Oidc(String issuer, String name, Client client) {
        OidcProvider provider() {
            return new OidcProvider("oidc", name, issuer, client);
        }
    }

    boolean isEmpty() {
        return google.isEmpty() && github.isEmpty() && facebook.isEmpty() && oidc.isEmpty();
    }

    People.Ways ways(boolean isDevMode) {
        var providers = new ArrayList<Provider>();
        var issuers = new ArrayList<BearerIssuer>();
        oidc.map(Oidc::provider)
                .ifPresent(
                        provider -> {
                            providers.add(provider);
                            tokenAudience.ifPresent(
                                    audience -> issuers.add(new BearerIssuer(provider, audience)));
                        });
        google.map(OidcProvider::google).ifPresent(providers::add);
        github.map(this::github).ifPresent(providers::add);
        facebook.map(Facebook::new).ifPresent(providers::add);
        return new People.Ways(isDevMode, List.copyOf(providers), issuers);
    }

    private GitHub github(Client client) {
        return githubUrl.map(url -> GitHub.at(url, client)).orElseGet(() -> new GitHub(client));
    }
}
