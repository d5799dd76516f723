package dev.coderun.server.piston;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.Limits;
import dev.coderun.executor.RunOutcome;
import dev.coderun.server.run.FakeSandbox;
import java.net.http.WebSocket;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class PistonConnectTest {
    private static final String INIT =
            """
            {"type": "init", "language": "java", "version": "*", "files": [{"content": ""}]}
            """;

    private final PistonServer server = new PistonServer(PistonSettings.standard());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aProgramIsCompiledRunTypedToAndEnded() throws Exception {
        var client = connect();
        client.say(INIT);
        assertThat(client.next())
                .isEqualTo("{\"type\":\"runtime\",\"language\":\"java\",\"version\":\"1.0.0\"}");
        var program = server.sandbox().next();
        program.compiles();
        assertThat(client.next()).contains("\"stage\"", "\"compile\"");
        program.complains("a warning");
        assertThat(client.next())
                .isEqualTo("{\"type\":\"data\",\"stream\":\"stderr\",\"data\":\"a warning\"}");
        program.runs();
        assertThat(client.next())
                .isEqualTo("{\"type\":\"exit\",\"stage\":\"compile\",\"code\":0,\"signal\":null}");
        assertThat(client.next()).contains("\"stage\"", "\"run\"");

        client.say("{\"type\": \"data\", \"stream\": \"stdin\", \"data\": \"typed\"}");
        assertThat(program.awaitStdin(5)).isEqualTo("typed");
        program.prints("€ hello");
        assertThat(client.next())
                .isEqualTo("{\"type\":\"data\",\"stream\":\"stdout\",\"data\":\"€ hello\"}");
        program.exits(3);

        assertThat(client.next())
                .isEqualTo("{\"type\":\"exit\",\"stage\":\"run\",\"code\":3,\"signal\":null}");
        assertThat(client.next()).isEqualTo("4999 Job Completed");
    }

    @Test
    void aSignalReachesTheProgram() throws Exception {
        var client = connect();
        client.say(INIT);
        var program = server.sandbox().next();
        program.runs();
        client.skip(2);

        client.say("{\"type\": \"signal\", \"signal\": \"SIGTERM\"}");

        assertThat(client.next())
                .isEqualTo(
                        "{\"type\":\"exit\",\"stage\":\"run\",\"code\":null,\"signal\":\"SIGTERM\"}");
        assertThat(client.next()).isEqualTo("4999 Job Completed");
    }

    @Test
    void aSignalThatComesBeforeItsProgramIsKeptForIt() throws Exception {
        try (var narrow = new PistonServer(PistonSettings.standard().withConcurrent(1))) {
            connect(narrow).say(INIT);
            var first = narrow.sandbox().next();
            var client = connect(narrow);
            client.say(INIT);
            client.say("{\"type\": \"data\", \"stream\": \"stdin\", \"data\": \"early\"}");
            client.say("{\"type\": \"signal\", \"signal\": \"SIGTERM\"}");
            assertThat(client.next()).contains("\"runtime\"");

            first.exits(0);
            var second = narrow.sandbox().next();

            assertThat(second.await())
                    .isInstanceOfSatisfying(
                            RunOutcome.Signalled.class,
                            end -> assertThat(end.signal()).isEqualTo(15));
            assertThat(second.stdin()).isEqualTo("early");
        }
    }

    @Test
    void aCharacterThatComesInTwoPiecesIsWhole() throws Exception {
        var client = connect();
        client.say(INIT);
        var program = server.sandbox().next();
        program.runs();
        client.skip(2);
        var euro = "€".getBytes(UTF_8);

        program.printsBytes(new byte[] {euro[0]});
        program.complains("!");
        program.printsBytes(new byte[] {euro[1], euro[2], 'a', euro[0]});
        program.exits(0);

        assertThat(client.next()).contains("\"stderr\"", "\"!\"");
        assertThat(client.next())
                .isEqualTo("{\"type\":\"data\",\"stream\":\"stdout\",\"data\":\"€a\"}");
        assertThat(client.next())
                .isEqualTo("{\"type\":\"data\",\"stream\":\"stdout\",\"data\":\"\uFFFD\"}");
        assertThat(client.next()).contains("\"exit\"", "\"code\":0");
        assertThat(client.next()).isEqualTo("4999 Job Completed");
    }

    @Test
    void whatACompilerCutOffStaysOutOfTheProgramsOutput() throws Exception {
        var client = connect();
        client.say(INIT);
        var program = server.sandbox().next();
        program.compiles();
        client.skip(2);

        program.printsBytes(new byte[] {(byte) 0xE2});
        program.runs();
        program.prints("a");

        assertThat(client.next()).contains("\"data\":\"\uFFFD\"");
        assertThat(client.next()).contains("\"exit\"", "\"compile\"");
        assertThat(client.next()).contains("\"stage\"", "\"run\"");
        assertThat(client.next()).contains("\"data\":\"a\"");
        program.exits(0);
        client.skip(1);
        assertThat(client.next()).isEqualTo("4999 Job Completed");
    }

    /// What `execute` answers is cut for its answer's sake; here everything is handed on, up to what a program may print at all.
    @Test
    void moreThanAnAnswerTakesIsHandedOnUntilTheSandboxCutsIt() throws Exception {
        var settings = PistonSettings.standard();
        var client = connect();
        client.say(INIT);
        var program = server.sandbox().next();
        program.runs();
        client.skip(2);
        var text = "€".repeat(settings.outputBytes());

        program.prints(text);
        assertThat(program.limits().outputBytes()).isEqualTo(Limits.standard().outputBytes());
        program.ends(new RunOutcome.TooMuchOutput(1, FakeSandbox.USAGE));

        assertThat(client.next())
                .isEqualTo("{\"type\":\"data\",\"stream\":\"stdout\",\"data\":\"" + text + "\"}");
        assertThat(client.next())
                .isEqualTo(
                        "{\"type\":\"exit\",\"stage\":\"run\",\"code\":null,\"signal\":\"SIGKILL\"}");
        assertThat(client.next()).isEqualTo("4999 Job Completed");
    }

    @Test
    void aClientThatGoesTakesItsProgramWithIt() throws Exception {
        var client = connect();
        client.say(INIT);
        var program = server.sandbox().next();

        client.socket().abort();

        assertThat(program.await()).isInstanceOf(RunOutcome.Cancelled.class);
    }

    @Test
    void whoSaysNothingIsSentAwayAfterASecond() throws Exception {
        assertThat(connect().next()).isEqualTo("4001 Initialization Timeout");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type': 'data', 'stream': 'stdin', 'data': ''} | 4003 Not yet initialized",
                "{'type': 'signal', 'signal': 'SIGINT'} | 4003 Not yet initialized"
            })
    void beforeItsInitNothingElseIsTaken(String message, String close) throws Exception {
        var client = connect();

        client.say(message.replace('\'', '"'));

        assertThat(client.next()).isEqualTo(close);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type': 'init'} | 4000 Already Initialized",
                "{'type': 'data', 'stream': 'stdout', 'data': ''} | 4004 Can only write to stdin",
                "{'type': 'signal', 'signal': 'SIGFUN'} | 4005 Invalid signal"
            })
    void afterItsInitWhatIsWrongEndsIt(String message, String close) throws Exception {
        var client = connect();
        client.say(INIT);
        server.sandbox().next().runs();
        client.skip(2);

        client.say(message.replace('\'', '"'));

        assertThat(client.next()).isEqualTo(close);
    }

    @Test
    void anErrorIsToldBeforeTheEnd() throws Exception {
        var client = connect();

        client.say(
                "{\"type\": \"init\", \"language\": \"cobol\", \"version\": \"1\", \"files\": []}");

        assertThat(client.next()).contains("\"error\"", "cobol-1 runtime is unknown");
        assertThat(client.next()).isEqualTo("4002 Notified Error");
    }

    @Test
    void whoeverIsLoggedOutIsSentAwayAndTheirProgramEnds() throws Exception {
        var client = connect();
        client.say(INIT);
        var program = server.sandbox().next();
        program.runs();
        client.skip(2);

        server.logOut();

        assertThat(client.next()).startsWith("4401");
        assertThat(program.await()).isInstanceOf(RunOutcome.Cancelled.class);
    }

    @Test
    void aStrangerIsToldToLogIn() throws Exception {
        var stranger = new Client();
        server.client()
                .newWebSocketBuilder()
                .buildAsync(server.at("ws", "/api/v2/connect"), stranger)
                .get(10, TimeUnit.SECONDS);

        assertThat(stranger.next()).startsWith("4401");
    }

    @Test
    void aSandboxThatBreaksIsToldAsAnError() throws Exception {
        server.sandbox().breaks("The engine does not answer.");
        var client = connect();

        client.say(INIT);

        client.skip(1);
        assertThat(client.next()).contains("\"error\"", "The engine does not answer.");
        assertThat(client.next()).isEqualTo("4002 Notified Error");
    }

    private Client connect() throws Exception {
        return connect(server);
    }

    private static Client connect(PistonServer server) throws Exception {
        var client = new Client();
        client.socket =
                server.client()
                        .newWebSocketBuilder()
                        .header("Authorization", server.bearer())
                        .buildAsync(server.at("ws", "/api/v2/connect"), client)
                        .get(10, TimeUnit.SECONDS);
        return client;
    }

    /// What a client hears: whole texts, and at last the close code and its reason.
    private static final class Client implements WebSocket.Listener {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final StringBuilder partial = new StringBuilder();
        private @Nullable WebSocket socket;

        void say(String message) {
            socket().sendText(message, true).join();
        }

        WebSocket socket() {
            return Objects.requireNonNull(socket);
        }

        String next() throws InterruptedException {
            var next = heard.poll(10, TimeUnit.SECONDS);
            return next == null ? "nothing within 10 s" : next;
        }

        void skip(int count) throws InterruptedException {
            for (int i = 0; i < count; i++) {
                next();
            }
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                heard.add(partial.toString());
                partial.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            heard.add(code + " " + reason);
            return null;
        }
    }
}
