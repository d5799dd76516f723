// Begins a program: its streams, made under its own uid, and a child that gives up everything before its first line.
#include "agent.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

// A pipe made by uid 0 would make a program's /dev/stdin fail, hence the program's uid. `mine` is the agent's end.
static bool make_pipe(int *mine, int *theirs, bool program_reads) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    *mine = ends[program_reads ? 1 : 0];
    *theirs = ends[program_reads ? 0 : 1];
    return fcntl(*mine, F_SETFL, O_NONBLOCK) == 0;
}

static bool make_terminal(const struct command *command, int *mine, int *theirs) {
    int unlocked = 0;
    struct winsize size = {.ws_col = command->columns, .ws_row = command->rows};
    *mine = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (*mine < 0 || ioctl(*mine, TIOCSPTLCK, &unlocked) != 0) return false;
    *theirs = ioctl(*mine, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
    return *theirs >= 0 && ioctl(*mine, TIOCSWINSZ, &size) == 0 && fcntl(*mine, F_SETFL, O_NONBLOCK) == 0;
}

// The first to go when memory is short, before the agent, which alone knows why.
static void volunteer_for_the_oom_killer(void) {
    int file = open("/proc/self/oom_score_adj", O_WRONLY);
    if (file >= 0) {
        if (write(file, "1000", 4) != 4) { /* as the engine set it, then */ }
        close(file);
    }
}

static void refuse(int refusal) {
    int reason = errno;
    if (write(refusal, &reason, sizeof reason) != sizeof reason) _exit(125);
    _exit(126);
}

static void begin(const struct command *command, uid_t uid, const int streams[3], int refusal) {
    enum { LOWEST_FREE = 3 };
    sigset_t none;
    struct rlimit no_core = {0, 0};
    setsid();
    if (command->terminal && ioctl(streams[0], TIOCSCTTY, 0) != 0) refuse(refusal);
    for (int i = 0; i < 3; i++) {
        if (dup2(streams[i], i) < 0) refuse(refusal);
    }
    if (dup3(refusal, LOWEST_FREE, O_CLOEXEC) < 0 && refusal != LOWEST_FREE) _exit(126);
    refusal = LOWEST_FREE;
    if (syscall(SYS_close_range, LOWEST_FREE + 1, ~0U, 0) != 0) {
        for (int i = LOWEST_FREE + 1; i < 1024; i++) close(i);
    }
    volunteer_for_the_oom_killer();
    become_for_good(uid);
    sigemptyset(&none);
    for (int number = 1; number <= MAX_SIGNAL; number++) signal(number, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (chdir(CODE) != 0 || setrlimit(RLIMIT_CORE, &no_core) != 0 || !install_filter()) refuse(refusal);
    execve(command->arguments[0], command->arguments, command->environment);
    refuse(refusal);
}

static void close_all(const int *descriptors, int count) {
    for (int i = 0; i < count; i++) {
        if (descriptors[i] >= 0) close(descriptors[i]);
    }
}

bool spawn(const struct command *command, uid_t uid, struct spawned *spawned) {
    int streams[3] = {-1, -1, -1}, refusal[2] = {-1, -1};
    *spawned = (struct spawned){.pid = -1, .in = -1, .out = -1, .err = -1, .refusal = -1};
    act_as(uid);
    bool made;
    if (command->terminal) {
        made = make_terminal(command, &spawned->in, &streams[0]);
        spawned->out = spawned->in;
        streams[1] = streams[2] = streams[0];
    } else {
        made = make_pipe(&spawned->in, &streams[0], true) && make_pipe(&spawned->out, &streams[1], false)
                && make_pipe(&spawned->err, &streams[2], false);
    }
    act_as(0);
    made = made && pipe2(refusal, O_CLOEXEC | O_NONBLOCK) == 0;
    if (made) spawned->pid = fork();
    if (spawned->pid == 0) begin(command, uid, streams, refusal[1]);
    int reason = errno;
    close_all(streams, command->terminal ? 1 : 3);
    if (refusal[1] >= 0) close(refusal[1]);
    spawned->refusal = refusal[0];
    if (spawned->pid > 0) return true;
    int mine[] = {spawned->in, command->terminal ? -1 : spawned->out, spawned->err, spawned->refusal};
    close_all(mine, 4);
    errno = reason;
    return false;
}
