// The warm interpreter: asked for processes that wait for a run. It is root, so it runs nothing of a user's.
#include "agent.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MAX_REQUEST_BYTES = 16 * 1024, HELPER_STREAMS = 5, PASSED = HELPER_STREAMS + 1 };

static pid_t interpreter = -1;
static int control = -1;
static bool tests;                          // have been run, so that there will be more

pid_t warm_pid(void) { return interpreter; }

void warm_expect_tests(void) { tests = true; }

void warm_end(void) {
    if (control >= 0) close(control);
    if (interpreter > 0) kill(interpreter, SIGKILL);
    control = -1;                           // who it was is kept until it is reaped
}

void warm_note_end(pid_t pid) {
    if (pid != interpreter) return;
    warm_end();
    interpreter = -1;
}

static bool begin(const struct command *command) {
    int ends[2];
    if (interpreter > 0) return control >= 0;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return false;
    interpreter = spawn_warm(command, ends[1]);
    close(ends[1]);
    control = ends[0];
    if (interpreter < 0) {
        close(control);
        control = -1;
    }
    return interpreter > 0;
}

static bool add(unsigned char *request, size_t *length, const void *bytes, size_t count) {
    if (*length + count > MAX_REQUEST_BYTES) return false;
    memcpy(request + *length, bytes, count);
    *length += count;
    return true;
}

static bool ask(const struct command *command, uid_t uid, const int passed[PASSED]) {
    enum { TERMINAL = 1, TESTS = 2 };
    unsigned char request[MAX_REQUEST_BYTES];
    size_t length = 5;
    put_u32(request, uid);
    request[4] = (unsigned char)((command->terminal ? TERMINAL : 0) | (tests ? TESTS : 0));
    for (char **word = command->environment; *word; word++) {
        if (!add(request, &length, *word, strlen(*word) + 1)) return false;
    }
    _Alignas(struct cmsghdr) char rights[CMSG_SPACE(sizeof(int) * PASSED)] = {0};
    struct iovec bytes = {request, length};
    struct msghdr message = {.msg_iov = &bytes, .msg_iovlen = 1, .msg_control = rights, .msg_controllen = sizeof rights};
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    *head = (struct cmsghdr){.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof(int) * PASSED)};
    memcpy(CMSG_DATA(head), passed, sizeof(int) * PASSED);
    return sendmsg(control, &message, MSG_NOSIGNAL) == (ssize_t)length;
}

static pid_t answer(void) {
    unsigned char pid[4];
    struct pollfd awaited = {.fd = control, .events = POLLIN};
    uint64_t deadline = now_us() + FORK_DEADLINE_MS * 1000;
    for (uint64_t at; (at = now_us()) < deadline;) {
        if (poll(&awaited, 1, (int)((deadline - at) / 1000) + 1) <= 0) continue;
        if (read(control, pid, sizeof pid) != sizeof pid) return -1;
        struct reader reader = {pid, sizeof pid, false};
        uint32_t number = read_u32(&reader);
        return number > 1 && number <= INT32_MAX ? (pid_t)number : -1;
    }
    return -1;
}

// Waits for the answer: nothing else is under way, and the interpreter is our own.
bool warm_fork(const struct command *command, uid_t uid, int folder, struct spawned *spawned) {
    int theirs[PASSED];
    if (!begin(command)) return false;
    bool made = make_streams(command, uid, true, spawned, theirs);
    theirs[HELPER_STREAMS] = folder;
    if (made && ask(command, uid, theirs)) spawned->pid = answer();
    if (command->terminal) theirs[1] = theirs[2] = -1;
    close_all(theirs, HELPER_STREAMS);
    if (spawned->pid > 0) return true;
    close_streams(spawned, command->terminal);
    warm_end();
    return false;
}
