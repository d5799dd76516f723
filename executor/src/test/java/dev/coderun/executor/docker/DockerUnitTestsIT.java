package dev.coderun.executor.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.Sandbox;
import dev.coderun.executor.unittests.Place;
import dev.coderun.executor.unittests.UnitTestOutcome;
import dev.coderun.executor.unittests.UnitTestResult.Verdict;
import dev.coderun.executor.unittests.UnitTestsContract;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Unit tests in containers of a real engine, where each language has its own customs' runner.
final class DockerUnitTestsIT extends UnitTestsContract {
    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = TestSandbox.start("unittests", 0);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    static List<String> languages() {
        return ALL;
    }

    @Override
    protected Sandbox sandbox() {
        return sandbox;
    }

    @Test
    void pythonsTestsMayUseAllOfPytest() throws Exception {
        round(
                "python",
                Map.of(
                        "main.py",
                        "",
                        "tests/test_all.py",
                        """
                        import pytest

                        @pytest.fixture
                        def three(): return 3

                        @pytest.mark.parametrize("n", [3, 4])
                        def test_is(three, n):
                            assert three == n

                        def test_raises():
                            with pytest.raises(ZeroDivisionError): 1 / 0

                        @pytest.mark.skip("not today")
                        def test_later(): pass
                        """));

        assertThat(told().result("test_is[3]").verdict()).isEqualTo(Verdict.PASSED);
        assertThat(told().result("test_is[4]").message())
                .isEqualTo("AssertionError: assert 3 == 4");
        assertThat(told().result("test_raises").verdict()).isEqualTo(Verdict.PASSED);
        assertThat(told().result("test_later").verdict()).isEqualTo(Verdict.SKIPPED);
        assertThat(told().result("test_later").message()).isEqualTo("not today");
    }

    @Test
    void aFileThatCannotBeImportedIsAnErrorAndTheOthersRun() throws Exception {
        var outcome =
                round(
                        "python",
                        Map.of(
                                "main.py", "",
                                "test_a.py", "def test_a(:\n",
                                "test_b.py", "import nowhere\ndef test_b(): pass\n",
                                "test_c.py", "def test_c(): pass\n"));

        assertThat(outcome).isEqualTo(new UnitTestOutcome.Done());
        assertThat(told().result("test_a.py").verdict()).isEqualTo(Verdict.ERROR);
        assertThat(told().result("test_a.py").place()).contains(new Place("test_a.py", 1));
        assertThat(told().result("test_b.py").message()).contains("nowhere");
        assertThat(told().result("test_c").verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void childrenOfATestDoNotHaveWhereEventsGo() throws Exception {
        round(
                "python",
                Map.of(
                        "main.py",
                        "",
                        "test_a.py",
                        """
                        import os, subprocess

                        def test_child():
                            print(subprocess.run(["ls", "/proc/self/fd"], capture_output=True).stdout)

                        def test_fork():
                            child = os.fork()
                            if child == 0:
                                try:
                                    os.write(4, b"forged\\n")
                                finally:
                                    return
                            assert os.waitpid(child, 0)[1] != 0
                        """));

        assertThat(told().printedBy("test_child")).isEqualTo("b'0\\n1\\n2\\n3\\n'\n");
        assertThat(told().result("test_fork").verdict()).as("%s", told()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void whatWritesWhereEventsGoEndsTheRound() throws Exception {
        var outcome =
                round(
                        "python",
                        Map.of(
                                "main.py",
                                "",
                                "test_a.py",
                                """
                                import os
                                def test_a(): os.write(4, b'{"event": "end"}\\n')
                                def test_b(): pass
                                """));

        assertThat(outcome)
                .isEqualTo(new UnitTestOutcome.Failed("What runs the tests was disturbed."));
        assertThat(told().results()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"javascript, a.test.js", "typescript, a.test.ts"})
    void testsWithOneNameOrNoneAreToldApart(String id, String file) throws Exception {
        var files =
                Map.of(
                        id.equals("javascript") ? "main.js" : "main.ts",
                        "",
                        file,
                        """
                        import assert from 'node:assert';
                        import test from 'node:test';
                        test('half', () => {});
                        test('half', () => assert.ok(false));
                        test(() => {});
                        test(() => assert.ok(false));
                        """);

        assertThat(round(id, files)).as("%s", told()).isEqualTo(new UnitTestOutcome.Done());
        assertThat(told().verdicts())
                .containsExactly(Verdict.PASSED, Verdict.FAILED, Verdict.PASSED, Verdict.FAILED);
    }

    @Test
    void aFileOrASuiteThatBreaksIsAnErrorAndTheOthersRun() throws Exception {
        var outcome =
                round(
                        "javascript",
                        Map.of(
                                "main.js",
                                "",
                                "a.test.js",
                                """
                                require('node:test')('good', () => {});
                                throw new Error('on its way');
                                """,
                                "b.test.js",
                                """
                                const { before, describe, it } = require('node:test');
                                describe('suite', () => {
                                    before(() => { throw new Error('no ground'); });
                                    it('lost', () => {});
                                });
                                describe('empty', () => { throw new Error('no suite'); });
                                """,
                                "c.test.js",
                                "require('node:test')('last', () => {}"));

        assertThat(outcome).isEqualTo(new UnitTestOutcome.Done());
        assertThat(told().result("good").verdict()).isEqualTo(Verdict.PASSED);
        assertThat(told().result("a.test.js").message()).isEqualTo("Error: on its way");
        assertThat(told().result("a.test.js").place()).contains(new Place("a.test.js", 2));
        assertThat(told().result("lost").message()).isEqualTo("Error: no ground");
        assertThat(told().result("lost").place()).contains(new Place("b.test.js", 3));
        assertThat(told().result("empty").message()).isEqualTo("Error: no suite");
        assertThat(told().result("c.test.js").message()).startsWith("SyntaxError: missing )");
        assertThat(told().verdicts().stream().filter(Verdict.ERROR::equals)).hasSize(4);
    }

    @Test
    void gosExamplesAndTheSeedsOfItsFuzzTestsAreRun() throws Exception {
        round(
                "go",
                Map.of(
                        "main.go",
                        "package main\nfunc main() {}\n",
                        "all_test.go",
                        """
                        package main

                        import (
                            "fmt"
                            "testing"
                        )

                        func Example_right() {
                            fmt.Println("one")
                            // Output: one
                        }
                        func Example_anyOrder() {
                            fmt.Println("two")
                            fmt.Println("one")
                            // Unordered output:
                            // one
                            // two
                        }
                        func Example_wrong() {
                            fmt.Println("one")
                            // Output: two
                        }
                        func Example_panics() {
                            panic("on its way")
                            // Output:
                        }
                        func Example_saysNothing() { panic("never run") }
                        func FuzzGood(f *testing.F) {
                            f.Add(1)
                            f.Fuzz(func(t *testing.T, n int) { fmt.Println("seed", n) })
                        }
                        func FuzzBad(f *testing.F) {
                            f.Add(1)
                            f.Add(2)
                            f.Fuzz(func(t *testing.T, n int) {
                                if n == 2 {
                                    t.Errorf("not %d", n)
                                }
                            })
                        }
                        """));

        assertThat(told().verdicts())
                .as("%s", told())
                .containsExactly(
                        Verdict.PASSED,
                        Verdict.PASSED,
                        Verdict.FAILED,
                        Verdict.ERROR,
                        Verdict.PASSED,
                        Verdict.FAILED);
        assertThat(told().result("wrong").message()).contains("got:", "one", "want:", "two");
        assertThat(told().result("wrong").place()).contains(new Place("all_test.go", 19));
        assertThat(told().result("panics").message()).isEqualTo("panic: on its way");
        assertThat(told().result("panics").place()).contains(new Place("all_test.go", 24));
        assertThat(told().printedBy("fuzzgood")).isEqualTo("seed 1\n");
        assertThat(told().result("fuzzbad").message()).contains("not 2");
        assertThat(told().result("fuzzbad").place()).contains(new Place("all_test.go", 37));
    }

    @Test
    void whatEndsPytestIsAnErrorAndTheOthersRun() throws Exception {
        var outcome =
                round(
                        "python",
                        Map.of(
                                "main.py", "",
                                "test_a.py", "import sys\nsys.exit(0)\ndef test_a(): pass\n",
                                "test_b.py",
                                        """
                                        import pytest
                                        def test_interrupt(): raise KeyboardInterrupt
                                        def test_exit(): pytest.exit("enough")
                                        def test_last(): pass
                                        """));

        assertThat(outcome).isEqualTo(new UnitTestOutcome.Done());
        assertThat(told().result("test_a.py").verdict()).isEqualTo(Verdict.ERROR);
        assertThat(told().result("test_a.py").place()).contains(new Place("test_a.py", 2));
        assertThat(told().result("test_interrupt").verdict()).isEqualTo(Verdict.ERROR);
        assertThat(told().result("test_exit").verdict()).isEqualTo(Verdict.ERROR);
        assertThat(told().result("test_last").verdict()).isEqualTo(Verdict.PASSED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "python | main.py | test_%s.py | def test_%s(): pass",
                "javascript | main.js | %s.test.js | require('node:test')('%s', () => {});",
                "typescript | main.ts | %s.test.ts | import test from 'node:test'; test('%s', () =>"
                        + " {});",
                "java | Main.java | %sTest.java | class %1$sTest { @org.junit.jupiter.api.Test void"
                        + " %1$s() {} }",
                "go | main.go | %s_test.go | package main; import \"testing\"; func Test_%s(t"
                        + " *testing.T) {}",
            })
    void theTestsOfAFileThatIsNamedFirstAreRunFirst(
            String id, String entry, String path, String text) throws Exception {
        var files = new TreeMap<String, String>();
        files.put(entry, language(id).template().get(entry));
        for (var name : List.of("a", "b")) {
            files.put(path.formatted(name), text.formatted(name).replace("; ", "\n"));
        }

        for (var name : List.of("b", "a")) {
            int before = told().started(0).size();
            roundWith(id, files, List.of(path.formatted(name)));
            var started = told().started(0);
            assertThat(started.subList(before, started.size())).as("%s", told()).hasSize(2);
            assertThat(started.get(before)).contains(path.formatted(name).replace(".java", ""));
        }
    }

    @Test
    void aTimeoutInAThreadSaysWhereThatWas() throws Exception {
        briefRound(
                "python",
                Map.of(
                        "main.py",
                        "",
                        "test_a.py",
                        """
                        import threading
                        def spin():
                            while True: pass
                        def test_a():
                            thread = threading.Thread(target=spin, daemon=True)
                            thread.start()
                            thread.join()
                        """));
        assertThat(told().result("test_a").verdict()).isEqualTo(Verdict.TIMEOUT);
        assertThat(told().result("test_a").place()).contains(new Place("test_a.py", 3));

        briefRound(
                "java",
                Map.of(
                        "Main.java",
                        "void main() {}",
                        "SpinTest.java",
                        """
                        class SpinTest {
                            static void spin() {
                                while (true) Thread.onSpinWait();
                            }
                            @org.junit.jupiter.api.Test void join() throws Exception {
                                Thread.ofPlatform().start(SpinTest::spin).join();
                            }
                        }
                        """));
        assertThat(told().result("join").verdict()).isEqualTo(Verdict.TIMEOUT);
        assertThat(told().result("join").place()).contains(new Place("SpinTest.java", 3));
    }

    @Test
    void aTimeoutInsideOneCallOfPythonsSaysWhereThatWas() throws Exception {
        briefRound(
                "python",
                Map.of(
                        "main.py", "",
                        "test_a.py",
                                """
                                def count():
                                    return sum(range(10**13))
                                def test_a():
                                    assert count() == 1
                                def test_b(): pass
                                """));

        assertThat(told().result("test_a").verdict()).isEqualTo(Verdict.TIMEOUT);
        assertThat(told().result("test_a").place()).contains(new Place("test_a.py", 2));
        assertThat(told().result("test_b").verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void whatIsToldHasABound() throws Exception {
        var outcome =
                round(
                        "python",
                        Map.of(
                                "main.py",
                                "",
                                "test_a.py",
                                """
                                import pytest
                                @pytest.mark.parametrize("n", range(2001))
                                def test_a(n): pass
                                """));

        assertThat(outcome)
                .isEqualTo(new UnitTestOutcome.Failed("There are more than 2000 tests."));
    }
}
