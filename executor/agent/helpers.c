// The process that waits for the next run: used once, or a compiler that stays.
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

static struct {
    bool there, ready, terminal, stays;
    int slot;
    struct spawned process;
} helper = {.process = {.pid = -1}};

int helpers_slot(void) { return helper.there ? helper.slot : -1; }

unsigned helpers_processes(void) { return (helper.there ? 1 : 0) + (warm_pid() > 0 ? 1 : 0); }

bool helpers_include(pid_t pid) { return pid == warm_pid() || (helper.there && pid == helper.process.pid); }

static void forget(void) {
    if (helper.there) close_streams(&helper.process, helper.terminal);
    helper.there = false;
}

void helpers_note_end(pid_t pid) {
    warm_note_end(pid);
    if (helper.there && pid == helper.process.pid) forget();
}

static void note_end(pid_t pid, int status, const struct rusage *use) {
    (void)status, (void)use;
    helpers_note_end(pid);
}

static void end_helper(void) {
    if (!helper.there) return;
    int slot = helper.slot;
    forget();                               // so that it counts as left until it is gone
    if (!sweep(uid_of(slot), note_end)) die("a helper does not end");
}

void helpers_unpark(void) {
    if (!program_is_idle()) return;
    end_helper();
    warm_end();
}

// ---- the wait -----------------------------------------------------------------------------------------------------

void helpers_park(struct frame *frame) {
    enum { TERMINAL = 1, FORKED = 2, STAYS = 4 };
    struct reader *payload = &frame->payload;
    struct command command = {0};
    char waiting[32];
    uint8_t flags = read_u8(payload);
    command.terminal = flags & TERMINAL;
    command.columns = read_u16(payload);
    command.rows = read_u16(payload);
    command.arguments = read_words(payload);
    command.environment = payload->bad ? NULL : read_words(payload);
    if (!program_is_idle()) die("a helper was asked for during a run");
    if (payload->bad || payload->left > 0 || flags > 7 || !command.arguments[0]) die("a helper does not fit");
    end_helper();
    helper.slot = (program_slot() + 1) % SLOTS;
    helper.terminal = command.terminal;
    helper.stays = flags & STAYS;
    helper.ready = false;
    uid_t uid = uid_of(helper.slot);
    // Its folder becomes CODE by being renamed, and stays its working folder.
    int folder = folders_open(uid, helper.stays ? FILES : folders_waiting(waiting, CODE, helper.slot));
    helper.there = flags & FORKED ? warm_fork(&command, uid, folder, &helper.process)
                                  : spawn_helper(&command, uid, folder, &helper.process);
    if (folder >= 0) close(folder);
    free_words(command.arguments);
    free_words(command.environment);
}

// The next byte of a helper that was heard; -1 if there is none yet. One that has closed its end is on its way out.
static int read_answer(void) {
    unsigned char byte;
    ssize_t count = read(helper.process.answers, &byte, 1);
    if (count == 1) return byte;
    if (count == 0) {
        close(helper.process.answers);
        helper.process.answers = -1;
    }
    return -1;
}

static void hear_ready(void) {
    if (!helper.there || helper.ready || helper.process.answers < 0 || read_answer() != READY) return;
    helper.ready = true;
    unsigned char payload[8];
    put_u64(payload, meter_memory_bytes());
    send_frame(FRAME_PARKED, 0, payload, sizeof payload);
}

int helpers_answer(void) {
    hear_ready();
    return helper.there && helper.ready && helper.process.answers >= 0 ? read_answer() : -1;
}

int helpers_poll(struct pollfd *fds) {
    bool awaited = helper.there && helper.process.answers >= 0;
    if (awaited) fds[0] = (struct pollfd){.fd = helper.process.answers, .events = POLLIN};
    return awaited;
}

void helpers_proceed(void) {
    int status;
    hear_ready();
    // While a program runs, its part of the loop reaps.
    if (!program_is_idle()) return;
    for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;) helpers_note_end(pid);
}

// ---- the order ----------------------------------------------------------------------------------------------------

bool order_fits(char **words) {
    size_t length = 4;
    for (char **word = words; *word; word++) length += strlen(*word) + 1;
    return length <= MAX_ORDER_BYTES;
}

bool helpers_fit(const struct command *command) {
    return helper.there && command->by_helper && helper.terminal == command->terminal && helper.stays == command->build
            && order_fits(command->order);
}

bool send_order(int orders, char **words) {
    unsigned char order[MAX_ORDER_BYTES];
    size_t length = 4;
    for (char **word = words; *word; word++) {
        size_t count = strlen(*word) + 1;
        memcpy(order + length, *word, count);
        length += count;
    }
    put_u32(order, (uint32_t)(length - 4));
    return write(orders, order, length) == (ssize_t)length;
}

bool helpers_give(const struct command *command, struct spawned *process, bool *stays) {
    struct winsize size = {.ws_col = command->columns, .ws_row = command->rows};
    if (!helpers_fit(command)) return false;
    if (helper.terminal) ioctl(helper.process.in, TIOCSWINSZ, &size);
    if (!send_order(helper.process.orders, command->order)) {
        end_helper();                       // it is out of order, and its uid is needed
        return false;
    }
    *stays = helper.stays;
    *process = helper.process;
    process->unheard = !helper.ready;
    if (helper.stays) {
        process->in = process->refusal = process->orders = process->answers = -1;
        process->out = fcntl(helper.process.out, F_DUPFD_CLOEXEC, 0);
        process->err = fcntl(helper.process.err, F_DUPFD_CLOEXEC, 0);
    } else {
        helper.there = false;
    }
    return true;
}
