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

bool sweep(uid_t uid, void (*ended)(pid_t pid, int status, const struct rusage *use)) {
    const struct timespec pause = {.tv_nsec = 1000 * 1000};
    uint64_t deadline = now_us() + SWEEP_DEADLINE_MS * 1000;
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    for (;;) {
        int status;
        struct rusage use;
        kill_all(uid);
        pid_t pid = wait4(-1, &status, WNOHANG, &use);
        for (; pid > 0; pid = wait4(-1, &status, WNOHANG, &use)) ended(pid, status, &use);
        bool no_children = pid < 0;
        if (no_children || (helpers_processes() > 0 && !somebody_is_left())) return true;
        if (now_us() > deadline) return false;
        sigtimedwait(&child, NULL, &pause);
    }
}
