"""A Python that has its imports behind it, and forks a child for each program that is to be run.

It is root with the right to change uids, and runs nothing of a user's: a child has given all that up before it reads
its order. What it is asked, and how it answers, is in ../README.md.

Ten cases of a test are ten children, so what a child does costs ten times: whatever can be done before the fork is, and
a page that no child writes to, be it for a reference count, is copied for none.
"""

import atexit
import ctypes
import gc
import importlib
import io
import os
import resource
import signal
import socket
import struct
import sys
import termios
import types
import weakref
from fcntl import F_DUPFD, fcntl, ioctl
from importlib.machinery import SourceFileLoader

BASE = set(sys.modules)

# What programs import most. Ready before the fork, and shared by all.
import array, bisect, collections.abc, contextlib, copy, dataclasses, datetime, decimal, enum, fractions, functools  # noqa: E401
import heapq, inspect, itertools, json, math, operator, pathlib, queue, random, re, statistics, string, textwrap  # noqa: E401
import threading, time, traceback, typing  # noqa: E401

from coderun_orders import ORDERS, read_order
from coderun_stacks import frames_now, tell_when_asked

CONTROL = 3
ANSWERS = 4
MAX_REQUEST_BYTES = 16 * 1024
STREAMS = 5
ABOVE = 16
TERMINAL, TESTS = 1, 2
PR_SET_DUMPABLE, PR_GET_TID_ADDRESS = 4, 40
CLONE_PARENT, CLONE_CHILD_CLEARTID, CLONE_CHILD_SETTID = 0x8000, 0x200000, 0x1000000
CLONE = {"x86_64": 56, "aarch64": 220}[os.uname().machine]
MAX_LAST_CALLS = 100

LIBC = ctypes.CDLL(None, use_errno=True)
PYTHON = ctypes.PyDLL(None, use_errno=True)  # called with the interpreter's lock held
PYTHON.PyOS_BeforeFork.restype = PYTHON.PyOS_AfterFork_Child.restype = PYTHON.PyOS_AfterFork_Parent.restype = None
RUNNER = "coderun_tests"

imported = set()  # What a program must not call its own modules, or it gets ours.


def serve():
    control = socket.socket(fileno=CONTROL)
    set_dumpable(0)
    open_streams_ahead()
    thread_id = address_of_thread_id()
    tell_when_asked()
    settle()
    while True:
        request, passed, _, _ = socket.recv_fds(control, MAX_REQUEST_BYTES, STREAMS + 1)
        if not request:
            return
        uid, flags = struct.unpack(">IB", request[:5])
        if flags & TESTS and RUNNER not in sys.modules:
            importlib.import_module(RUNNER)
            settle()
        set_environment(request[5:-1])
        child = fork_sibling(thread_id)
        if child == 0:
            control.detach()
            become_program(uid, flags & TERMINAL, passed)
            return
        control.send(struct.pack(">I", child))
        for descriptor in passed:
            os.close(descriptor)


def settle():
    """What is there now stays, and is nobody's garbage."""
    imported.update(name.partition(".")[0] for name in set(sys.modules) - BASE)
    gc.collect()
    gc.freeze()


def set_environment(wanted):
    """It is the same for all programs, but for a terminal's."""
    if wanted != set_environment.now:
        os.environb.clear()
        os.environb.update(variable.partition(b"=")[::2] for variable in wanted.split(b"\0"))
        set_environment.now = wanted


set_environment.now = None


def address_of_thread_id():
    """Where the C library keeps the main thread's id, or 0 if the kernel does not tell."""
    address = ctypes.c_void_p()
    found = LIBC.prctl(PR_GET_TID_ADDRESS, ctypes.byref(address), 0, 0, 0) == 0
    return address.value or 0 if found else 0


def fork_sibling(thread_id):
    """A fork whose child is the agent's, not ours: it alone shall hear of the end. To fork twice would take twice as long."""
    flags = CLONE_PARENT | signal.SIGCHLD | (CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID if thread_id else 0)
    # The last two in either order: which is which depends on the processor, and neither of them else is heeded.
    address = ctypes.c_void_p(thread_id)
    PYTHON.PyOS_BeforeFork()
    child = PYTHON.syscall(CLONE, ctypes.c_ulong(flags), None, None, address, address)
    if child == 0:
        PYTHON.PyOS_AfterFork_Child()
        return 0
    PYTHON.PyOS_AfterFork_Parent()
    if child < 0:
        raise OSError(ctypes.get_errno(), "clone")
    return child


def become_program(uid, terminal, passed):
    os.setsid()
    # Their own numbers may be among those that they shall get.
    *streams, folder = [fcntl(descriptor, F_DUPFD, ABOVE) for descriptor in passed]
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    if terminal:
        ioctl(0, termios.TIOCSCTTY, 0)
        open_streams()
    score = os.open("/proc/self/oom_score_adj", os.O_WRONLY)
    os.write(score, b"1000")
    os.close(score)
    drop_to(uid)
    os.fchdir(folder)
    os.closerange(STREAMS, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
    os.write(ANSWERS, b"\0")
    obey(read_order(ORDERS))


def drop_to(uid):
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    if os.getresuid() != (uid,) * 3 or os.getresgid() != (uid,) * 3 or os.getgroups():
        os._exit(126)
    # Else its own /proc/self, and so /dev/stdin, would be closed to it.
    set_dumpable(1)


def set_dumpable(value):
    if LIBC.prctl(PR_SET_DUMPABLE, value, 0, 0, 0) != 0:
        os._exit(126)


def obey(order):
    if order[0] == "":
        run_tests(order)
    else:
        os.close(ORDERS)
        os.close(ANSWERS)
        run(*order)


def hides_own_modules(folder):
    """Whether one of the program's own modules is called like one that we have imported already."""
    return any(name.partition(".")[0] in imported for name in os.listdir(folder))


def run_tests(order):
    tests = importlib.import_module(RUNNER)
    if hides_own_modules("."):
        # For an interpreter that has nothing imported. The acknowledgements still come on their descriptor.
        words = "".join(word + "\0" for word in order).encode("utf-8", "surrogateescape")
        copy = os.memfd_create("order", 0)
        os.write(copy, struct.pack(">I", len(words)) + words)
        os.lseek(copy, 0, os.SEEK_SET)
        os.execv(sys.executable, [sys.executable, tests.__file__, str(copy)])
    sys.argv = [tests.__file__]
    sys.path.pop(0)
    tests.run_tests(order)


def run(entry, *arguments):
    folder = os.path.dirname(os.path.abspath(entry))
    if folder != os.path.dirname(__file__) and hides_own_modules(folder):
        os.execv(sys.executable, [sys.executable, entry, *arguments])
    sys.argv = [entry, *arguments]
    sys.path[0] = folder
    sys.orig_argv = [sys.executable, entry, *arguments]
    home = os.getcwd()
    signal.signal(signal.SIGXCPU, lambda _, frame: say_where(frame, home))
    end(*ending_of(os.path.abspath(entry)), home)


def say_where(frame, home):
    """Its time is over: where it was, as tracebacks tell it. What Python calls takes no note of this until it returns; then SIGURG comes."""
    sys.__stderr__.write("".join(last_calls(each, home) for each in frames_now(frame)))
    os._exit(1)


def last_calls(frame, home):
    """Nothing for a thread that is not the program's, or has nothing more to do."""
    stack = traceback.StackSummary.extract(traceback.walk_stack(frame), limit=MAX_LAST_CALLS)
    if not any(call.filename.startswith(home + os.sep) for call in stack):
        return ""
    stack.reverse()
    own = traceback.StackSummary.from_list([call for call in stack if call.filename != __file__])
    return "Traceback (most recent call last):\n" + "".join(own.format()) + "OutOfTime: the program was here\n"


def ending_of(path):
    """The program's exit code, and whether an interrupt was the end. Nothing of the program is held afterwards."""
    main = types.ModuleType("__main__")
    main.__file__ = path
    main.__loader__ = SourceFileLoader("__main__", path)
    main.__builtins__ = sys.modules["builtins"]
    main.__cached__ = None
    main.__annotations__ = {}
    del sys.modules["__main__"]
    sys.modules["__main__"] = main  # the first of the program's
    try:
        with io.open_code(path) as file:
            source = file.read()
        exec(compile(source, path, "exec"), main.__dict__)
    except SystemExit as wish:
        return exit_code(wish.code), False
    except BaseException as failure:
        # As the interpreter tells it, without this frame.
        told = failure.__traceback__.tb_next
        sys.excepthook(type(failure), failure.with_traceback(told), told)
        return 1, isinstance(failure, KeyboardInterrupt)
    return 0, False


def exit_code(wished):
    if wished is None:
        return 0
    if isinstance(wished, int):
        return wished & 0xFF
    print(wished, file=sys.stderr)
    return 1


def end(code, interrupted, home):
    """As the interpreter ends, but that it does not take apart what was imported ahead: that takes longer than most programs."""
    threading._shutdown()
    atexit._run_exitfuncs()
    code = flushed() or code
    if len(sys._current_frames()) > 1:
        sys.exit(code)  # A thread that goes on meets the end that it knows.
    for module in let_go(home):
        clear(module())
    gc.collect()
    code = flushed() or code
    LIBC.fflush(None)
    if interrupted:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)
    os._exit(code)


def let_go(home):
    """Forgets the program's modules, so that what they hold is closed and has its last words. Gives those that stay all the same."""
    own = [name for name in since_main() if is_own(name, sys.modules[name], home)]
    modules = [weakref.ref(sys.modules.pop(name)) for name in own]
    gc.collect()
    return [module for module in modules if module()]


def since_main():
    """The modules imported last, without a look at those that were imported ahead."""
    names = []
    for name in reversed(sys.modules):
        names.append(name)
        if name == "__main__":
            break
    return names[::-1]


def is_own(name, module, home):
    if not isinstance(module, types.ModuleType):
        return False
    file = getattr(module, "__file__", None)
    return name == "__main__" or (isinstance(file, str) and file.startswith(home + os.sep))


def clear(module):
    """In the interpreter's order."""
    names = module.__dict__
    for private in (True, False):
        for name in list(names):
            if name != "__builtins__" and (name[:1] == "_" and name[1:2] != "_") == private:
                names[name] = None


def flushed():
    """0, or the code with which the interpreter ends if it cannot write its last words."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None and not getattr(stream, "closed", False):
                stream.flush()
    except Exception:
        return 120
    return 0


def open_streams_ahead():
    """For programs with pipes: what they are given gets the same numbers, and the same is true of it."""
    kept = [os.dup(number) for number in range(3)]
    read, write = os.pipe()
    for number, end in enumerate((read, write, write)):
        os.dup2(end, number)
    open_streams()
    for number, stream in enumerate(kept):
        os.dup2(stream, number)
        os.close(stream)
    os.close(read)
    os.close(write)


def open_streams():
    """As the interpreter opens them for PYTHONUNBUFFERED and PYTHONUTF8."""
    stdin = open(0, "rb", closefd=False)
    stdin.raw.name = "<stdin>"
    sys.stdin = sys.__stdin__ = io.TextIOWrapper(stdin, "utf-8", "surrogateescape", line_buffering=os.isatty(0))
    for number, name, errors in ((1, "stdout", "surrogateescape"), (2, "stderr", "backslashreplace")):
        raw = open(number, "wb", buffering=0, closefd=False)
        raw.name = f"<{name}>"
        stream = io.TextIOWrapper(raw, "utf-8", errors, line_buffering=os.isatty(number), write_through=True)
        stream.mode = "w"
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    sys.stdin.mode = "r"


serve()
