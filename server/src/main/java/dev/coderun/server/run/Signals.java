package dev.coderun.server.run;

import java.util.List;
import java.util.OptionalInt;

/// The names of Linux's signals.
public final class Signals {
    private static final List<String> NAMES =
            List.of(
                    "SIGHUP",
                    "SIGINT",
                    "SIGQUIT",
                    "SIGILL",
                    "SIGTRAP",
                    "SIGABRT",
                    "SIGBUS",
                    "SIGFPE",
                    "SIGKILL",
                    "SIGUSR1",
                    "SIGSEGV",
                    "SIGUSR2",
                    "SIGPIPE",
                    "SIGALRM",
                    "SIGTERM",
                    "SIGSTKFLT",
                    "SIGCHLD",
                    "SIGCONT",
                    "SIGSTOP",
                    "SIGTSTP",
                    "SIGTTIN",
                    "SIGTTOU",
                    "SIGURG",
                    "SIGXCPU",
                    "SIGXFSZ",
                    "SIGVTALRM",
                    "SIGPROF",
                    "SIGWINCH",
                    "SIGIO",
                    "SIGPWR",
                    "SIGSYS");

    private Signals() {}

    /// Such as `SIGSEGV` for 11; real-time signals have only numbers.
    public static String name(int number) {
        return number >= 1 && number <= NAMES.size() ? NAMES.get(number - 1) : "signal " + number;
    }

    /// The number of a name such as `SIGSEGV`.
    public static OptionalInt number(String name) {
        int index = NAMES.indexOf(name);
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(index + 1);
    }
}
