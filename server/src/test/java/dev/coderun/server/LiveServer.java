package dev.coderun.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coderun.server.dynamodb.Items;
import dev.coderun.server.dynamodb.LocalDynamo;
import dev.coderun.server.dynamodb.LocalStore;
import dev.coderun.server.dynamodb.StoreDownException;
import dev.coderun.server.dynamodb.Table;
import dev.coderun.server.identity.Authentication;
import dev.coderun.server.identity.Caller;
import dev.coderun.server.identity.HeldAccess;
import dev.coderun.server.identity.Tickets;
import dev.coderun.server.identity.User;
import dev.coderun.server.run.FakeSandbox;
import dev.coderun.server.run.RunMetrics;
import dev.coderun.server.run.RunService;
import dev.coderun.server.run.RunSettings;
import dev.coderun.server.session.CollabEndpoint;
import dev.coderun.server.session.Doorkeeper;
import dev.coderun.server.session.DynamoDocumentStore;
import dev.coderun.server.session.Entrance;
import dev.coderun.server.session.EntranceLimits;
import dev.coderun.server.session.Lead;
import dev.coderun.server.session.RightsKeeper;
import dev.coderun.server.session.SessionAccess;
import dev.coderun.server.session.SessionAccountData;
import dev.coderun.server.session.SessionCatalog;
import dev.coderun.server.session.SessionMetrics;
import dev.coderun.server.session.SessionRoutes;
import dev.coderun.server.session.SessionSettings;
import dev.coderun.server.session.Sessions;
import dev.coderun.server.session.SharingRoutes;
import dev.coderun.server.transport.HttpServer;
import dev.coderun.server.transport.TransportLimits;
import dev.coderun.server.web.Json;
import dev.coderun.server.web.OurAddress;
import dev.coderun.server.web.RawHttp;
import dev.coderun.server.web.TrustedProxies;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Sessions, their routes and sockets on a port of their own, over a DynamoDB Local of their own: all but the page, the
/// logins and the boxes. Its clock can be put forward.
final class LiveServer implements AutoCloseable {

    private static final Duration TOKEN_LIFETIME = Duration.ofDays(1);

    private final LocalDynamo local;
    private final Table table;
    private final Closing started = new Closing();
    private final FakeSandbox sandbox = new FakeSandbox();

    private volatile Duration ahead = Duration.ZERO;
    private final HeldAccess heldAccess =
            started.add(new HeldAccess((_, _) -> Optional.empty(), this::now));

    /// Who logged in, by the token they got for it; it expires as short tokens do.
    private final Map<String, Login> logins = new ConcurrentHashMap<>();

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final SessionAccountData accountData;
    private final HttpServer server;
    private volatile boolean knowsLogins = true;

    LiveServer(Path folder) throws InterruptedException {
        this(folder, SessionSettings.DEFAULT, EntranceLimits.USUAL, 1_000_000);
    }

    LiveServer(Path folder, SessionSettings settings, EntranceLimits limits, int sessionsPerUser)
            throws InterruptedException {
        local = LocalStore.in(folder);
        table = Table.in(local);
        var address = new OurAddress(0, Optional.empty());
        var tickets = new Tickets(heldAccess, this::now);
        var authentication = new Authentication(this::check, address);
        var store = new DynamoDocumentStore(table, Duration.ofDays(1));
        var runs =
                started.add(
                        new RunService(
                                sandbox,
                                RunSettings.standard(),
                                new RunMetrics(registry),
                                store::nextRunId));
        var frames = new Lead(runs);
        var metrics = new SessionMetrics(registry);
        var sessions = started.add(new Sessions(store, settings, frames, metrics, this::now));
        var catalog = new SessionCatalog(table, sessionsPerUser, this::now);
        var access = new SessionAccess(table, catalog, this::now);
        accountData = new SessionAccountData(catalog, sessions, tickets);
        var keeper = started.add(new RightsKeeper(access, sessions, tickets, this::now));
        var entrance =
                new Entrance(
                        authentication,
                        heldAccess,
                        tickets,
                        catalog,
                        access,
                        keeper,
                        sessions,
                        frames,
                        limits,
                        metrics,
                        this::now);
        var doorkeeper = new Doorkeeper(authentication, catalog, access);
        var routes =
                new SessionRoutes(
                        authentication,
                        doorkeeper,
                        tickets,
                        catalog,
                        keeper,
                        sessions,
                        sandbox.languages(),
                        (_, _) -> Optional.empty(),
                        this::now);
        var sharing =
                new SharingRoutes(authentication, doorkeeper, catalog, access, keeper, this::now);
        server =
                new HttpServer(
                        new HttpServer.Listening("127.0.0.1", 0),
                        address,
                        new TrustedProxies(List.of()),
                        TransportLimits.forDocumentsOf(settings.limits().documentBytes()),
                        routing -> routing.register("/api/sessions", routes, sharing),
                        Map.of(CollabEndpoint.PATH, new CollabEndpoint(entrance)));
        started.add(server).start();
    }

    /// @param isProgram whether nothing renews it
    private record Login(User user, Instant expires, boolean isProgram) {}

    private Optional<Caller> check(String token) {
        if (!knowsLogins) {
            throw new StoreDownException(new IllegalStateException("taken down by the test"));
        }
        long moment = heldAccess.moment();
        return Optional.ofNullable(logins.get(token))
                .filter(login -> now().isBefore(login.expires))
                .map(
                        login ->
                                new Caller(
                                        login.user,
                                        "login by " + token,
                                        Caller.Power.CHANGE,
                                        Optional.of(login.expires).filter(_ -> login.isProgram),
                                        moment));
    }

    private Instant now() {
        return Instant.now().plus(ahead);
    }

    void putTheClockForward(Duration by) {
        ahead = ahead.plus(by);
    }

    /// Whether what is stored of logins can be asked.
    void knowsLogins(boolean yes) {
        knowsLogins = yes;
    }

    HeldAccess heldAccess() {
        return heldAccess;
    }

    SessionAccountData accountData() {
        return accountData;
    }

    Items items() {
        return new Items(table, this::now);
    }

    FakeSandbox sandbox() {
        return sandbox;
    }

    /// How often somebody was read later for being too fast.
    double pauses() {
        return registry.scrape(name -> name.equals("coderun_connection_pauses")).stream()
                .flatMap(snapshot -> snapshot.getDataPoints().stream())
                .map(CounterSnapshot.CounterDataPointSnapshot.class::cast)
                .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                .sum();
    }

    int port() {
        return server.port();
    }

    /// Somebody with a login of their own.
    Somebody logIn(String name) {
        return logIn(name, TOKEN_LIFETIME, false);
    }

    /// A program of somebody, with a token that ends by itself.
    Somebody program(String name, Duration lifetime) {
        return logIn(name, lifetime, true);
    }

    private Somebody logIn(String name, Duration lifetime, boolean isProgram) {
        var user = User.of(name.toLowerCase(Locale.ROOT), name);
        var token = "token" + logins.size();
        logins.put(token, new Login(user, now().plus(lifetime), isProgram));
        return new Somebody(user.id(), token);
    }

    Somebody nobody() {
        return new Somebody("", "");
    }

    /// What one person asks over HTTP.
    final class Somebody {
        private final String id;
        private final String token;

        private Somebody(String id, String token) {
            this.id = id;
            this.token = token;
        }

        String id() {
            return id;
        }

        /// What a logout ends.
        String grant() {
            return check(token).orElseThrow().grant();
        }

        private String header() {
            return token.isEmpty() ? "X-Nobody: yes" : "Authorization: Bearer " + token;
        }

        String newSession() {
            return post("/api/sessions", "{\"language\": \"python\"}").json().get("id").asText();
        }

        /// The secret of a new link that gives this role.
        String share(String session, String role) {
            return post("/api/sessions/" + session + "/shares", "{\"role\": \"" + role + "\"}")
                    .json()
                    .get("secret")
                    .asText();
        }

        Answer join(String session, String secret) {
            return post("/api/sessions/" + session + "/join", "{\"secret\": \"" + secret + "\"}");
        }

        Answer get(String path) {
            return send("GET", path, "");
        }

        Answer post(String path, String json) {
            return send("POST", path, json);
        }

        Answer patch(String path, String json, String... headers) {
            return send("PATCH", path, json, headers);
        }

        Answer delete(String path) {
            return send("DELETE", path, "");
        }

        private Answer send(String method, String path, String json, String... headers) {
            var all = new ArrayList<>(List.of(headers));
            all.addAll(List.of(header(), "Content-Type: application/json"));
            try {
                return new Answer(
                        RawHttp.send(port(), method, path, json, all.toArray(String[]::new)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        LiveClient open(String session) {
            return LiveClient.open(port(), session, header());
        }

        LiveClient openSlow(String session, Runnable beforeEachPart) {
            return LiveClient.openSlow(port(), session, beforeEachPart, header());
        }
    }

    record Answer(RawHttp raw) {
        int status() {
            return raw.status();
        }

        JsonNode json() {
            return Json.read(raw.body(), JsonNode.class);
        }
    }

    @Override
    public void close() {
        started.close();
        table.close();
        local.close();
    }
}
