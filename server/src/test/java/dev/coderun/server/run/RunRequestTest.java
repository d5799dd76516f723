package dev.coderun.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coderun.executor.RunInput;
import dev.coderun.server.web.BadJsonException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunRequestTest {
    @Test
    void aStartNeedsOnlyItsMode() {
        assertThat(RunRequest.parse("{\"t\":\"run.start\",\"mode\":\"pipes\"}"))
                .isEqualTo(
                        new RunRequest.Start(
                                RunMode.PIPES,
                                Optional.empty(),
                                List.of(),
                                Map.of(),
                                new RunInput.Terminal(80, 24)));
    }

    @Test
    void aStartMayGiveEverything() {
        assertThat(
                        RunRequest.parse(
                                """
                                {"t": "run.start", "mode": "terminal", "stdin": "in", "args": ["a"],
                                 "env": {"B": "c"}, "columns": 100, "rows": 30}
                                """))
                .isEqualTo(
                        new RunRequest.Start(
                                RunMode.TERMINAL,
                                Optional.of("in"),
                                List.of("a"),
                                Map.of("B", "c"),
                                new RunInput.Terminal(100, 30)));
    }

    @Test
    void theOthersNameTheirRun() {
        assertThat(RunRequest.parse("{\"t\":\"run.stop\",\"run\":3}"))
                .isEqualTo(new RunRequest.Stop(3));
        assertThat(RunRequest.parse("{\"t\":\"run.follow\",\"run\":3,\"offset\":70}"))
                .isEqualTo(new RunRequest.Follow(3, 70));
        assertThat(RunRequest.parse("{\"t\":\"run.resize\",\"run\":3,\"columns\":9,\"rows\":8}"))
                .isEqualTo(new RunRequest.Resize(3, new RunInput.Terminal(9, 8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"t\":1}",
                "{\"t\":\"run.dance\"}",
                "{\"t\":\"run.start\"}",
                "{\"t\":\"run.start\",\"mode\":\"loud\"}",
                "{\"t\":\"run.start\",\"mode\":\"pipes\",\"args\":[null]}",
                "{\"t\":\"run.start\",\"mode\":\"pipes\",\"args\":\"x\"}",
                "{\"t\":\"run.start\",\"mode\":\"pipes\",\"env\":{\"A\":null}}",
                "{\"t\":\"run.start\",\"mode\":\"terminal\",\"columns\":0}",
                "{\"t\":\"run.start\",\"mode\":\"terminal\",\"rows\":1000000}",
                "{\"t\":\"run.stop\"}",
                "{\"t\":\"run.stop\",\"run\":\"3\"}",
                "{\"t\":\"run.follow\",\"run\":1,\"offset\":-1}",
                "{\"t\":\"run.resize\",\"run\":1,\"columns\":80}"
            })
    void whatIsNoSuchMessageIsRefused(String json) {
        assertThatExceptionOfType(BadJsonException.class)
                .isThrownBy(() -> RunRequest.parse(json))
                .withMessageEndingWith(".");
    }

    @Test
    void argumentsAreBounded() {
        var tooMany = "\"x\",".repeat(RunRequest.MAX_ARGUMENTS) + "\"x\"";

        assertThatExceptionOfType(BadJsonException.class)
                .isThrownBy(
                        () ->
                                RunRequest.parse(
                                        "{\"t\":\"run.start\",\"mode\":\"pipes\",\"args\":["
                                                + tooMany
                                                + "]}"));
    }
}
