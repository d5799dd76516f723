// The processes that wait for runs: each used once, or a compiler that stays.
#include "agent.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { READY = 0 };

struct helper {
    bool ready, terminal, stays, forked;
    int slot;
    struct spawned process;
};

static struct helper waiting[MAX_HELPERS];  // the oldest first
static int count;

static bool holds(int slot) {
    for (int i = 0; i < count; i++) {
        if (waiting[i].slot == slot) return true;
    }
    return false;
}

int helpers_free_slot(void) {
    int slot = program_slot();
    do slot = (slot + 1) % SLOTS;
    while (holds(slot) || (slot == program_slot() && !program_is_idle()));
    return slot;
}

unsigned helpers_processes(void) { return (unsigned)count + (warm_pid() > 0 ? 1 : 0); }

bool helpers_include(pid_t pid) {
    for (int i = 0; i < count; i++) {
        if (pid == waiting[i].process.pid) return true;
    }
    return pid == warm_pid();
}

struct use helpers_use(const struct command *without) {
    int slot = without ? helpers_slot(without) : -1;
    struct use use = {0};
    if (warm_pid() > 0) use.cpu_us = meter_cpu_us_of(warm_pid());
    for (int i = 0; i < count; i++) {
        const struct helper *helper = &waiting[i];
        if (helper->stays || helper->slot == slot) continue;
        use.cpu_us += meter_cpu_us_of(helper->process.pid);
        use.threads += meter_threads(helper->process.pid);
        // What is forked shares what it was forked from.
        if (!helper->forked) use.memory_bytes += meter_own_bytes(helper->process.pid);
    }
    return use;
}

static void take_out(int index) {
    memmove(waiting + index, waiting + index + 1, (size_t)(--count - index) * sizeof *waiting);
}

void helpers_note_end(pid_t pid) {
    warm_note_end(pid);
    for (int i = 0; i < count; i++) {
        if (pid != waiting[i].process.pid) continue;
        close_streams(&waiting[i].process, waiting[i].terminal);
        take_out(i);
        return;
    }
}

static void note_end(pid_t pid, int status, const struct rusage *use) {
    (void)status, (void)use;
    helpers_note_end(pid);
}

// Never while a program runs: its end would be lost among those of others.
static void end_helper(int index) {
    int slot = waiting[index].slot;
    close_streams(&waiting[index].process, waiting[index].terminal);
    take_out(index);                        // so that it counts as left until it is gone
    if (!sweep(uid_of(slot), note_end)) die("a helper does not end");
}

void helpers_unpark(void) {
    if (!program_is_idle()) return;
    while (count > 0) end_helper(0);
    warm_end();
}

// ---- the wait -----------------------------------------------------------------------------------------------------

// One more shall wait with these streams; what waits with others would wait in vain.
static void make_room(bool terminal, bool stays) {
    for (int i = count - 1; i >= 0; i--) {
        if (waiting[i].terminal != terminal || waiting[i].stays != stays) end_helper(i);
    }
    if (count == MAX_HELPERS) end_helper(0);
}

static void begin(const struct command *command, bool forked, bool stays) {
    char name[32];
    struct helper helper = {.terminal = command->terminal, .stays = stays, .forked = forked, .slot = helpers_free_slot()};
    uid_t uid = uid_of(helper.slot);
    // Its folder becomes CODE by being renamed, and stays its working folder.
    int folder = folders_open(uid, stays ? FILES : folders_waiting(name, CODE, helper.slot));
    bool begun = forked ? warm_fork(command, uid, folder, &helper.process) : spawn_helper(command, uid, folder, &helper.process);
    if (folder >= 0) close(folder);
    if (begun) waiting[count++] = helper;
}

void helpers_park(struct frame *frame) {
    enum { TERMINAL = 1, FORKED = 2, STAYS = 4 };
    struct reader *payload = &frame->payload;
    struct command command = {0};
    uint8_t flags = read_u8(payload);
    command.terminal = flags & TERMINAL;
    command.columns = read_u16(payload);
    command.rows = read_u16(payload);
    command.arguments = read_words(payload);
    command.environment = payload->bad ? NULL : read_words(payload);
    if (payload->bad || payload->left > 0 || flags > 7 || !command.arguments[0]) die("a helper does not fit");
    if ((flags & STAYS) && !program_is_idle()) die("a helper that stays does not fit beside a program");
    if (program_is_idle()) make_room(command.terminal, flags & STAYS);
    if (count < MAX_HELPERS) begin(&command, flags & FORKED, flags & STAYS);
    free_words(command.arguments);
    free_words(command.environment);
}

// The next byte of a helper that was heard; -1 if there is none yet. One that has closed its end is on its way out.
static int read_answer(struct helper *helper) {
    unsigned char byte;
    ssize_t length = read(helper->process.answers, &byte, 1);
    if (length == 1) return byte;
    if (length == 0) {
        close(helper->process.answers);
        helper->process.answers = -1;
    }
    return -1;
}

static void hear_ready(struct helper *helper) {
    if (helper->ready || helper->process.answers < 0 || read_answer(helper) != READY) return;
    helper->ready = true;
    unsigned char payload[8];
    put_u64(payload, meter_memory_bytes());
    send_frame(FRAME_PARKED, 0, payload, sizeof payload);
}

int helpers_answer(void) {
    if (count == 0) return -1;
    struct helper *compiler = &waiting[0];  // it waits alone
    hear_ready(compiler);
    return compiler->ready && compiler->process.answers >= 0 ? read_answer(compiler) : -1;
}

int helpers_poll(struct pollfd *fds) {
    int polled = 0;
    for (int i = 0; i < count; i++) {
        bool awaited = waiting[i].process.answers >= 0 && (!waiting[i].ready || waiting[i].stays);
        if (awaited) fds[polled++] = (struct pollfd){.fd = waiting[i].process.answers, .events = POLLIN};
    }
    return polled;
}

void helpers_proceed(void) {
    int status;
    for (int i = 0; i < count; i++) hear_ready(&waiting[i]);
    // While a program runs, its part of the loop reaps.
    if (!program_is_idle()) return;
    for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;) helpers_note_end(pid);
}

// ---- the order ----------------------------------------------------------------------------------------------------

static bool fits(const struct helper *helper, const struct command *command) {
    return command->by_helper && helper->terminal == command->terminal && (command->build || !helper->stays)
            && order_fits(command->order);
}

// One that is ready, if there is one.
static struct helper *fitting(const struct command *command) {
    struct helper *found = NULL;
    for (int i = 0; i < count; i++) {
        if (!fits(&waiting[i], command)) continue;
        if (waiting[i].ready) return &waiting[i];
        if (!found) found = &waiting[i];
    }
    return found;
}

int helpers_slot(const struct command *command) {
    const struct helper *helper = fitting(command);
    return helper ? helper->slot : -1;
}

bool helpers_give(const struct command *command, struct spawned *process, bool *stays) {
    struct winsize size = {.ws_col = command->columns, .ws_row = command->rows};
    struct helper *helper = fitting(command);
    if (!helper) return false;
    if (helper->terminal) ioctl(helper->process.in, TIOCSWINSZ, &size);
    if (!send_order(helper->process.orders, command->order)) {
        end_helper((int)(helper - waiting));    // it is out of order, and its uid is needed
        return false;
    }
    *stays = helper->stays;
    *process = helper->process;
    process->unheard = !helper->ready;
    if (helper->stays) {
        process->in = process->orders = process->answers = -1;
        process->out = fcntl(helper->process.out, F_DUPFD_CLOEXEC, 0);
        process->err = fcntl(helper->process.err, F_DUPFD_CLOEXEC, 0);
    } else {
        take_out((int)(helper - waiting));
    }
    return true;
}
