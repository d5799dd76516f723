# How the scripts speak: one line for each step, on stderr, with the seconds that it takes.
# shellcheck shell=bash

readonly SECONDS_BETWEEN_LINES=10   # without a terminal, so that a log does not fill up
readonly LOG_LINES_SHOWN=40         # of a step that failed

say() { printf '%s\n' "$*" >&2; }

# Ends with one sentence that says what to do.
fail() {
    stop_step
    say "coderun: $1"
    exit "${2:-1}"
}

step_pid=
ticker_pid=
beside_pid=     # what goes on beside the steps

# step TEXT COMMAND…: runs the command with its output in a log file, and shows that something is going on.
# The command has a process group of its own, so that whatever interrupts us can end all of it.
step() {
    local text=$1 log status=0 begin=$SECONDS
    shift
    log=$(log_of "$text")
    mkdir -p "$ROOT/target/log"
    set -m
    ("$@") >"$log" 2>&1 </dev/null &
    step_pid=$!
    tick "$text" "$log" 8>&- 9>&- &
    ticker_pid=$!
    set +m
    wait "$step_pid" || status=$?
    step_pid=
    stop_ticker
    if [ "$status" -eq 0 ]; then
        finish_line "$text: done in $((SECONDS - begin)) s"
    else
        finish_line "$text: failed after $((SECONDS - begin)) s"
        tail -n "$LOG_LINES_SHOWN" "$log" >&2
        say "The whole log is in $log"
    fi
    return "$status"
}

log_of() { printf '%s/target/log/%s.log\n' "$ROOT" "$(tr -cs '[:alnum:]' '-' <<<"${1,,}" | sed 's/-*$//')"; }

tick() {
    local text=$1 log=$2 begin=$SECONDS
    if [ -t 2 ]; then
        while sleep 1; do printf '\r\033[K%s … %d s %s' "$text" $((SECONDS - begin)) "$(newest_part "$log")" >&2; done
    else
        say "$text …"
        while sleep "$SECONDS_BETWEEN_LINES"; do say "$text … $((SECONDS - begin)) s $(newest_part "$log")"; done
    fi
}

# What Maven or an image build is at, in a few words.
newest_part() {
    tail -n 400 "$1" 2>/dev/null | grep -oE 'Running dev[A-Za-z0-9.$]+|Building Code Run: [a-zA-Z0-9 -]+|^Step [0-9]+/[0-9]+' |
        tail -n 1 | sed -e 's/^Building //' -e 's/Running dev.*\.//' | sed 's/.*/(&)/'
}

finish_line() {
    if [ -t 2 ]; then printf '\r\033[K%s\n' "$1" >&2; else say "$1"; fi
}

stop_ticker() {
    [ -z "$ticker_pid" ] || kill -- "-$ticker_pid" 2>/dev/null || true
    [ -z "$ticker_pid" ] || wait "$ticker_pid" 2>/dev/null || true
    ticker_pid=
}

# Ends the step that is going on, with everything that it started, and what goes on beside it.
stop_step() {
    stop_ticker
    [ -z "$beside_pid" ] || kill -TERM "$beside_pid" 2>/dev/null || true
    beside_pid=
    [ -z "$step_pid" ] || kill -TERM -- "-$step_pid" 2>/dev/null || true
    step_pid=
}

trap 'stop_step; exit 130' INT
trap 'stop_step; exit 143' TERM
