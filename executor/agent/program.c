// The one program that runs: its streams, its limits, its end, and that nothing of it is left.
#include "agent.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum channel { STDOUT = 1, STDERR = 2, TERMINAL = 3 };

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

    unsigned char waiting[STDIN_WINDOW_BYTES];   // input that the program has not taken
    size_t waiting_bytes;
    bool no_more_input;
    bool hung_up;                                // nobody has the terminal open just now; asked again at each tick

    uint64_t began_us, next_tick_us, cpu_before_us, oom_kills_before, refused_forks_before;
    uint64_t memory_before, processes_before;    // not the program's: the agent's, and its helpers'
    struct use helpers_before;                   // what those that wait used; some may start while the program runs
    uint64_t wall_us, cpu_us, peak_bytes, output_bytes;
    enum ending ending;
    int value;                                   // exit code or signal
    unsigned survivors;
} now = {.state = IDLE, .slot = SLOTS - 1};

// ---- the beginning ------------------------------------------------------------------------------------------------

void free_words(char **words) {
    for (char **word = words; word && *word; word++) free(*word);
    free(words);
}

char **read_words(struct reader *payload) {
    uint16_t count = read_u16(payload);
    if (payload->bad || count > MAX_WORDS) {
        payload->bad = true;
        return NULL;
    }
    char **words = calloc((size_t)count + 1, sizeof *words);
    if (!words) die("out of memory");
    for (uint16_t i = 0; i < count && !payload->bad; i++) words[i] = read_text(payload, read_u32(payload));
    return words;
}

static void read_limits(struct reader *payload, struct limits *limits) {
    limits->wall_us = read_u64(payload);
    limits->cpu_us = read_u64(payload);
    limits->memory_bytes = read_u64(payload);
    limits->output_bytes = read_u64(payload);
    limits->processes = read_u32(payload);
}

static void report(void) {
    unsigned char payload[30];
    payload[0] = (unsigned char)now.ending;
    put_u32(payload + 1, (uint32_t)now.value);
    put_u64(payload + 5, now.wall_us);
    put_u64(payload + 13, now.cpu_us);
    put_u64(payload + 21, now.peak_bytes);
    payload[29] = now.survivors > 0;
    send_frame(FRAME_DONE, now.run, payload, sizeof payload);
    frames_flush();
}

// Removes what the run left; the box is of no more use if that fails.
static void tidy(void) {
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

// What is used before the first line of a program, or by the process that waits to become it, is not the program's.
static void read_meters(const struct command *command, bool by_helper) {
    now.helpers_before = helpers_use(command);
    now.cpu_before_us = meter_cpu_us();
    now.oom_kills_before = meter_oom_kills();
    now.refused_forks_before = meter_refused_forks();
    now.processes_before = meter_processes() - (by_helper ? 1 : 0);
    now.memory_before = helpers_processes() > 0 ? meter_memory_bytes() : 0;
    now.began_us = now_us();
    now.next_tick_us = now.began_us + TICK_MS * 1000;
}

static void begin(const struct command *command) {
    bool by_helper = helpers_slot(command) >= 0;
    read_meters(command, by_helper);
    if (!folders_enter(now.slot)) {
        fail_to_start("the work folder");
        return;
    }
    by_helper = by_helper && helpers_give(command, &now.process, &now.stays);
    if (!by_helper && !spawn(command, uid_of(now.slot), &now.process)) {
        fail_to_start("the program");
        return;
    }
    if (by_helper && !now.stays) {
        uint64_t own = meter_resident_bytes(now.process.pid);
        now.memory_before = now.memory_before > own ? now.memory_before - own : 0;
    }
    if (command->tests) {
        events_begin(now.run, now.process.answers, now.process.orders, now.process.unheard);
        now.process.answers = now.process.orders = -1;
    }
    now.state = RUNNING;
    unsigned char helped = by_helper;
    send_frame(FRAME_STARTED, now.run, &helped, 1);
}

// The uids take turns; one under which a helper waits is used by the run that it is for, and by no other.
static int next_slot(const struct command *command) {
    int slot = helpers_slot(command);
    return slot >= 0 ? slot : helpers_free_slot();
}

void program_run(struct frame *frame) {
    enum { IN_TERMINAL = 1, BUILD = 2, BY_HELPER = 4, SEND_BUILT = 8, TESTS = 16 };
    struct reader *payload = &frame->payload;
    struct command command = {0};
    struct limits limits;
    if (now.state != IDLE) die("run %u was asked for during run %u", frame->run, now.run);
    uint8_t flags = read_u8(payload);
    command.terminal = flags & IN_TERMINAL;
    command.build = flags & BUILD;
    command.by_helper = flags & BY_HELPER;
    command.send_built = flags & SEND_BUILT;
    command.tests = flags & TESTS;
    command.columns = read_u16(payload);
    command.rows = read_u16(payload);
    read_limits(payload, &limits);
    command.arguments = read_words(payload);
    command.environment = payload->bad ? NULL : read_words(payload);
    if (flags & (BY_HELPER | TESTS)) command.order = payload->bad ? NULL : read_words(payload);
    bool contradicts = command.tests && (command.terminal || command.build);
    if (payload->bad || payload->left > 0 || flags > 31 || contradicts || !command.arguments[0]) {
        die("run %u does not fit", frame->run);
    }

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
    free_words(command.arguments);
    free_words(command.environment);
    free_words(command.order);
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

static uint64_t above(uint64_t value, uint64_t before) { return value > before ? value - before : 0; }

static uint64_t own_memory_bytes(void) {
    uint64_t helpers = above(helpers_use(NULL).memory_bytes, now.helpers_before.memory_bytes);
    return above(meter_memory_bytes(), now.memory_before + helpers);
}

static uint64_t own_cpu_us(void) {
    uint64_t used = meter_cpu_us() - now.cpu_before_us;
    return above(used, above(helpers_use(NULL).cpu_us, now.helpers_before.cpu_us));
}

static bool has_too_many_processes(void) {
    uint64_t all = meter_processes();
    uint64_t helpers = above(helpers_use(NULL).threads, now.helpers_before.threads);
    return all > now.processes_before + helpers + now.limits.processes;
}

// With `stays` it was an answer that ended the run, and nothing is to be killed.
static void finish(enum ending ending, bool stays) {
    if (ending != EXITED) now.ending = ending;
    now.wall_us = now_us() - now.began_us;
    if (now.ending != EXITED || stays) now.peak_bytes = larger(now.peak_bytes, own_memory_bytes());
    main_had_ended = now.process.pid < 0;
    if (!stays && !sweep(uid_of(now.slot), note_swept)) now.survivors++;
    now.cpu_us = own_cpu_us();
    if (meter_oom_kills() > now.oom_kills_before && now.ending != STOPPED) now.ending = MEMORY_LIMIT;
    int reason;
    if (now.process.refusal >= 0 && read(now.process.refusal, &reason, sizeof reason) == sizeof reason) {
        send_fault(now.run, "the program could not be begun: %s", strerror(reason));
        now.ending = FAILED;
    }
    int not_needed[] = {now.process.refusal, now.process.orders, now.process.answers, now.terminal ? -1 : now.process.in};
    close_all(not_needed, sizeof not_needed / sizeof not_needed[0]);
    now.process.in = now.process.refusal = now.process.orders = now.process.answers = -1;
    now.hung_up = false;
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

static void check_limits(void) {
    uint64_t at = now_us();
    if (at - now.began_us >= now.limits.wall_us) {
        finish(WALL_LIMIT, false);
        return;
    }
    if (at < now.next_tick_us) return;
    now.next_tick_us = at + TICK_MS * 1000;
    now.hung_up = false;
    uint64_t memory = own_memory_bytes();
    now.peak_bytes = larger(now.peak_bytes, memory);
    if (meter_oom_kills() > now.oom_kills_before || memory > now.limits.memory_bytes) {
        finish(MEMORY_LIMIT, false);
    } else if (meter_refused_forks() > now.refused_forks_before || has_too_many_processes()) {
        finish(PROCESS_LIMIT, false);
    } else if (own_cpu_us() >= now.limits.cpu_us) {
        finish(CPU_LIMIT, false);
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

// ---- input --------------------------------------------------------------------------------------------------------

static void tell_taken(size_t count) {
    unsigned char payload[4];
    put_u32(payload, (uint32_t)count);
    send_frame(FRAME_STDIN_TAKEN, now.run, payload, sizeof payload);
}

static void close_input(void) {
    if (now.terminal || now.process.in < 0) return;
    close(now.process.in);
    now.process.in = -1;
}

static void feed(void) {
    size_t taken = 0;
    while (now.process.in >= 0 && taken < now.waiting_bytes) {
        ssize_t count = write(now.process.in, now.waiting + taken, now.waiting_bytes - taken);
        if (count < 0 && errno == EAGAIN) break;
        if (count < 0) close_input();   // nobody reads any more
        else taken += (size_t)count;
        if (count < 0 && now.terminal) break;
    }
    if (now.process.in < 0) taken = now.waiting_bytes;
    now.waiting_bytes -= taken;
    memmove(now.waiting, now.waiting + taken, now.waiting_bytes);
    if (taken > 0) tell_taken(taken);
    if (now.no_more_input && now.waiting_bytes == 0) close_input();
}

int program_slot(void) { return now.slot; }

bool program_is_idle(void) { return now.state == IDLE; }

static bool is_running(const struct frame *frame) { return now.state == RUNNING && frame->run == now.run; }

static void take_input(const unsigned char *bytes, size_t count) {
    if (count > sizeof now.waiting - now.waiting_bytes) die("more input than the window allows");
    memcpy(now.waiting + now.waiting_bytes, bytes, count);
    now.waiting_bytes += count;
    feed();
}

void program_stdin(struct frame *frame) {
    if (is_running(frame)) take_input(frame->payload.next, frame->payload.left);
}

void program_stdin_end(struct frame *frame) {
    static const unsigned char END_OF_TRANSMISSION = 4;
    if (!is_running(frame)) return;
    if (now.terminal && now.waiting_bytes < sizeof now.waiting) take_input(&END_OF_TRANSMISSION, 1);
    now.no_more_input = true;
    feed();
}

void program_signal(struct frame *frame) {
    uint8_t number = read_u8(&frame->payload);
    if (frame->payload.bad || number < 1 || number > MAX_SIGNAL) die("signal %u does not fit", number);
    if (is_running(frame)) kill(-now.process.pid, number);
}

void program_resize(struct frame *frame) {
    struct winsize size = {0};
    size.ws_col = read_u16(&frame->payload);
    size.ws_row = read_u16(&frame->payload);
    if (frame->payload.bad) die("a size does not fit");
    if (is_running(frame) && now.terminal) ioctl(now.process.in, TIOCSWINSZ, &size);
}

void program_stop(struct frame *frame) {
    if (is_running(frame)) finish(STOPPED, false);
}

// ---- output -------------------------------------------------------------------------------------------------------

static void close_output(int *descriptor) {
    close(*descriptor);
    *descriptor = -1;
}

static void cut_output(void) {
    if (now.state == RUNNING) finish(OUTPUT_LIMIT, false);
    else if (now.ending == EXITED || now.ending == SIGNALLED) now.ending = OUTPUT_LIMIT;
    if (now.process.err >= 0) close_output(&now.process.err);
    if (now.process.out >= 0) close_output(&now.process.out);
    events_close();
}

// True when there is nothing more to be read just now.
static bool forward(int *descriptor, enum channel channel) {
    unsigned char chunk[OUTPUT_CHUNK_BYTES];
    if (*descriptor < 0) return true;
    if (!frames_have_room()) return false;
    ssize_t count = read(*descriptor, chunk, sizeof chunk);
    if (count < 0 && errno == EINTR) return false;
    if (count < 0 && errno == EAGAIN && now.state == RUNNING) return true;
    if (count <= 0 && now.terminal && now.state == RUNNING) {   // EIO: but it can be opened again as /dev/tty
        now.hung_up = true;
        return true;
    }
    if (count <= 0) {
        close_output(descriptor);
        return true;
    }
    uint64_t allowed = now.limits.output_bytes - now.output_bytes;
    size_t sent = (uint64_t)count > allowed ? (size_t)allowed : (size_t)count;
    now.output_bytes += sent;
    if (sent > 0) send_output(now.run, (uint8_t)channel, chunk, sent);
    if (sent < (size_t)count) cut_output();
    return false;
}

// An event is sent after the output that was written before it, so that each test's output is known by its place.
static void forward_all(void) {
    if (!events_read()) cut_output();
    bool out_is_empty = forward(&now.process.out, now.terminal ? TERMINAL : STDOUT);
    bool err_is_empty = forward(&now.process.err, STDERR);
    if (events_held() && out_is_empty && err_is_empty && frames_have_room()) events_send();
}

// ---- the loop's part ----------------------------------------------------------------------------------------------

int program_poll(struct pollfd *fds) {
    int count = 0;
    if (now.state == IDLE) return 0;
    bool wants_output = frames_have_room() && !now.hung_up;
    bool wants_input = now.state == RUNNING && now.waiting_bytes > 0 && now.process.in >= 0;
    if (now.terminal) {
        if (now.hung_up) return 0;
        short events = (short)((wants_output ? POLLIN : 0) | (wants_input ? POLLOUT : 0));
        if (now.process.out >= 0 && events) fds[count++] = (struct pollfd){.fd = now.process.out, .events = events};
        return count;
    }
    if (wants_output && now.process.out >= 0) fds[count++] = (struct pollfd){.fd = now.process.out, .events = POLLIN};
    if (wants_output && now.process.err >= 0) fds[count++] = (struct pollfd){.fd = now.process.err, .events = POLLIN};
    if (wants_input) fds[count++] = (struct pollfd){.fd = now.process.in, .events = POLLOUT};
    return count + events_poll(fds + count);
}

int program_timeout_ms(void) {
    if (now.state == IDLE) return -1;
    if (now.state == DRAINING) return frames_have_room() ? 0 : -1;
    if (events_held() && frames_have_room()) return 0;
    uint64_t deadline = now.began_us + now.limits.wall_us;
    uint64_t next = now.next_tick_us < deadline ? now.next_tick_us : deadline;
    uint64_t at = now_us();
    return next <= at ? 0 : (int)((next - at + 999) / 1000);
}

void program_proceed(void) {
    if (now.state == RUNNING && now.waiting_bytes > 0) feed();
    if (now.state != IDLE) forward_all();
    if (now.state == RUNNING && now.stays) hear_compiler();
    if (now.state == RUNNING) reap();
    if (now.state == RUNNING) check_limits();
    if (now.state == DRAINING && now.process.out < 0 && now.process.err < 0 && !events_open()) finish_drained();
}
