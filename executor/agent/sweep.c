// Ends everything that runs under a uid. Needs no fork, so a full box does not stop it.
#include "agent.h"

#include <dirent.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void kill_all(uid_t uid) {
    become_sweeper(uid);
    kill(-1, SIGKILL);
    return_to_root();
}

// Everybody but ourselves and our helpers is a program's: whoever loses its parent becomes our child.
static bool somebody_is_left(void) {
    DIR *processes = opendir("/proc");
    if (!processes) return true;
    bool found = false;
    for (struct dirent *entry; !found && (entry = readdir(processes));) {
        pid_t pid = atoi(entry->d_name);   // 0 for what is no process
        found = pid > 0 && pid != getpid() && !helpers_include(pid);
    }
    closedir(processes);
    return found;
}

// False once there are no children at all.
static bool reap(void (*ended)(pid_t pid, int status, const struct rusage *use)) {
    int status;
    struct rusage use;
    pid_t pid;
    while ((pid = wait4(-1, &status, WNOHANG, &use)) > 0) ended(pid, status, &use);
    return pid == 0;
}

bool sweep(uid_t uid, void (*ended)(pid_t pid, int status, const struct rusage *use)) {
    // Without children there is nobody to kill, which would be looked for among all processes of the machine.
    if (!reap(ended)) return true;
    const struct timespec pause = {.tv_nsec = 1000 * 1000};
    uint64_t deadline = now_us() + SWEEP_DEADLINE_MS * 1000;
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    for (;;) {
        kill_all(uid);
        if (!reap(ended) || (helpers_processes() > 0 && !somebody_is_left())) return true;
        if (now_us() > deadline) return false;
        sigtimedwait(&child, NULL, &pause);
    }
}
