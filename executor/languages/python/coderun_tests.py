"""Runs the unit tests in a program's files, by pytest, or by unittest where pytest is not there.

What it is told, and what it tells, is in ../README.md. Usage: coderun_tests.py [DESCRIPTOR], which has the order if 3 has not.
"""

import atexit
import contextlib
import hashlib
import json
import os
import signal
import sys
import time
import traceback

from coderun_orders import EVENTS, ORDERS, read_order
from coderun_stacks import frames_now, tell_when_asked

try:
    import pytest
    from _pytest import _io as pytest_io
except ImportError:
    pytest = None
    import unittest

MAX_MESSAGE_CHARACTERS = 4_000
MAX_NAME_CHARACTERS = 300
MAX_FRAMES = 20
# A deep recursion has more, and to look at them all takes long.
MAX_FRAMES_SEEN = 200
# A test that goes on for so long after it was told to stop ends the run.
STUBBORN_SECONDS = 0.5


class Timeout(BaseException):
    """Raised in a test that takes too long, wherever it is just then."""


def rank(first, test, path):
    """The place of a test among those that are to be run first."""
    return next((place for place, word in enumerate(first) if word in (test, path)), len(first))


class Teller:
    """Tells what happens, apart from what is printed. Nobody else shall write there: no child has these descriptors."""

    def __init__(self, key):
        self.key = key
        self.pid = os.getpid()
        for descriptor in (ORDERS, EVENTS):
            os.set_inheritable(descriptor, False)
        os.register_at_fork(after_in_child=self.forget)

    def forget(self):
        for descriptor in (ORDERS, EVENTS):
            with contextlib.suppress(OSError):
                os.close(descriptor)

    def tell(self, event, **details):
        if os.getpid() != self.pid:
            os._exit(1)  # a child of a test that went on as if it were the test
        # What was printed before comes before it.
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(Exception):
                stream.flush()
        line = f"{self.key} {json.dumps({'event': event, **details})}\n".encode()
        while line:
            line = line[os.write(EVENTS, line) :]
        os.read(ORDERS, 1)


def shortened(text, characters):
    return text if len(text) <= characters else text[: characters - 1] + "…"


def own_path(file):
    """Relative, if the file is one of the program's."""
    path = os.path.abspath(file)
    if file.startswith("<"):  # what has no file
        return None
    return os.path.relpath(path) if path.startswith(os.getcwd() + os.sep) else None


def own_frames(summary):
    """Those in the program's files, innermost first."""
    frames = [(own_path(frame.filename), frame) for frame in summary]
    own = [{"path": path, "line": frame.lineno, "name": frame.name} for path, frame in frames if path]
    return own[::-1][:MAX_FRAMES]


def where_now(frame):
    """Of several threads, the one that the others wait for."""
    for each in frames_now(frame):
        stack = traceback.StackSummary.extract(traceback.walk_stack(each), limit=MAX_FRAMES_SEEN)
        own = own_frames(reversed(stack))
        if own:
            return own
    return []


def told_of(failure, timeout_stack=None):
    """What is told of an exception: verdict, message, where it came from."""
    if isinstance(failure, Timeout):
        verdict, message = "timeout", str(failure)
    else:
        verdict = "failed" if isinstance(failure, (AssertionError, *FAILURES)) else "error"
        message = "".join(traceback.format_exception_only(failure)).strip()
    stack = timeout_stack or own_frames(traceback.extract_tb(failure.__traceback__))
    at = {"path": stack[0]["path"], "line": stack[0]["line"]} if stack else None
    if isinstance(failure, SyntaxError) and failure.filename and own_path(failure.filename):
        at = {"path": own_path(failure.filename), "line": failure.lineno or 1}
    return {"verdict": verdict, "message": shortened(message, MAX_MESSAGE_CHARACTERS), "at": at, "stack": stack}


class Clock:
    """Interrupts a test that takes too long, and ends the run if that does not help."""

    def __init__(self, teller, seconds):
        self.teller = teller
        self.seconds = seconds
        self.rung = False
        self.stack = None

    def start(self, test):
        self.test = test
        self.began = time.monotonic()
        self.rung = False
        self.stack = None
        signal.signal(signal.SIGALRM, self.ring)
        signal.setitimer(signal.ITIMER_REAL, self.seconds, STUBBORN_SECONDS)

    def stop(self):
        signal.setitimer(signal.ITIMER_REAL, 0)

    def micros(self):
        return int((time.monotonic() - self.began) * 1e6)

    def ring(self, _, frame):
        failure = Timeout(f"It ran for longer than {self.seconds:g} s.")
        if self.rung:
            self.teller.tell("ended", id=self.test, micros=self.micros(), **told_of(failure, self.stack))
            os._exit(1)
        self.rung = True
        self.stack = where_now(frame)
        raise failure


class Progress:
    """The tests as they begin and end, whoever runs them."""

    def __init__(self, teller, seconds):
        self.teller = teller
        self.clock = Clock(teller, seconds)
        self.result = {}

    def found(self, tests):
        batch = 50  # so that no line is too long
        for start in range(0, len(tests), batch):
            self.teller.tell("found", tests=tests[start : start + batch])

    def broken(self, path, failure, message=None):
        """A file whose tests cannot be found, as if it were a test itself."""
        self.found([{"id": path, "name": path, "path": path, "line": 1}])
        self.teller.tell("started", id=path)
        told = told_of(failure) if failure else {"verdict": "error", "at": None, "stack": []}
        if message:
            told["message"] = shortened(message, MAX_MESSAGE_CHARACTERS)
        told["verdict"] = "error"
        told["at"] = told["at"] or {"path": path, "line": 1}
        self.teller.tell("ended", id=path, micros=0, **told)

    def started(self, test):
        self.result = {"verdict": "passed"}
        self.teller.tell("started", id=test)
        self.clock.start(test)

    def failed(self, failure):
        self.clock.stop()
        if self.result["verdict"] in ("passed", "skipped"):
            self.result = told_of(failure, self.clock.stack)

    def skipped(self, reason):
        self.result = {"verdict": "skipped", "message": shortened(str(reason), MAX_MESSAGE_CHARACTERS)}

    def ended(self, test):
        self.clock.stop()
        self.teller.tell("ended", id=test, micros=self.clock.micros(), **self.result)


# ---- by pytest ------------------------------------------------------------------------------------------------------


class Plugin:
    def __init__(self, progress, first, only):
        self.progress = progress
        self.first = first
        self.only = set(only)

    if pytest:

        @pytest.hookimpl(trylast=True)
        def pytest_collection_modifyitems(self, items):
            if self.only:
                items[:] = [item for item in items if test_id(item.nodeid) in self.only]
            self.shown = list(items)
            items.sort(key=lambda item: rank(self.first, test_id(item.nodeid), item.location[0]))

    def pytest_collectreport(self, report):
        path = report.nodeid.partition("::")[0] or "?"
        if report.failed and (not self.only or path in self.only):
            self.progress.broken(path, self.failure, None if self.failure else str(report.longrepr))

    failure = None

    if pytest:

        @pytest.hookimpl(wrapper=True)
        def pytest_make_collect_report(self, collector):
            self.failure = None
            try:
                report = yield
            except SystemExit as failure:  # else it would end the run
                self.failure = failure
                return pytest.CollectReport(collector.nodeid, "failed", str(failure), [])
            if report.failed and hasattr(report, "call"):
                # What pytest wraps is said better by what it wraps.
                failure = report.call.excinfo.value
                self.failure = failure.__cause__ or failure
            return report

        @pytest.hookimpl(wrapper=True)
        def pytest_runtest_makereport(self, call):
            report = yield
            if call.excinfo and not call.excinfo.errisinstance(pytest.skip.Exception):
                self.progress.failed(call.excinfo.value)
            if hasattr(report, "wasxfail"):
                self.progress.skipped(f"Expected to fail. {report.wasxfail}".strip())
            elif report.skipped:
                self.progress.skipped(call.excinfo.value.msg)
            return report

    def pytest_collection_finish(self, session):
        self.progress.found([described(item) for item in self.shown])

    def pytest_runtest_logstart(self, nodeid):
        self.progress.started(test_id(nodeid))

    def pytest_runtest_logfinish(self, nodeid):
        self.progress.ended(test_id(nodeid))


def test_id(node):
    """What a test is called by; parameters can make that very long."""
    if len(node) <= MAX_NAME_CHARACTERS:
        return node
    return node[:MAX_NAME_CHARACTERS] + hashlib.sha256(os.fsencode(node)).hexdigest()


def described(item):
    path, line, name = item.location
    return {
        "id": test_id(item.nodeid),
        "name": shortened(name, MAX_NAME_CHARACTERS),
        "path": path,
        "line": (line or 0) + 1,
    }


class Silence:
    """Sends pytest's own report nowhere. It cannot be taken away: parts of pytest look for it."""

    if pytest:

        @pytest.hookimpl(trylast=True)
        def pytest_configure(self, config):
            reporter = config.pluginmanager.get_plugin("terminalreporter")
            reporter._tw = pytest_io.TerminalWriter(open(os.devnull, "w"))


PYTEST_OPTIONS = ["--continue-on-collection-errors", "--capture=no", "--color=no", "--tb=native", "--no-summary"]
NOT_NEEDED = ["cacheprovider", "faulthandler", "junitxml", "logging", "pastebin", "stepwise"]


# All tests passed, some failed, or there are none.
WHOLE_RUN_CODES = (0, 1, 5)


def run_pytest(progress, files, first, only):
    options = [*PYTEST_OPTIONS, *(f"-pno:{name}" for name in NOT_NEEDED), "--rootdir", os.getcwd()]
    code = pytest.main([*options, *files], plugins=[Silence(), Plugin(progress, first, only)])
    if code not in WHOLE_RUN_CODES:
        os._exit(code)  # without an end, for it has not come to one


# ---- by unittest ----------------------------------------------------------------------------------------------------


def run_unittest(progress, files, first, only):
    suite = unittest.TestSuite()
    for file in files:
        try:
            suite.addTests(load(file))
        except (Exception, SystemExit) as failure:
            if not only or file in only:
                progress.broken(file, failure)
    tests = [test for test in flat(suite) if not only or test.id() in only]
    progress.found([{"id": test.id(), "name": str(test), **place(test)} for test in tests])
    tests.sort(key=lambda test: rank(first, test.id(), place(test)["path"]))
    unittest.TestSuite(tests).run(Result(progress))


def load(file):
    module = __import__(os.path.splitext(file)[0].replace(os.sep, "."), fromlist=["_"])
    yield from unittest.defaultTestLoader.loadTestsFromModule(module)
    for name, value in vars(module).items():
        if name.startswith("test") and callable(value) and getattr(value, "__module__", None) == module.__name__:
            yield FunctionTest(value)


def flat(suite):
    for each in suite:
        if isinstance(each, unittest.TestSuite):
            yield from flat(each)
        else:
            yield each


def place(test):
    function = getattr(test, "function", None) or getattr(test, test._testMethodName)
    code = getattr(function, "__code__", None)
    return {"path": own_path(code.co_filename), "line": code.co_firstlineno} if code else {"path": None, "line": 1}


if not pytest:

    class FunctionTest(unittest.FunctionTestCase):
        """A function that is a test by its name."""

        def __init__(self, function):
            super().__init__(function, description=function.__name__)
            self.function = function

        def id(self):
            return f"{self.function.__module__}.{self.function.__name__}"

    class Result(unittest.TestResult):
        def __init__(self, progress):
            super().__init__()
            self.progress = progress

        def startTest(self, test):
            super().startTest(test)
            self.progress.started(test.id())

        def stopTest(self, test):
            super().stopTest(test)
            self.progress.ended(test.id())

        def addError(self, test, error):
            self.progress.failed(error[1])

        def addFailure(self, test, error):
            self.progress.failed(error[1])

        def addSubTest(self, test, subtest, error):
            if error:
                self.progress.failed(error[1])

        def addSkip(self, test, reason):
            self.progress.skipped(reason)

        def addExpectedFailure(self, test, error):
            self.progress.skipped("Expected to fail.")


FAILURES = (pytest.fail.Exception,) if pytest else ()


def run_tests(order):
    """The order: an empty word, the key, milliseconds for each test, and the lists; see ../README.md."""
    _, key, millis, count, *words = order
    files, (count, *words) = words[: int(count)], words[int(count) :]
    first, only = words[: int(count)], words[int(count) :]
    progress = Progress(Teller(key), int(millis) / 1000)
    sys.path.insert(0, os.getcwd())
    tell_when_asked()
    (run_pytest if pytest else run_unittest)(progress, files, first, only)
    progress.teller.tell("end")
    # To take apart what was imported takes long, and nobody waits for anything of it.
    atexit._run_exitfuncs()
    os._exit(0)


if __name__ == "__main__":
    sys.path.pop(0)
    if len(sys.argv) > 1:
        order = read_order(int(sys.argv[1]))
        os.close(int(sys.argv[1]))
    else:
        order = read_order(ORDERS)
    run_tests(order)
