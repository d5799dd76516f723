package dev.coderun.executor.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.Sandbox;
import dev.coderun.executor.unittests.Place;
import dev.coderun.executor.unittests.UnitTestOutcome;
import dev.coderun.executor.unittests.UnitTestResult.Verdict;
import dev.coderun.executor.unittests.UnitTestsContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Unit tests in containers of a real engine, where each language has its own customs' runner.
final class DockerUnitTestsIT extends UnitTestsContract {
    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = TestSandbox.start("unittests", 1);
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
    void aProgramThatEndsBeforeItsTestsDoHasFailed() throws Exception {
        var outcome =
                round(
                        "python",
                        Map.of(
                                "main.py",
                                "",
                                "test_a.py",
                                "import os\nos._exit(0)\ndef test_a(): 0\n"));

        assertThat(outcome)
                .isEqualTo(
                        new UnitTestOutcome.Failed(
                                "The program ended before its tests did: it exited with code 0."));
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
