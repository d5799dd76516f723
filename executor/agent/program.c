// The one program that runs: its beginning, its limits, its end, and that nothing of it is left.
#include "agent.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum ending {
    EXITED = 0,
    SIGNALLED = 1,
    WALL_LIMIT = 2,
    CPU_LIMIT = 3,
    MEMORY_LIMIT = 4,
    OUTPUT_LIMIT = 5,
    PROCESS_LIMIT = 6,
    STOPPED = 7,
    FAILED = 8,
};

static struct {
    enum { IDLE, RUNNING, DRAINING } state;
    uint32_t run;
    int slot;
    struct limits limits;
    struct spawned process;
    bool terminal, build, send_built;
    bool stays;                                  // a compiler's: it answers, and does not end
    bool speaks;                                 // a helper became it: told that its time is over, it says where it is
    bool quiet;                                  // it began less than a tick ago, and nothing was heard of it

    uint64_t began_us, next_tick_us;
    uint64_t last_words_until_us;                // 0 while its time is not over
    bool asked_again;
    uint64_t wall_us, cpu_us, peak_bytes;
    enum ending ending;
    int value;                                   // exit code or signal
    unsigned survivors;
} now = {.state = IDLE, .slot = SLOTS - 1};

// ---- the beginning ------------------------------------------------------------------------------------------------

static void report(void) {
    unsigned char payload[30];
    payload[0] = (unsigned char)now.ending;
    put_u32(payload + 1, (uint32_t)now.value);
    put_u64(payload + 5, now.wall_us);
    put_u64(payload + 13, now.cpu_us);
    put_u64(payload + 21, now.peak_bytes);
    payload[29] = now.survivors > 0;
    send_frame(FRAME_DONE, now.run, payload, sizeof payload);
}

// Removes what the run left; the box is of no more use if that fails. Each write wakes three processes on its way to the
// host: what was sent before goes in one with the last word, unless that takes long.
static void tidy(void) {
    if (!folders_hold_little()) frames_flush();
    unsigned char clean = folders_leave(now.slot);
    now.state = IDLE;
    send_frame(FRAME_CLEAN, now.run, &clean, 1);
}

static void fail_to_start(const char *what) {
    send_fault(now.run, "%s: %s", what, strerror(errno));
    now.ending = FAILED;
    report();
    tidy();
}

static void begin(const struct command *command) {
    bool by_helper = helpers_slot(command) >= 0;
    account_begin(command, by_helper);
    now.began_us = now_us();
    now.next_tick_us = now.began_us + TICK_MS * 1000;
    if (!folders_enter(now.slot)) {
        fail_to_start("the work folder");
        return;
    }
    by_helper = by_helper && helpers_give(command, &now.process, &now.stays);
    if (!by_helper && !spawn(command, uid_of(now.slot), &now.process)) {
        fail_to_start("the program could not be begun");
        return;
    }
    if (by_helper && !now.stays) account_adopt(now.process.pid);
    now.speaks = by_helper && !now.stays && !command->tests;
    input_begin(now.run, now.process.in, now.terminal);
    output_begin(now.run, now.process.out, now.process.err, now.terminal, now.limits.output_bytes);
    if (command->tests) {
        events_begin(now.run, now.process.answers, now.process.orders, now.process.unheard);
        now.process.answers = now.process.orders = -1;
    }
    now.state = RUNNING;
    now.quiet = true;
    unsigned char helped = by_helper;
    send_frame(FRAME_STARTED, now.run, &helped, 1);
}

// The uids take turns; one under which a helper waits is used by the run that it is for, and by no other.
static int next_slot(const struct command *command) {
    int slot = helpers_slot(command);
    return slot >= 0 ? slot : helpers_free_slot();
}

void program_run(struct frame *frame) {
    struct command command;
    struct limits limits;
    if (now.state != IDLE) die("run %u was asked for during run %u", frame->run, now.run);
    read_command(frame, &command, &limits);
    if (command.tests) warm_expect_tests();
    int slot = next_slot(&command);
    memset(&now, 0, sizeof now);
    now.process = NOBODY;
    now.run = frame->run;
    now.slot = slot;
    now.limits = limits;
    now.terminal = command.terminal;
    now.build = command.build;
    now.send_built = command.send_built;
    begin(&command);
    free_command(&command);
}

// ---- the end ------------------------------------------------------------------------------------------------------

static uint64_t larger(uint64_t a, uint64_t b) { return a > b ? a : b; }

static void note_main_end(int status, const struct rusage *use) {
    now.process.pid = -1;
    now.peak_bytes = larger(now.peak_bytes, (uint64_t)use->ru_maxrss * 1024);
    if (now.ending != EXITED) return;   // a limit was hit, or it was stopped: that is why it ended
    if (WIFSIGNALED(status)) now.ending = SIGNALLED;
    now.value = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
}

static bool main_had_ended;

static void note_swept(pid_t pid, int status, const struct rusage *use) {
    if (pid == now.process.pid) note_main_end(status, use);
    else if (main_had_ended && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) now.survivors++;
    helpers_note_end(pid);
}

// With `stays` it was an answer that ended the run, and nothing is to be killed.
static void finish(enum ending ending, bool stays) {
    if (now.ending == EXITED || ending == STOPPED) now.ending = ending;   // the first reason counts
    now.wall_us = now_us() - now.began_us;
    if (now.ending != EXITED || stays) now.peak_bytes = larger(now.peak_bytes, account_memory_bytes());
    main_had_ended = now.process.pid < 0;
    if (!stays && !sweep(uid_of(now.slot), note_swept)) now.survivors++;
    now.cpu_us = account_cpu_us();
    if (account_ran_out_of_memory() && now.ending != STOPPED) now.ending = MEMORY_LIMIT;
    int not_needed[] = {now.process.orders, now.process.answers};
    close_all(not_needed, sizeof not_needed / sizeof not_needed[0]);
    now.process.orders = now.process.answers = -1;
    input_close();
    output_look_again();
    now.state = DRAINING;
}

static void finish_drained(void) {
    if (now.build && now.ending == EXITED && now.value == 0 && !folders_keep_built(now.slot)) {
        send_fault(now.run, "what the build made is too much to keep");
        now.ending = FAILED;
    }
    if (now.send_built && now.ending == EXITED && now.value == 0 && !folders_send_built(now.run)) {
        send_fault(now.run, "what the build made cannot be sent");
        now.ending = FAILED;
    }
    report();
    tidy();
}

static void ask_for_last_words(int signal) {
    now.last_words_until_us = now_us() + LAST_WORDS_MS * 1000;
    kill(now.process.pid, signal);
}

// Time is over: at once, or after a few words.
static void run_out_of(enum ending time) {
    if (!now.speaks) {
        finish(time, false);
        return;
    }
    now.ending = time;
    ask_for_last_words(SIGXCPU);
}

static void check_limits(void) {
    uint64_t at = now_us();
    if (now.last_words_until_us > 0) {
        if (at < now.last_words_until_us) return;
        if (now.asked_again) {
            finish(now.ending, false);
        } else {
            now.asked_again = true;
            ask_for_last_words(SIGURG);   // ignored unless it means something to the program
        }
        return;
    }
    if (at - now.began_us >= now.limits.wall_us) {
        run_out_of(WALL_LIMIT);
        return;
    }
    if (at < now.next_tick_us) return;
    now.next_tick_us = at + TICK_MS * 1000;
    now.quiet = false;
    output_look_again();
    uint64_t memory = account_memory_bytes();
    now.peak_bytes = larger(now.peak_bytes, memory);
    if (account_ran_out_of_memory() || memory > now.limits.memory_bytes) {
        finish(MEMORY_LIMIT, false);
    } else if (account_has_too_many_processes(now.limits.processes)) {
        finish(PROCESS_LIMIT, false);
    } else if (account_cpu_us() >= now.limits.cpu_us) {
        run_out_of(CPU_LIMIT);
    }
}

static void reap(void) {
    int status;
    struct rusage use;
    for (pid_t pid; (pid = wait4(-1, &status, WNOHANG, &use)) > 0;) {
        helpers_note_end(pid);
        if (pid == now.process.pid) {
            note_main_end(status, &use);
            finish(EXITED, false);
            return;
        }
    }
}

static void hear_compiler(void) {
    int code = helpers_answer();
    if (code < 0) return;
    now.value = code;
    finish(EXITED, true);
}

// ---- the host's part ----------------------------------------------------------------------------------------------

int program_slot(void) { return now.slot; }

bool program_is_idle(void) { return now.state == IDLE; }

bool program_is_quiet(void) { return now.state == RUNNING && now.quiet; }

static bool is_running(const struct frame *frame) { return now.state == RUNNING && frame->run == now.run; }

void program_stdin(struct frame *frame) {
    if (is_running(frame)) input_take(frame->payload.next, frame->payload.left);
}

void program_stdin_end(struct frame *frame) {
    if (is_running(frame)) input_end();
}

void program_signal(struct frame *frame) {
    uint8_t number = read_u8(&frame->payload);
    if (number < 1 || number > MAX_SIGNAL) die("signal %u does not fit", number);
    if (!is_running(frame)) return;
    // It may not have come to making a group of its own yet.
    if (kill(-now.process.pid, number) != 0 && errno == ESRCH) kill(now.process.pid, number);
}

void program_resize(struct frame *frame) {
    uint16_t columns = read_u16(&frame->payload), rows = read_u16(&frame->payload);
    if (is_running(frame)) output_resize(columns, rows);
}

void program_stop(struct frame *frame) {
    if (is_running(frame)) finish(STOPPED, false);
}

// ---- output -------------------------------------------------------------------------------------------------------

static void cut_output(void) {
    if (now.state == RUNNING) finish(OUTPUT_LIMIT, false);
    else if (now.ending == EXITED || now.ending == SIGNALLED) now.ending = OUTPUT_LIMIT;
    output_close();
    events_close();
}

// An event is sent after the output that was written before it, so that each test's output is known by its place.
static void forward_all(void) {
    bool fits = events_read(now.state == RUNNING);
    if (!output_forward(now.state == RUNNING) || !fits) cut_output();
    if (!output_is_drained() || events_held()) now.quiet = false;
    if (events_held() && output_is_drained() && frames_have_room()) events_send();
}

// ---- the loop's part ----------------------------------------------------------------------------------------------

int program_poll(struct pollfd *fds) {
    if (now.state == IDLE) return 0;
    int count = output_poll(fds, now.state == RUNNING && now.terminal && input_waits());
    if (now.state == RUNNING && !now.terminal) count += input_poll(fds + count);
    return count + events_poll(fds + count);
}

int program_timeout_ms(void) {
    if (now.state == IDLE) return -1;
    if (now.state == DRAINING) return frames_have_room() ? 0 : -1;
    if (events_held() && frames_have_room()) return 0;
    uint64_t at = now_us();
    uint64_t next = now.last_words_until_us;
    if (next == 0) {
        uint64_t deadline = now.began_us + now.limits.wall_us;
        next = now.next_tick_us < deadline ? now.next_tick_us : deadline;
    }
    return next <= at ? 0 : (int)((next - at + 999) / 1000);
}

void program_proceed(void) {
    if (now.state == RUNNING && input_waits()) input_feed();
    if (now.state != IDLE) forward_all();
    if (now.state == RUNNING && now.stays) hear_compiler();
    if (now.state == RUNNING) reap();
    if (now.state == RUNNING) check_limits();
    if (now.state == DRAINING && !output_open() && !events_open()) finish_drained();
}
