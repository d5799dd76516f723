package dev.coderun.server.identity;

import dev.coderun.server.dynamodb.LocalStore;
import dev.coderun.server.dynamodb.Table;
import dev.coderun.server.identity.provider.BearerIssuer;
import dev.coderun.server.identity.provider.Provider;
import dev.coderun.server.transport.HttpServer;
import dev.coderun.server.transport.TransportLimits;
import dev.coderun.server.web.OurAddress;
import dev.coderun.server.web.TrustedProxies;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server of people and nothing else, over the tests' common table, whose clock goes as a test says.
final class PeopleServer implements AutoCloseable {

    private final Table table = Table.in(LocalStore.shared());
    private volatile Duration ahead = Duration.ZERO;
    private final HeldAccess heldAccess = new HeldAccess(LoginEnds.in(table, this::now), this::now);
    private OurAddress ourAddress = new OurAddress(0, Optional.empty());
    private People people;
    private HttpServer server;

    PeopleServer() {
        people = people(People.Ways.devMode(), Optional.empty(), List.of());
        server = started();
    }

    /// Starts anew over the same table.
    void serve(People.Ways ways) {
        serve(ways, Optional.empty(), List.of());
    }

    void serve(List<Provider> providers, List<BearerIssuer> issuers) {
        serve(new People.Ways(true, providers, issuers));
    }

    void serve(People.Ways ways, Optional<URI> publicUrl, List<AccountData> parts) {
        server.close();
        people = people(ways, publicUrl, parts);
        server = started();
    }

    private People people(People.Ways ways, Optional<URI> publicUrl, List<AccountData> parts) {
        ourAddress = new OurAddress(0, publicUrl);
        return new People(table, heldAccess, ourAddress, ways, parts, this::now);
    }

    private Instant now() {
        return Instant.now().plus(ahead);
    }

    private HttpServer started() {
        var fresh =
                new HttpServer(
                        new HttpServer.Listening("127.0.0.1", 0),
                        ourAddress,
                        new TrustedProxies(List.of()),
                        TransportLimits.forDocumentsOf(1024),
                        routing -> routing.register("/", people),
                        Map.of());
        fresh.start();
        return fresh;
    }

    /// Sets the server's clock so far ahead.
    void goAhead(Duration duration) {
        ahead = ahead.plus(duration);
    }

    void resetClock() {
        ahead = Duration.ZERO;
    }

    Authentication authentication() {
        return people.authentication();
    }

    HeldAccess heldAccess() {
        return heldAccess;
    }

    Table table() {
        return table;
    }

    int port() {
        return server.port();
    }

    String address() {
        return "http://localhost:" + port();
    }

    Visitor visitor() {
        return new Visitor(address());
    }

    /// Somebody in a browser of their own, logged in by name.
    Visitor visitor(String name) {
        var visitor = visitor();
        visitor.logInByName(name);
        return visitor;
    }

    /// What is open in the name of a token, and whether it has ended.
    List<String> holdOpen(String token) {
        var ended = new CopyOnWriteArrayList<String>();
        heldAccess.hold(authentication().caller(token).orElseThrow(), () -> ended.add("ended"));
        return ended;
    }

    @Override
    public void close() {
        server.close();
        heldAccess.close();
        table.close();
    }
}
