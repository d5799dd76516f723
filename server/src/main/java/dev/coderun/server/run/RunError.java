package dev.coderun.server.run;

/// Why something about a run or a test was refused; the names on the wire are stable.
public enum RunError {
    NOT_ALLOWED("not-allowed"),
    BAD_MESSAGE("bad-message"),
    NO_SANDBOX("no-sandbox"),
    LANGUAGE_NOT_READY("language-not-ready"),
    UNKNOWN_LANGUAGE("unknown-language"),
    BAD_PATH("bad-path"),
    NO_FILES("no-files"),
    RUN_BUSY("run-busy"),
    NO_SUCH_RUN("no-such-run"),
    NO_SUCH_TEST("no-such-test"),
    STDIN_CLOSED("stdin-closed"),
    TOO_MANY_RUNS("too-many-runs");

    private final String code;

    RunError(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }
}
