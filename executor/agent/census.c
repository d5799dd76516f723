// What the box uses where it is shown no cgroup, as by gVisor: summed up of its processes, each time that it is asked for.
// Less exact than a cgroup: what begins and ends between two looks counts only if its parent waits for it, and nothing
// tells of a process that the kernel refused or ended.
#include "agent.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/statfs.h>
#include <unistd.h>

static int machine_file = -1;

// All but the agent, in the order of their numbers, so parents first: whom one waits for meanwhile is missed until the next
// look, not counted twice.
static uint64_t of_all(uint64_t (*of)(pid_t pid)) {
    uint64_t sum = 0;
    DIR *processes = opendir("/proc");
    if (!processes) return 0;
    for (struct dirent *entry; (entry = readdir(processes));) {
        pid_t pid = atoi(entry->d_name);    // 0 for what is no process
        if (pid > 0 && pid != getpid()) sum += of(pid);
    }
    closedir(processes);
    return sum;
}

// ---- CPU ----------------------------------------------------------------------------------------------------------

static uint64_t us(struct timeval time) { return (uint64_t)time.tv_sec * 1000000 + (uint64_t)time.tv_usec; }

// And of those that it has waited for.
static uint64_t cpu_us_of(pid_t pid) {
    unsigned long long user, system, waited_user, waited_system;
    // A program chooses its name, which may hold parentheses and numbers: what counts comes after the last of them.
    const char *fields = strrchr(text_of_process(pid, "stat"), ')');
    if (!fields || sscanf(fields, ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %llu %llu %llu %llu", &user, &system,
            &waited_user, &waited_system) != 4) return 0;
    return (user + system + waited_user + waited_system) * 1000000 / (uint64_t)sysconf(_SC_CLK_TCK);
}

// Never less than before, as whatever subtracts two readings expects.
static uint64_t cpu_us(void) {
    static uint64_t most;
    struct rusage ended;
    getrusage(RUSAGE_CHILDREN, &ended);
    uint64_t sum = us(ended.ru_utime) + us(ended.ru_stime) + of_all(cpu_us_of);
    if (sum > most) most = sum;
    return most;
}

// ---- memory -------------------------------------------------------------------------------------------------------

static uint64_t files_bytes(void) {
    static const char *const in_memory[] = {WORK, "/tmp", "/dev/shm"};
    uint64_t sum = 0;
    for (size_t i = 0; i < sizeof in_memory / sizeof in_memory[0]; i++) {
        struct statfs stat;
        if (statfs(in_memory[i], &stat) == 0) sum += (uint64_t)(stat.f_blocks - stat.f_bfree) * (uint64_t)stat.f_bsize;
    }
    return sum;
}

static uint64_t machine_bytes(void) {
    const char *text = text_of(machine_file);
    uint64_t total = keyed(text, "MemTotal:");
    uint64_t unused = keyed(text, "MemFree:") + keyed(text, "Active(file):") + keyed(text, "Inactive(file):");
    return total > unused ? (total - unused) * 1024 : UINT64_MAX;
}

// Two readings that are both too high: processes that were forked share what each is said to have; and the kernel, which may
// be this box's alone, has others' memory too if it is not.
static uint64_t memory_bytes(void) {
    uint64_t sum = of_all(meter_own_bytes) + files_bytes(), machine = machine_bytes();
    return sum < machine ? sum : machine;
}

// ---- the rest -----------------------------------------------------------------------------------------------------

static uint64_t unknown(void) { return 0; }

static uint64_t processes(void) { return 1 + of_all(meter_threads); }

const struct meter *census_meter(void) {
    static const struct meter meter = {cpu_us, memory_bytes, unknown, unknown, processes};
    machine_file = open("/proc/meminfo", O_RDONLY | O_CLOEXEC);
    return machine_file < 0 ? NULL : &meter;
}
