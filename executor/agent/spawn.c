// Begins a process: its streams, made under its own uid, and a child that gives up everything before its first line.
#include "agent.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PROGRAM_STREAMS = 3, HELPER_STREAMS = 5 };

const struct spawned NOBODY = {.pid = -1, .in = -1, .out = -1, .err = -1, .orders = -1, .answers = -1};

// ---- streams ------------------------------------------------------------------------------------------------------

// A pipe made by uid 0 would make a program's /dev/stdin fail, hence the program's uid. `mine` is the agent's end.
static bool make_pipe(int *mine, int *theirs, bool program_reads) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    *mine = ends[program_reads ? 1 : 0];
    *theirs = ends[program_reads ? 0 : 1];
    return fcntl(*mine, F_SETFL, O_NONBLOCK) == 0;
}

// gVisor does not know how to open a terminal's other end but by its name.
static int open_peer(int terminal) {
    enum { FLAGS = O_RDWR | O_NOCTTY | O_CLOEXEC };
    char path[32];
    unsigned number;
    int peer = ioctl(terminal, TIOCGPTPEER, FLAGS);
    if (peer >= 0 || errno != ENOTTY || ioctl(terminal, TIOCGPTN, &number) != 0) return peer;
    snprintf(path, sizeof path, "/dev/pts/%u", number);
    return open(path, FLAGS);
}

static bool make_terminal(const struct command *command, int *mine, int *theirs) {
    int unlocked = 0;
    struct winsize size = {.ws_col = command->columns, .ws_row = command->rows};
    *mine = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (*mine < 0 || ioctl(*mine, TIOCSPTLCK, &unlocked) != 0) return false;
    *theirs = open_peer(*mine);
    return *theirs >= 0 && ioctl(*mine, TIOCSWINSZ, &size) == 0 && fcntl(*mine, F_SETFL, O_NONBLOCK) == 0;
}

bool make_streams(const struct command *command, uid_t uid, bool helper, struct spawned *mine, int theirs[5]) {
    *mine = NOBODY;
    for (int i = 0; i < HELPER_STREAMS; i++) theirs[i] = -1;
    act_as(uid);
    bool made;
    if (command->terminal) {
        made = make_terminal(command, &mine->in, &theirs[0]);
        mine->out = mine->in;
        theirs[1] = theirs[2] = theirs[0];
    } else {
        made = make_pipe(&mine->in, &theirs[0], true) && make_pipe(&mine->out, &theirs[1], false)
                && make_pipe(&mine->err, &theirs[2], false);
    }
    if (helper) {
        made = made && make_pipe(&mine->orders, &theirs[3], true) && make_pipe(&mine->answers, &theirs[4], false);
    }
    act_as(0);
    return made;
}

void close_all(const int *descriptors, int count) {
    for (int i = 0; i < count; i++) {
        if (descriptors[i] >= 0) close(descriptors[i]);
    }
}

void close_streams(struct spawned *spawned, bool terminal) {
    int open[] = {spawned->in, terminal ? -1 : spawned->out, spawned->err, spawned->orders, spawned->answers};
    close_all(open, sizeof open / sizeof open[0]);
    *spawned = NOBODY;
}

// ---- the child ----------------------------------------------------------------------------------------------------

// The first to go when memory is short, before the agent, which alone knows why.
static void volunteer_for_the_oom_killer(void) {
    int file = open("/proc/self/oom_score_adj", O_WRONLY);
    if (file >= 0) {
        if (write(file, "1000", 4) != 4) { /* as the engine set it, then */ }
        close(file);
    }
}

// Why a child did not begin: it writes that into the agent's own memory, which it has until it is the program.
static volatile int refusal;

static void refuse(void) {
    refusal = errno;
    _exit(126);
}

struct place {
    uid_t uid;
    int folder;                             // open, since its name may change before the child gets there
    int count;                              // of its descriptors, which become 0 and up
    const int *descriptors;
};

// Its descriptors become the lowest ones, and the folder the next; all others are closed. The folder's is returned.
static int arrange(const struct place *place) {
    enum { ABOVE = 16 };
    int high[HELPER_STREAMS], count = place->count;
    for (int i = 0; i < count; i++) high[i] = fcntl(place->descriptors[i], F_DUPFD_CLOEXEC, ABOVE);
    int folder = fcntl(place->folder, F_DUPFD_CLOEXEC, ABOVE);
    for (int i = 0; i < count; i++) {
        if (dup2(high[i], i) < 0) refuse();
    }
    if (dup3(folder, count, O_CLOEXEC) < 0) refuse();
    if (syscall(SYS_close_range, count + 1, ~0U, 0) != 0) {
        for (int i = count + 1; i < 1024; i++) close(i);
    }
    return count;
}

static void begin(const struct command *command, const struct place *place) {
    sigset_t none;
    struct rlimit no_core = {0, 0};
    setsid();
    if (command->terminal && ioctl(place->descriptors[0], TIOCSCTTY, 0) != 0) refuse();
    int folder = arrange(place);
    if (place->uid != 0) volunteer_for_the_oom_killer();
    become_for_good(place->uid);
    signal(SIGPIPE, SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (fchdir(folder) != 0 || setrlimit(RLIMIT_CORE, &no_core) != 0) refuse();
    execve(command->arguments[0], command->arguments, command->environment);
    refuse();
}

// ---- the agent ----------------------------------------------------------------------------------------------------

// Waits until it is the program: to copy the agent for those few calls takes longer than they do. So nobody can send a
// signal to what is still the agent's code, and why a program could not be begun is known at once.
static pid_t fork_into(const struct command *command, const struct place *place) {
    refusal = 0;
    pid_t pid = vfork();
    if (pid == 0) begin(command, place);
    if (pid < 0 || refusal == 0) return pid;
    waitpid(pid, NULL, 0);
    errno = refusal;
    return -1;
}

static bool spawn_in(const struct command *command, uid_t uid, int folder, bool helper, struct spawned *spawned) {
    int theirs[HELPER_STREAMS];
    struct place place = {uid, folder, helper ? HELPER_STREAMS : PROGRAM_STREAMS, theirs};
    bool made = make_streams(command, uid, helper, spawned, theirs);
    if (made) spawned->pid = fork_into(command, &place);
    int reason = errno;
    if (command->terminal) theirs[1] = theirs[2] = -1;
    close_all(theirs, HELPER_STREAMS);
    if (spawned->pid > 0) return true;
    close_streams(spawned, command->terminal);
    errno = reason;
    return false;
}

bool spawn(const struct command *command, uid_t uid, struct spawned *spawned) {
    if (command->tests && !order_fits(command->order)) {
        errno = E2BIG;
        return false;
    }
    int folder = folders_open(uid, CODE);
    bool begun = spawn_in(command, uid, folder, command->tests, spawned);
    // Into an empty pipe, which has room for every order that fits.
    if (begun && command->tests) send_order(spawned->orders, command->order);
    int reason = errno;
    if (folder >= 0) close(folder);
    errno = reason;
    return begun;
}

bool spawn_helper(const struct command *command, uid_t uid, int folder, struct spawned *spawned) {
    return spawn_in(command, uid, folder, true, spawned);
}

pid_t spawn_warm(const struct command *command, int control) {
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC), top = open("/", O_PATH | O_CLOEXEC);
    int descriptors[] = {nothing, nothing, STDERR_FILENO, control};
    struct place place = {0, top, sizeof descriptors / sizeof descriptors[0], descriptors};
    pid_t pid = nothing < 0 ? -1 : fork_into(command, &place);
    if (nothing >= 0) close(nothing);
    if (top >= 0) close(top);
    return pid;
}
