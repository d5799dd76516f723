package dev.coderun.server.problems;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coderun.executor.RunInput;
import dev.coderun.server.ApiDescription;
import dev.coderun.server.content.PackageBuilder;
import dev.coderun.server.content.PackageFiles;
import dev.coderun.server.content.PackageReader;
import dev.coderun.server.dynamodb.Blobs;
import dev.coderun.server.dynamodb.Table;
import dev.coderun.server.identity.Authentication;
import dev.coderun.server.identity.Caller;
import dev.coderun.server.identity.HeldAccess;
import dev.coderun.server.identity.User;
import dev.coderun.server.run.FakeSandbox;
import dev.coderun.server.session.DynamoDocumentStore;
import dev.coderun.server.session.FrameHandler;
import dev.coderun.server.session.SessionAccess;
import dev.coderun.server.session.SessionCatalog;
import dev.coderun.server.session.SessionMetrics;
import dev.coderun.server.session.SessionSettings;
import dev.coderun.server.session.SessionTexts;
import dev.coderun.server.session.Sessions;
import dev.coderun.server.transport.HttpServer;
import dev.coderun.server.transport.TransportLimits;
import dev.coderun.server.web.Json;
import dev.coderun.server.web.OurAddress;
import dev.coderun.server.web.TrustedProxies;
import dev.coderun.session.live.LiveSession;
import dev.coderun.session.live.Participant;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The API of submissions on a port of its own, over a real table and a sandbox that does what a test says.
final class JudgeServer implements AutoCloseable {
    static final JudgeService.Bounds BOUNDS = boundsWithin(4L << 30);

    /// What a submission to the only problem here may need.
    static final long MEMORY_OF_ONE = 512L << 20;

    static JudgeService.Bounds boundsWithin(long memoryBytes) {
        return new JudgeService.Bounds(2, memoryBytes, 250, 1000);
    }

    private static final ApiDescription API = ApiDescription.ofThisServer();

    private static final String BROWSER = "a browser";

    private final FakeSandbox sandbox = new FakeSandbox();
    private final HeldAccess heldAccess =
            new HeldAccess((_, _) -> Optional.empty(), InstantSource.system());
    private final JudgeService judges;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    JudgeServer(Table table, JudgeService.Bounds bounds) {
        var time = InstantSource.system();
        var address = new OurAddress(0, Optional.empty());
        // Everybody's token is their name.
        var authentication =
                new Authentication(
                        shown -> Optional.of(new Caller(User.of(shown, shown), BROWSER, 0)),
                        address);
        var problem =
                PackageReader.read(
                        PackageFiles.inZip(
                                "doubled",
                                PackageBuilder.good()
                                        .with("data/secret/01.hint", "Think twice.\n")
                                        .with("problem.yaml", YAML)
                                        .zip()));
        var problems = new ProblemCatalog(List.of(problem), sandbox.languages());
        var store = new SubmissionStore(table);
        var blobs = new Blobs(table);
        judges =
                new JudgeService(
                        store,
                        blobs,
                        problems,
                        sandbox,
                        new SubmissionMetrics(new PrometheusRegistry()),
                        bounds,
                        time);
        var sessions = sessions(table, time);
        var routes =
                new SubmissionRoutes(
                        authentication,
                        heldAccess,
                        problems,
                        sandbox.languages(),
                        store,
                        blobs,
                        judges,
                        sessions,
                        time);
        server =
                new HttpServer(
                        new HttpServer.Listening("127.0.0.1", 0),
                        address,
                        new TrustedProxies(List.of()),
                        TransportLimits.forDocumentsOf(1 << 20),
                        routing ->
                                routing.register("/api/submissions", routes)
                                        .register(
                                                "/api",
                                                new ProblemRoutes(problems, store, authentication)),
                        Map.of());
        server.start();
    }

    private static final String YAML =
            """
            problem_format_version: 2025-09
            type: pass-fail
            name: Doubled
            languages: [python3]
            limits: {time_limit: 1, code: 1, memory: 64}
            """;

    private static SessionTexts sessions(Table table, InstantSource time) {
        var metrics = new SessionMetrics(new PrometheusRegistry());
        var catalog = new SessionCatalog(table, 1_000, time);
        return new SessionTexts(
                catalog,
                new SessionAccess(table, catalog, time),
                new Sessions(
                        new DynamoDocumentStore(table, Duration.ofDays(1)),
                        SessionSettings.DEFAULT,
                        noFrames(),
                        metrics,
                        time));
    }

    private static FrameHandler noFrames() {
        return new FrameHandler() {
            @Override
            public void handle(
                    LiveSession session, Participant participant, int type, byte[] payload) {}

            @Override
            public void joined(LiveSession session, Participant participant) {}

            @Override
            public void left(LiveSession session, Participant participant) {}

            @Override
            public boolean isBusy(String sessionId) {
                return false;
            }

            @Override
            public void closed(String sessionId) {}
        };
    }

    FakeSandbox sandbox() {
        return sandbox;
    }

    JudgeService judges() {
        return judges;
    }

    /// Answers with twice the number, or with whatever the program's source says.
    static void play(FakeSandbox.FakeProgram program) {
        program.runs();
        var source =
                new String(
                        program.files().getOrDefault("main.py", new byte[0]),
                        StandardCharsets.UTF_8);
        var stdin =
                program.input() instanceof RunInput.Pipes(byte[] bytes, _)
                        ? new String(bytes, StandardCharsets.UTF_8).strip()
                        : "";
        program.prints(
                source.startsWith("print ")
                        ? source.substring("print ".length())
                        : String.valueOf(2 * Integer.parseInt(stdin)));
        program.exits(0);
    }

    HttpResponse<String> get(String user, String path) {
        return send(user, HttpRequest.newBuilder(at(path)));
    }

    HttpResponse<String> post(String user, String path, String json) {
        return send(
                user,
                HttpRequest.newBuilder(at(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /// Without saying how long it is.
    HttpResponse<String> post(String user, String path, byte[] body) {
        return send(
                user,
                HttpRequest.newBuilder(at(path))
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream(body))));
    }

    /// The id of what is taken.
    String submit(String user, String source) {
        var answer =
                post(
                        user,
                        "/api/submissions",
                        Json.write(
                                Map.of(
                                        "problem", "doubled",
                                        "language", "python",
                                        "source", source)));
        if (answer.statusCode() != 202) {
            throw new AssertionError(answer.body());
        }
        return answer.body().replaceFirst(".*\"id\":\"([^\"]+)\".*", "$1");
    }

    JsonNode submission(String user, String id) {
        return Json.read(get(user, "/api/submissions/" + id).body(), JsonNode.class);
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private HttpResponse<String> send(String user, HttpRequest.Builder request) {
        if (!user.isEmpty()) {
            request.header("Authorization", "Bearer " + user);
        }
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            API.check(answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /// Logs everybody out.
    void logOut() {
        heldAccess.endGrant(BROWSER);
    }

    @Override
    public void close() {
        heldAccess.close();
        judges.close();
        client.close();
        server.close();
    }
}
