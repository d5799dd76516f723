package dev.coderun.server.piston;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coderun.executor.LanguageState;
import dev.coderun.executor.RunInput;
import dev.coderun.executor.RunOutcome;
import dev.coderun.server.run.FakeSandbox;
import dev.coderun.server.run.FakeSandbox.FakeProgram;
import dev.coderun.server.web.Json;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PistonServiceTest {
    private static final String HELLO =
            """
            {"language": "python", "version": "*", "files": [{"content": "print(1)"}]}
            """;

    private final FakeSandbox sandbox = new FakeSandbox();
    private final PistonService service = new PistonService(sandbox, PistonSettings.standard());

    @Test
    void runtimesAreThoseThatCanBeRunNow() {
        assertThat(Json.write(service.runtimes()))
                .isEqualTo(
                        """
                        [{"language":"python","version":"1.0.0","aliases":["py","py3","python3"]},\
                        {"language":"java","version":"1.0.0","aliases":[]}]\
                        """);

        sandbox.languageState(new LanguageState.Building("installing", 1));

        assertThat(service.runtimes()).isEmpty();
    }

    @Test
    void anAnswerHasTheRunInPistonsShape() throws Exception {
        var answer = execute(HELLO);
        var program = sandbox.next();
        program.runs();
        program.prints("out");
        program.complains("err");
        program.exits(0);

        assertThat(json(answer))
                .isEqualTo(
                        """
                        {"language":"python","version":"1.0.0","run":{"stdout":"out",\
                        "stderr":"err","output":"outerr","code":0,"signal":null,"message":null,\
                        "status":null,"cpu_time":7,"wall_time":12,"memory":9437184}}\
                        """);
        assertThat(program.files()).containsOnlyKeys("main.py");
    }

    @Test
    void aFailedCompileIsRepeatedAsTheRun() throws Exception {
        var answer = execute(HELLO.replace("python", "java"));
        var program = sandbox.next();
        program.compiles();
        program.complains("Main.java:1: error");
        program.ends(new RunOutcome.CompileFailed(1, FakeSandbox.USAGE));

        var result = answer.get(10, TimeUnit.SECONDS);
        assertThat(result.compile()).isEqualTo(result.run());
        assertThat(result.run().code()).isEqualTo(1);
        assertThat(result.run().status()).isEqualTo("RE");
        assertThat(result.run().stderr()).isEqualTo("Main.java:1: error");
    }

    @Test
    void aCompileThatPassedIsToldBesideTheRun() throws Exception {
        var answer = execute(HELLO.replace("python", "java"));
        var program = sandbox.next();
        program.compiles();
        program.complains("a warning");
        program.runs();
        program.prints("hi");
        program.exits(3);

        var result = answer.get(10, TimeUnit.SECONDS);
        assertThat(Json.write(result))
                .contains("\"compile\":{\"stdout\":\"\",\"stderr\":\"a warning\"")
                .contains("\"output\":\"a warning\",\"code\":0");
        assertThat(result.run().output()).isEqualTo("hi");
        assertThat(result.run().code()).isEqualTo(3);
    }

    @Test
    void aCompilerThatTakesTooLongIsEnded() throws Exception {
        var answer = execute(HELLO.replace("\"*\"", "\"*\", \"compile_timeout\": 1"));
        sandbox.next().compiles();

        var result = answer.get(10, TimeUnit.SECONDS);
        assertThat(result.run().status()).isEqualTo("TO");
        assertThat(result.run().signal()).isEqualTo("SIGKILL");
    }

    @Test
    void outputIsCutAtItsLimitWithoutCuttingACharacter() throws Exception {
        var answer = execute(HELLO);
        var program = sandbox.next();
        program.runs();
        program.prints("x" + "€".repeat(PistonSettings.standard().outputBytes()));

        var run = answer.get(10, TimeUnit.SECONDS).run();
        assertThat(run.status()).isEqualTo("OL");
        assertThat(run.signal()).isEqualTo("SIGKILL");
        assertThat(run.message()).isEqualTo("stdout length exceeded");
        assertThat(run.stdout()).matches("x€+");
        assertThat(run.stdout().getBytes(UTF_8).length)
                .isBetween(
                        PistonSettings.standard().outputBytes() - 3,
                        PistonSettings.standard().outputBytes());
    }

    @Test
    void tooMuchOnStderrIsToldApart() throws Exception {
        var answer = execute(HELLO);
        var program = sandbox.next();
        program.complains("x".repeat(PistonSettings.standard().outputBytes() + 1));

        assertThat(answer.get(10, TimeUnit.SECONDS).run().status()).isEqualTo("EL");
    }

    @Test
    void aCharacterThatComesInTwoPiecesIsWhole() throws Exception {
        var answer = execute(HELLO);
        var program = sandbox.next();
        var euro = "€".getBytes(UTF_8);
        program.printsBytes(new byte[] {euro[0]});
        program.complains("!");
        program.printsBytes(new byte[] {euro[1], euro[2]});
        program.printsBytes(new byte[] {(byte) 0xE2});
        program.exits(0);

        var run = answer.get(10, TimeUnit.SECONDS).run();
        assertThat(run.stdout()).isEqualTo("€\uFFFD");
        assertThat(run.output()).isEqualTo("!€\uFFFD");
    }

    @ParameterizedTest
    @CsvSource({
        "signalled, SG, SIGSEGV, Caught fatal signal 11",
        "wall, TO, SIGKILL, Time limit exceeded (wall clock)",
        "cpu, TO, SIGKILL, Time limit exceeded",
        "memory, SG, SIGKILL, Memory limit exceeded",
        "sandbox, XX, , broken"
    })
    void outcomesHavePistonsStatus(String end, String status, String signal, String message)
            throws Exception {
        var answer = execute(HELLO);
        endSo(sandbox.next(), end);

        var run = answer.get(10, TimeUnit.SECONDS).run();
        assertThat(run.status()).isEqualTo(status);
        assertThat(run.signal()).isEqualTo(signal);
        assertThat(run.message()).isEqualTo(message);
        assertThat(run.code()).isNull();
    }

    @Test
    void limitsStdinAndArgumentsReachTheProgram() throws Exception {
        var answer =
                execute(
                        """
                        {"language": "py3", "version": "1.x", "stdin": "in", "args": ["a", 2],
                         "run_timeout": 1000, "run_cpu_time": 900, "run_memory_limit": 100000000,
                         "compile_memory_limit": -1,
                         "files": [{"name": "b.bin", "content": "AAE=", "encoding": "base64"},
                                   {"name": "run.py", "content": "1"},
                                   {"name": "h", "content": "ff", "encoding": "hex"}]}
                        """);
        var program = sandbox.next();
        program.exits(0);
        answer.get(10, TimeUnit.SECONDS);

        assertThat(program.limits().wall()).isEqualTo(Duration.ofSeconds(1));
        assertThat(program.limits().cpu()).isEqualTo(Duration.ofMillis(900));
        assertThat(program.limits().memoryBytes()).isEqualTo(100_000_000);
        assertThat(program.program().arguments()).containsExactly("a", "2");
        assertThat(program.program().entry()).isEqualTo("run.py");
        assertThat(program.files().get("b.bin")).containsExactly(0, 1);
        assertThat(program.files().get("h")).containsExactly(0xFF);
        assertThat(program.input())
                .isInstanceOfSatisfying(
                        RunInput.Pipes.class,
                        pipes -> {
                            assertThat(pipes.stdin()).asString(UTF_8).isEqualTo("in");
                            assertThat(pipes.open()).isFalse();
                        });
    }

    @Test
    void eachProgramGetsABoxOfItsOwn() throws Exception {
        for (int i = 0; i < 2; i++) {
            var answer = execute(HELLO);
            sandbox.next().exits(0);
            answer.get(10, TimeUnit.SECONDS);
        }

        assertThat(sandbox.boxes()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | language is required as a string",
                "{'language': 5} | language is required as a string",
                "{'language': 'python'} | version is required as a string",
                "{'language': 'python', 'version': '*'} | files is required as an array",
                "{'language': 'python', 'version': '*', 'files': [{}]} | files[0].content is"
                        + " required as a string",
                "{'language': 'cobol', 'version': '*', 'files': []} | cobol-* runtime is unknown",
                "{'language': 'python', 'version': '9.x', 'files': []} | python-9.x runtime is"
                        + " unknown",
                "{'language': 'python', 'version': '*', 'files': []} | files must include at least"
                        + " one utf8 encoded file",
                "{'language': 'python', 'version': '*', 'files': [{'content': ''}],"
                        + " 'run_timeout': 3001} | run_timeout cannot exceed the configured limit"
                        + " of 3000",
                "{'language': 'python', 'version': '*', 'files': [{'content': ''}],"
                        + " 'compile_timeout': 'x'} | If specified, compile_timeout must be a"
                        + " number",
                "{'language': 'python', 'version': '*', 'files': [{'content': ''}],"
                        + " 'run_cpu_time': -5} | run_cpu_time must be non-negative",
                "{'language': 'python', 'version': '*', 'files': [{'name': '../x', 'content':"
                        + " ''}]} | The file name \"../x\" must not contain \"..\"."
            })
    void badRequestsGetPistonsWords(String body, String message) {
        assertThatExceptionOfType(PistonRefusal.class)
                .isThrownBy(() -> service.parse(node(body.replace('\'', '"'))))
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(400))
                .withMessage(message);
    }

    @Test
    void aSandboxThatFailsIsNoFaultOfTheRequest() {
        sandbox.breaks("The engine does not answer.");

        assertThatExceptionOfType(PistonRefusal.class)
                .isThrownBy(() -> service.execute(node(HELLO)))
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(503));
    }

    private CompletableFuture<PistonService.Answer> execute(String body) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return service.execute(node(body));
                    } catch (InterruptedException e) {
                        throw new CompletionException(e);
                    }
                },
                Thread::startVirtualThread);
    }

    private static void endSo(FakeProgram program, String end) {
        var usage = FakeSandbox.USAGE;
        var limit = Duration.ofSeconds(1);
        program.ends(
                switch (end) {
                    case "signalled" -> new RunOutcome.Signalled(11, usage);
                    case "wall" -> new RunOutcome.TimedOut(RunOutcome.Clock.WALL, limit, usage);
                    case "cpu" -> new RunOutcome.TimedOut(RunOutcome.Clock.CPU, limit, usage);
                    case "memory" -> new RunOutcome.OutOfMemory(1, usage);
                    default -> new RunOutcome.SandboxFailed("broken", usage);
                });
    }

    private static String json(CompletableFuture<PistonService.Answer> answer) throws Exception {
        return Json.write(answer.get(10, TimeUnit.SECONDS));
    }

    private static JsonNode node(String json) {
        return Json.read(json, JsonNode.class);
    }
}
