package dev.coderun.server.livetest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coderun.executor.judge.TestCase;
import dev.coderun.executor.judge.TestData;
import dev.coderun.server.run.SessionProgram;
import dev.coderun.session.live.SessionTests.OwnCase;
import java.util.List;
import java.util.Optional;

/// A test that gives a program something to read and checks what it prints.
///
/// @param hash stands for the text that it is made of
/// @param refusedBecause why it is not run; a sentence
record CaseTest(LiveTest test, TestCase data, String hash, Optional<String> refusedBecause) {
    private static final String SAMPLES = "sample/";

    /// @param problemHash stands for all of the problem, the sample included
    static CaseTest sample(TestCase sample, String problemHash) {
        var name =
                sample.name().startsWith(SAMPLES)
                        ? sample.name().substring(SAMPLES.length())
                        : sample.name();
        return new CaseTest(
                LiveTest.of(LiveTest.Kind.SAMPLE, name, name),
                sample,
                problemHash,
                Optional.empty());
    }

    static CaseTest own(OwnCase own, List<String> validatorFlags, Optional<String> refusedBecause) {
        var data = new Texts(own.input(), own.expected());
        return new CaseTest(
                LiveTest.of(LiveTest.Kind.CASE, own.id(), own.name()),
                new TestCase(own.id(), data, List.of(), validatorFlags),
                hash(own),
                refusedBecause);
    }

    /// As the page hashes it.
    private static String hash(OwnCase own) {
        return SessionProgram.sha256((own.input() + "\0" + own.expected()).getBytes(UTF_8));
    }

    private record Texts(String text, String expected) implements TestData {
        @Override
        public byte[] input() {
            return text.getBytes(UTF_8);
        }

        @Override
        public byte[] answer() {
            return expected.getBytes(UTF_8);
        }
    }
}
