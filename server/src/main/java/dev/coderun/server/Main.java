package dev.coderun.server;

import dev.coderun.server.dynamodb.Backup;
import dev.coderun.server.dynamodb.Blobs;
import dev.coderun.server.dynamodb.FolderInUseException;
import dev.coderun.server.dynamodb.Table;
import dev.coderun.server.identity.HeldAccess;
import dev.coderun.server.identity.LoginEnds;
import dev.coderun.server.identity.People;
import dev.coderun.server.identity.Tickets;
import dev.coderun.server.livetest.LiveTestMetrics;
import dev.coderun.server.livetest.LiveTests;
import dev.coderun.server.piston.PistonConnect;
import dev.coderun.server.piston.PistonRoutes;
import dev.coderun.server.piston.PistonService;
import dev.coderun.server.piston.PistonSettings;
import dev.coderun.server.problems.JudgeService;
import dev.coderun.server.problems.ProblemRoutes;
import dev.coderun.server.problems.SubmissionData;
import dev.coderun.server.problems.SubmissionMetrics;
import dev.coderun.server.problems.SubmissionRoutes;
import dev.coderun.server.problems.SubmissionStore;
import dev.coderun.server.run.LanguageRoutes;
import dev.coderun.server.run.RunMetrics;
import dev.coderun.server.run.RunService;
import dev.coderun.server.run.RunSettings;
import dev.coderun.server.run.SandboxHealth;
import dev.coderun.server.session.CollabEndpoint;
import dev.coderun.server.session.Doorkeeper;
import dev.coderun.server.session.DynamoDocumentHistory;
import dev.coderun.server.session.DynamoDocumentStore;
import dev.coderun.server.session.Entrance;
import dev.coderun.server.session.HistoryRoutes;
import dev.coderun.server.session.HocuspocusEndpoint;
import dev.coderun.server.session.Lead;
import dev.coderun.server.session.RightsKeeper;
import dev.coderun.server.session.SessionAccess;
import dev.coderun.server.session.SessionAccountData;
import dev.coderun.server.session.SessionCatalog;
import dev.coderun.server.session.SessionHistory;
import dev.coderun.server.session.SessionMetrics;
import dev.coderun.server.session.SessionRoutes;
import dev.coderun.server.session.SessionTexts;
import dev.coderun.server.session.Sessions;
import dev.coderun.server.session.SharingRoutes;
import dev.coderun.server.transport.HttpServer;
import dev.coderun.server.web.Health;
import dev.coderun.server.web.Metrics;
import dev.coderun.server.web.OpenApi;
import dev.coderun.server.web.OurAddress;
import dev.coderun.server.web.RateLimits;
import dev.coderun.server.web.StaticFiles;
import dev.coderun.server.web.TrustedProxies;
import java.net.URI;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Builds the server by hand, part by part, and ends it when its process is told to end.
public final class Main {

    static {
        Logging.configure();
    }

    private static final System.Logger LOG = System.getLogger(Main.class.getName());

    private static final int EXIT_BAD_SETTING = 2;
    private static final int EXIT_CANNOT_START = 1;

    private Main() {}

    public static void main(String[] arguments) {
        var started = new Closing();
        try {
            var home = Path.of(System.getProperty("coderun.home", "")).toAbsolutePath();
            if (BackupCommand.isAsked(arguments)) {
                BackupCommand.run(List.of(arguments), System.getenv(), home, started);
                started.close();
                return;
            }
            var settings = SettingsReader.read(List.of(arguments), System.getenv(), home);
            if (settings.jsonLog()) {
                Logging.useJson();
            }
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "the end"));
            var server = start(settings, started);
            System.out.println("Code Run is ready at " + address(settings, server.port()));
        } catch (SettingsException e) {
            giveUp(started, EXIT_BAD_SETTING, e);
        } catch (StartException | FolderInUseException | Backup.BackupException e) {
            giveUp(started, EXIT_CANNOT_START, e);
        } catch (InterruptedException | RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the server could not start", e);
            started.close();
            System.exit(EXIT_CANNOT_START);
        }
    }

    /// Starts everything; what has been started is added to `started`, also if something later fails.
    static HttpServer start(Settings settings, Closing started) throws InterruptedException {
        // At once, before anything is started.
        PortProbe.refuseTaken(settings.bind(), settings.port());
        var time = InstantSource.system();
        var dataFolder = started.add(DataFolder.take(settings.data()));
        var table = started.add(table(settings, dataFolder, started));

        var ourAddress = new OurAddress(settings.port(), settings.publicUrl(), settings.scheme());
        var heldAccess = started.add(new HeldAccess(LoginEnds.in(table, time), time));
        var tickets = new Tickets(heldAccess, time);
        var submissions = new SubmissionStore(table);
        var blobs = new Blobs(table);
        var metrics = new Metrics();
        var sandbox = started.add(SandboxChoice.of(settings, dataFolder));

        var store = new DynamoDocumentStore(table, settings.historyRetention());
        var runs =
                new RunService(
                        sandbox,
                        RunSettings.standard(),
                        new RunMetrics(metrics.registry()),
                        store::nextRunId);
        var problems =
                ShippedProblems.in(
                        settings.home().resolve("problems"),
                        settings.judgeMemory(),
                        sandbox.languages());
        var liveTests =
                new LiveTests(
                        runs,
                        sandbox,
                        problems,
                        PartSettings.liveTests(settings),
                        new LiveTestMetrics(metrics.registry()));
        var frames = new Lead(liveTests);
        var sessionMetrics = new SessionMetrics(metrics.registry());
        var sessions =
                started.add(
                        new Sessions(
                                store,
                                PartSettings.sessions(settings),
                                frames,
                                sessionMetrics,
                                time));
        var catalog = new SessionCatalog(table, settings.limit(Limit.SESSIONS_PER_USER), time);
        var access = new SessionAccess(table, catalog, time);
        var people =
                new People(
                        table,
                        heldAccess,
                        ourAddress,
                        settings.logins().ways(settings.isDevMode()),
                        List.of(
                                new SessionAccountData(catalog, sessions, tickets),
                                new SubmissionData(submissions, blobs)),
                        time);
        var authentication = people.authentication();

        var rightsKeeper = started.add(new RightsKeeper(access, sessions, tickets, time));
        var entrance =
                new Entrance(
                        authentication,
                        heldAccess,
                        tickets,
                        catalog,
                        access,
                        rightsKeeper,
                        sessions,
                        frames,
                        PartSettings.entrance(settings),
                        sessionMetrics,
                        time);
        var doorkeeper = new Doorkeeper(authentication, catalog, access);
        var judges =
                started.add(
                        new JudgeService(
                                submissions,
                                blobs,
                                problems,
                                sandbox,
                                new SubmissionMetrics(metrics.registry()),
                                JudgeService.Bounds.within(
                                        (long) settings.judgeMemoryBudget() << 20),
                                time));
        var submissionRoutes =
                new SubmissionRoutes(
                        authentication,
                        heldAccess,
                        problems,
                        sandbox.languages(),
                        submissions,
                        blobs,
                        judges,
                        new SessionTexts(catalog, access, sessions),
                        time);
        var sessionRoutes =
                new SessionRoutes(
                        authentication,
                        doorkeeper,
                        tickets,
                        catalog,
                        rightsKeeper,
                        sessions,
                        sandbox.languages(),
                        problems::starter,
                        time);
        var sharingRoutes =
                new SharingRoutes(authentication, doorkeeper, catalog, access, rightsKeeper, time);

        var history =
                new SessionHistory(
                        new DynamoDocumentHistory(table, settings.historyRetention(), time),
                        sessions,
                        settings.historyRetention(),
                        time);

        var executions =
                new PistonService(
                        sandbox,
                        PistonSettings.standard().withAnonymous(settings.anonymousExecution()));

        var health = new Health();
        health.needs("store", () -> new Health.Check(table.answers(), Map.of()));
        health.mentions("sandbox", () -> SandboxHealth.sandbox(sandbox));
        health.mentions("images", () -> SandboxHealth.images(sandbox));

        var trustedProxies = new TrustedProxies(settings.trustedProxies());
        var page = StaticFiles.in(settings.home().resolve("web-ide/dist"));
        var server =
                new HttpServer(
                        listening(settings),
                        ourAddress,
                        trustedProxies,
                        PartSettings.transport(settings),
                        routing -> {
                            if (settings.limitsRates()) {
                                routing.register("/", new RateLimits(trustedProxies, time));
                            }
                            routing.register("/observe/health", health)
                                    .register("/observe/metrics", metrics)
                                    .register("/", people)
                                    .register("/api/openapi", new OpenApi())
                                    .register("/api/languages", new LanguageRoutes(sandbox))
                                    .register("/api/sessions", sessionRoutes, sharingRoutes)
                                    .register(
                                            "/api/sessions",
                                            new HistoryRoutes(doorkeeper, history, people.users()))
                                    .register("/api/submissions", submissionRoutes)
                                    .register(
                                            "/api",
                                            new ProblemRoutes(
                                                    problems, submissions, authentication))
                                    .register(
                                            "/api/v2", new PistonRoutes(executions, authentication))
                                    .register("/", page);
                        },
                        Map.of(
                                CollabEndpoint.PATH,
                                new CollabEndpoint(entrance),
                                HocuspocusEndpoint.PATH,
                                new HocuspocusEndpoint(entrance),
                                PistonConnect.PATH,
                                new PistonConnect(executions, authentication, heldAccess)));
        server.register(metrics.registry());
        started.add(server).start();
        // Ended first, so that everybody is still there to be told.
        started.add(runs);
        started.add(liveTests);
        sayWhatToKnow(settings, page);
        return server;
    }

    /// Throws [StartException] if TLS is to be spoken and the files for it do not serve.
    static HttpServer.Listening listening(Settings settings) {
        var plain = new HttpServer.Listening(settings.bind(), settings.port());
        var files = settings.tls();
        if (files.isEmpty()) {
            return plain;
        }
        try {
            return plain.withTls(files.get().certificate(), files.get().key());
        } catch (InvalidKeyException e) {
            throw new StartException(
                    "Give --tls-cert a certificate with its chain, and --tls-key the private key"
                        + " that belongs to it (PKCS #8): PEM files that this server may read.");
        }
    }

    static Table table(Settings settings, DataFolder dataFolder, Closing started)
            throws InterruptedException {
        if (settings.dynamodbEndpoint().isPresent()) {
            return Table.at(settings.dynamodbEndpoint().get(), "coderun");
        }
        if (settings.region().isPresent()) {
            return Table.inRegion(settings.region().get());
        }
        var program = settings.home().resolve("dynamodb-local/target");
        return Table.in(started.add(dataFolder.startDatabase(program)));
    }

    private static void sayWhatToKnow(Settings settings, StaticFiles page) {
        if (settings.isDevMode()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Development login is on: a name alone logs in. Never put a proxy before this"
                            + " server.");
        }
        if (!page.hasPage()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "There is no page: build web-ide, or start with ./coderun, which does.");
        }
    }

    /// What a person on this machine types into a browser.
    private static String address(Settings settings, int port) {
        var host = settings.bind().contains(":") ? "[" + settings.bind() + "]" : settings.bind();
        var reached = Settings.isLoopback(settings.bind()) ? host : "127.0.0.1";
        return settings.publicUrl()
                .map(URI::toString)
                .orElse(settings.scheme() + "://" + reached + ":" + port);
    }

    private static void giveUp(Closing started, int exitCode, RuntimeException reason) {
        started.close();
        System.err.println(reason.getMessage());
        System.exit(exitCode);
    }
}
