package dev.coderun.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coderun.server.transport.HttpServer;
import dev.coderun.server.transport.TransportLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpTest {

    private static final String INDEX = "<!doctype html><title>Code Run</title>";

    @TempDir private Path dist;

    private final AtomicBoolean storeIsUp = new AtomicBoolean(true);
    private HttpServer server;

    record Greeting(String name) {
        Greeting {
            Json.required(name, "name");
        }
    }

    private static final class SomethingIsDown extends UnavailableException {

        private static final long serialVersionUID = 1L;

        SomethingIsDown() {
            super("down", Problem.of(503, "down", "Not now", "It is down."));
        }
    }

    @BeforeEach
    void start() throws IOException {
        Files.writeString(dist.resolve("index.html"), INDEX);
        Files.createDirectory(dist.resolve("assets"));
        Files.writeString(dist.resolve("assets/main-1a2b.js"), "plain");
        Files.writeString(dist.resolve("assets/main-1a2b.js.br"), "brotli");
        Files.writeString(dist.resolve("assets/main-1a2b.js.gz"), "gzip");
        var health = new Health();
        health.needs("store", () -> new Health.Check(storeIsUp.get(), Map.of("table", "coderun")));
        health.mentions("sandbox", () -> new Health.Check(false, Map.of("detail", "no engine")));
        var metrics = new Metrics();
        metrics.gauge("coderun_answer", "The answer", () -> 42);
        server =
                new HttpServer(
                        new HttpServer.Listening("127.0.0.1", 0),
                        new OurAddress(0, Optional.of(URI.create("https://code.example"))),
                        new TrustedProxies(List.of()),
                        TransportLimits.forDocumentsOf(1024),
                        routing ->
                                routing.register("/observe/health", health)
                                        .register("/observe/metrics", metrics)
                                        .post(
                                                "/api/greet",
                                                (request, response) ->
                                                        Json.send(
                                                                response,
                                                                Json.body(request, Greeting.class)))
                                        .get(
                                                "/api/bug",
                                                (_, _) -> {
                                                    throw new IllegalStateException("secret");
                                                })
                                        .get(
                                                "/api/down",
                                                (_, _) -> {
                                                    throw new SomethingIsDown();
                                                })
                                        .register("/", StaticFiles.in(dist)),
                        Map.of());
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyAnswerCarriesTheSecurityHeadersAndARequestId() throws IOException {
        for (var path : new String[] {"/", "/nowhere", "/api/bug", "/observe/health/live"}) {
            var answer = get(path);

            assertThat(answer.header("Content-Security-Policy"))
                    .contains("default-src 'self'", "script-src 'self';", "frame-ancestors 'none'")
                    .contains("ws://localhost:" + server.port());
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("X-Request-Id")).startsWith("r-");
        }
    }

    @Test
    void browsersKeepToHttpsAtThePublicNameAndNotAtThoseOfThisMachine() throws IOException {
        assertThat(get("/", "Host: code.example").header("Strict-Transport-Security"))
                .isEqualTo("max-age=15552000");
        assertThat(get("/").header("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void anErrorIsAProblemDocumentWithTheRequestsId() throws IOException {
        var answer = get("/nowhere");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        var problem = json(answer);
        assertThat(problem.get("type").asText()).isEqualTo("/problems/not-found");
        assertThat(problem.get("status").asInt()).isEqualTo(404);
        assertThat(problem.get("detail").asText()).endsWith(".");
        assertThat(problem.get("requestId").asText()).isEqualTo(answer.header("X-Request-Id"));
    }

    @Test
    void theWrongMethodIs405AndNamesTheRightOne() throws IOException {
        var answer = get("/api/greet");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("POST");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void aMissingMemberIsNamed() throws IOException {
        var answer = RawHttp.postJson(server.port(), "/api/greet", "{}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(json(answer).get("detail").asText()).contains("\"name\"");
    }

    @Test
    void aBodyThatDoesNotSayItIsJsonIs415() throws IOException {
        var answer = RawHttp.send(server.port(), "POST", "/api/greet", "{\"name\":\"Ada\"}");

        assertThat(answer.status()).isEqualTo(415);
    }

    @Test
    void aBodyOverTheLimitIs413WhetherAnnouncedOrNot() throws IOException {
        var large = "x".repeat(Json.MAX_BODY_BYTES + 1);
        var announced = RawHttp.postJson(server.port(), "/api/greet", large);
        var chunked =
                RawHttp.exchange(
                        server.port(),
                        "POST /api/greet HTTP/1.1\r\nHost: localhost:"
                                + server.port()
                                + "\r\nContent-Type: application/json\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n"
                                + Integer.toHexString(large.length())
                                + "\r\n"
                                + large
                                + "\r\n0\r\n\r\n");

        assertThat(announced.status()).isEqualTo(413);
        assertThat(chunked.status()).isEqualTo(413);
    }

    @Test
    void aBugIsLoggedOnceWithTheRequestsIdAndTellsNothing() throws IOException {
        var lines = new ArrayList<LogRecord>();
        var logger = Logger.getLogger(ProblemDocuments.class.getName());
        var handler = collectingInto(lines);
        logger.addHandler(handler);
        try {
            var answer = get("/api/bug");

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).doesNotContain("secret");
            assertThat(lines).hasSize(1);
            assertThat(lines.getFirst().getMessage()).contains(answer.header("X-Request-Id"));
        } finally {
            logger.removeHandler(handler);
        }
    }

    @Test
    void whatIsDownIs503AndSaysWhenToComeBack() throws IOException {
        var answer = get("/api/down");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(json(answer).get("type").asText()).isEqualTo("/problems/down");
        assertThat(answer.header("Retry-After")).isEqualTo("5");
    }

    @Test
    void malformedHttpIsAProblemDocumentToo() throws IOException {
        var answer = RawHttp.exchange(server.port(), "GET /\u0001 HTTP/1.1\r\nHost: x\r\n\r\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void anotherHostIsRefused() throws IOException {
        var answer = get("/", "Host: evil.example:" + server.port());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain(INDEX);
    }

    @Test
    void aProxyThatWeDoNotKnowIsRefused() throws IOException {
        for (var header : new String[] {"X-Forwarded-For: 1.2.3.4", "Forwarded: for=1.2.3.4"}) {
            var answer = get("/observe/health/live", header);

            assertThat(answer.status()).isEqualTo(403);
            assertThat(json(answer).get("detail").asText()).contains("--trusted-proxies");
        }
    }

    @Test
    void thePageIsAtItsOwnRoutesAndNowhereElse() throws IOException {
        assertThat(get("/").body()).isEqualTo(INDEX);
        assertThat(get("/s/abc").body()).isEqualTo(INDEX);
        assertThat(get("/s").status()).isEqualTo(404);
        assertThat(get("/s/abc/d").status()).isEqualTo(404);
        assertThat(get("/index").status()).isEqualTo(404);
        assertThat(get("/assets/../index.html").status()).isIn(400, 404);
        assertThat(get("/assets/%2e%2e/index.html").status()).isIn(400, 404);
    }

    @Test
    void thePageIsAskedForAgainAndNotSentAgain() throws IOException {
        var first = get("/");
        var again = get("/", "If-None-Match: " + first.header("ETag"));

        assertThat(first.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void hashedFilesAreKeptForeverAndSentAsTheBrowserLikesThem() throws IOException {
        var path = "/assets/main-1a2b.js";

        assertThat(get(path).header("Cache-Control")).contains("immutable");
        assertThat(get(path).header("Content-Type")).startsWith("text/javascript");
        assertThat(get(path).body()).isEqualTo("plain");
        assertThat(get(path, "Accept-Encoding: gzip, deflate, br").body()).isEqualTo("brotli");
        assertThat(get(path, "Accept-Encoding: gzip").body()).isEqualTo("gzip");
        assertThat(get(path, "Accept-Encoding: gzip").header("Content-Encoding")).isEqualTo("gzip");
        assertThat(get(path, "Accept-Encoding: br;q=0, gzip;q=0.5").body()).isEqualTo("gzip");
    }

    @Test
    void readyNeedsTheStoreButNotTheSandbox() throws IOException {
        assertThat(get("/observe/health/ready").status()).isEqualTo(200);
        assertThat(json(get("/observe/health/ready")).at("/checks/sandbox/status").asText())
                .isEqualTo("DOWN");

        storeIsUp.set(false);

        assertThat(get("/observe/health/ready").status()).isEqualTo(503);
        assertThat(get("/observe/health/live").status()).isEqualTo(200);
    }

    @Test
    void whatIsCountedCanBeRead() throws IOException {
        assertThat(get("/observe/metrics").body()).contains("coderun_answer 42.0");
    }

    private RawHttp get(String path, String... headers) throws IOException {
        return RawHttp.get(server.port(), path, headers);
    }

    private static JsonNode json(RawHttp answer) {
        return Json.read(answer.body(), JsonNode.class);
    }

    private static Handler collectingInto(List<LogRecord> lines) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
