// PID 1 of every box. Speaks frames over its stdin and stdout (PROTOCOL.md), keeps the program's files, runs one
// program at a time under a uid of its own, and leaves nothing of it behind. Ends, and the box with it, when its stdin
// ends.
#include "agent.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

// What is sent of a fault is logged: no path, for somebody typed it.
static void put(struct reader *payload) {
    char *path = read_text(payload, read_u16(payload));
    if (payload->bad || !path_fits(path)) die("a file's path does not fit");
    if (!folders_put(path, payload->next, payload->left)) send_fault(0, "a file cannot be put: %s", strerror(errno));
    free(path);
}

static void remove_file(struct reader *payload) {
    char *path = read_text(payload, payload->left);
    if (payload->bad || !path_fits(path)) die("a file's path does not fit");
    if (!folders_remove(path)) send_fault(0, "a file cannot be removed: %s", strerror(errno));
    free(path);
}

static void put_built(struct reader *payload) {
    enum { EXECUTABLE = 1, MORE = 2 };
    uint8_t flags = read_u8(payload);
    char *path = read_text(payload, read_u16(payload));
    if (payload->bad || flags > 3 || !path_fits(path)) die("a built file does not fit");
    if (!program_is_idle()) die("a built file does not fit beside a program");
    if (!folders_put_built(path, flags & EXECUTABLE, flags & MORE, payload->next, payload->left)) {
        send_fault(0, "a built file cannot be put: %s", strerror(errno));
    }
    free(path);
}

static void clear_built(void) {
    if (!program_is_idle()) die("clearing what was built does not fit beside a program");
    if (!folders_clear_built()) send_fault(0, "what was built: %s", strerror(errno));
}

enum { ANY_SIZE = -1 };

static ssize_t payload_size(enum frame_type type) {
    switch (type) {
        case FRAME_SIGNAL: return 1;
        case FRAME_RESIZE: return 4;
        case FRAME_STDIN_END:
        case FRAME_STOP:
        case FRAME_UNPARK:
        case FRAME_CLEAR_BUILT: return 0;
        default: return ANY_SIZE;
    }
}

static void obey(struct frame *frame) {
    ssize_t size = payload_size(frame->type);
    if (size != ANY_SIZE && (size_t)size != frame->payload.left) {
        die("a frame of type %d with %zu bytes does not fit", (int)frame->type, frame->payload.left);
    }
    switch (frame->type) {
        case FRAME_PUT: put(&frame->payload); return;
        case FRAME_REMOVE: remove_file(&frame->payload); return;
        case FRAME_RUN: program_run(frame); return;
        case FRAME_STDIN: program_stdin(frame); return;
        case FRAME_STDIN_END: program_stdin_end(frame); return;
        case FRAME_SIGNAL: program_signal(frame); return;
        case FRAME_RESIZE: program_resize(frame); return;
        case FRAME_STOP: program_stop(frame); return;
        case FRAME_PARK: helpers_park(frame); return;
        case FRAME_UNPARK: helpers_unpark(); return;
        case FRAME_BUILT: put_built(&frame->payload); return;
        case FRAME_CLEAR_BUILT: clear_built(); return;
        default: die("a frame of type %d does not fit", (int)frame->type);
    }
}

// A child's end wakes the loop; who it was is found by reaping.
static int watch_children(void) {
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    // What the engine ignores, programs shall not.
    for (int number = 1; number <= MAX_SIGNAL; number++) signal(number, SIG_DFL);
    signal(SIGPIPE, SIG_IGN);
    return signalfd(-1, &child, SFD_NONBLOCK | SFD_CLOEXEC);
}

static void forget_signals(int children) {
    struct signalfd_siginfo info[8];
    while (read(children, info, sizeof info) > 0) {}
}

static void serve(int children) {
    enum { PROGRAM_DESCRIPTORS = 4 };
    for (;;) {
        struct pollfd fds[3 + PROGRAM_DESCRIPTORS + MAX_HELPERS] = {
            {.fd = STDIN_FILENO, .events = POLLIN},
            {.fd = children, .events = POLLIN},
            {.fd = frames_waiting() && !program_is_quiet() ? STDOUT_FILENO : -1, .events = POLLOUT},
        };
        nfds_t count = 3 + (nfds_t)program_poll(fds + 3);
        count += (nfds_t)helpers_poll(fds + count);
        if (poll(fds, count, program_timeout_ms()) < 0 && errno != EINTR) die("poll: %s", strerror(errno));
        if (fds[1].revents) forget_signals(children);
        if (fds[0].revents && !frames_receive()) return;
        for (struct frame frame; frames_next(&frame); frames_release()) obey(&frame);
        helpers_proceed();
        program_proceed();
        if (!program_is_quiet()) frames_flush();
    }
}

static uid_t uid_from(const char *text) {
    char *end;
    unsigned long uid = strtoul(text, &end, 10);
    if (*end || uid == 0 || uid > 0xfffffffeUL - SLOTS) die("the first program's uid must be a number above 0");
    return (uid_t)uid;
}

int main(int count, char **arguments) {
    fcntl(STDIN_FILENO, F_SETFL, O_NONBLOCK);
    fcntl(STDOUT_FILENO, F_SETFL, O_NONBLOCK);
    // Nobody opens the agent's memory or descriptors, whatever their uid.
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) die("prctl: %s", strerror(errno));
    // Now, and whatever is started has it: to give it to each program anew takes a tenth of a no-op's time.
    if (!install_filter()) die("seccomp: %s", strerror(errno));
    if (count != 2) die("usage: agent FIRST_UID");
    uids_begin_at(uid_from(arguments[1]));
    int children = watch_children();
    if (children < 0) die("signalfd: %s", strerror(errno));
    unsigned char ready[5];
    put_u32(ready, PROTOCOL_VERSION);
    ready[4] = meter_start();
    folders_start();
    send_frame(FRAME_READY, 0, ready, sizeof ready);
    frames_flush();
    serve(children);
    return 0;
}
