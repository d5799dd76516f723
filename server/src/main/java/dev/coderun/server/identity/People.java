package dev.coderun.server.identity;

import dev.coderun.server.dynamodb.Items;
import dev.coderun.server.dynamodb.Table;
import dev.coderun.server.identity.provider.BearerIssuer;
import dev.coderun.server.identity.provider.Provider;
import dev.coderun.server.web.OurAddress;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// All that has to do with who people are, put together: who asks, how they log in, what they see of their account.
public final class People implements HttpService {

    private final Authentication authentication;
    private final Users users;
    private final List<HttpService> routes;
    private final AccountRoutes accountRoutes;

    /// How people get in.
    ///
    /// @param isDevMode whether a name alone logs in
    /// @param issuers whose access tokens count here
    public record Ways(boolean isDevMode, List<Provider> providers, List<BearerIssuer> issuers) {
        public Ways {
            providers = List.copyOf(providers);
            issuers = List.copyOf(issuers);
        }

        public static Ways devMode() {
            return new Ways(true, List.of(), List.of());
        }
    }

    /// `parts` are what else is kept of people.
    public People(
            Table table,
            HeldAccess heldAccess,
            OurAddress ourAddress,
            Ways ways,
            List<AccountData> parts,
            InstantSource time) {
        var items = new Items(table, time);
        var tokens = new Tokens(new Keyring(new DynamoKeyStore(items), time), time);
        users = new Users(items, time);
        var devices = new Devices(items, time);
        var apiTokens = new ApiTokens(items, time);
        var avatars = new Avatars(items, users);
        var knownTokens =
                new KnownTokens(tokens, items, users, apiTokens, ways.issuers, heldAccess, time);
        var logins = new Logins(devices, apiTokens, users, knownTokens, heldAccess, ourAddress);
        var attempts = new LoginAttempts(ways.providers, tokens);
        var account =
                new Account(ways.providers, users, avatars, devices, apiTokens, logins, parts);
        authentication = new Authentication(knownTokens, ourAddress);
        routes =
                List.of(
                        new LoginRoutes(
                                authentication,
                                logins,
                                attempts,
                                ourAddress,
                                ways.isDevMode
                                        ? Optional.of(new DevLogin(ourAddress, users))
                                        : Optional.empty()),
                        new ProviderRoutes(
                                authentication, attempts, logins, users, devices, ourAddress),
                        new AvatarRoutes(authentication, avatars, users, knownTokens));
        accountRoutes =
                new AccountRoutes(
                        authentication, users, devices, apiTokens, logins, knownTokens, account);
    }

    public Authentication authentication() {
        return authentication;
    }

    public UserStore users() {
        return users;
    }

    @Override
    public void routing(HttpRules rules) {
        routes.forEach(rules::register);
        rules.register("/api/me", accountRoutes);
    }
}
