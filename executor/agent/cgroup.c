// What the box uses, read from its own cgroup (version 1 or 2), which no program can write.
#include "agent.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#ifndef CGROUP
#define CGROUP "/sys/fs/cgroup"             // a test has another
#endif

static bool unified;
static int cpu_file = -1, memory_file = -1, memory_stat_file = -1, oom_file = -1, forks_file = -1, processes_file = -1;

static uint64_t cpu_us(void) {
    if (unified) return keyed(text_of(cpu_file), "usage_usec");
    return strtoull(text_of(cpu_file), NULL, 10) / 1000;
}

static uint64_t memory_bytes(void) {
    uint64_t used = strtoull(text_of(memory_file), NULL, 10);
    const char *stat = text_of(memory_stat_file);
    uint64_t droppable = keyed(stat, unified ? "inactive_file" : "total_inactive_file")
            + keyed(stat, unified ? "active_file" : "total_active_file");
    return used > droppable ? used - droppable : 0;
}

static uint64_t oom_kills(void) { return keyed(text_of(oom_file), "oom_kill"); }

static uint64_t refused_forks(void) { return keyed(text_of(forks_file), "max"); }

static uint64_t processes(void) { return strtoull(text_of(processes_file), NULL, 10); }

static int open_meter(const char *path) { return open(path, O_RDONLY | O_CLOEXEC); }

const struct meter *cgroup_meter(void) {
    static const struct meter meter = {cpu_us, memory_bytes, oom_kills, refused_forks, processes};
    unified = access(CGROUP "/cgroup.controllers", F_OK) == 0;
    cpu_file = open_meter(unified ? CGROUP "/cpu.stat" : CGROUP "/cpuacct/cpuacct.usage");
    memory_file = open_meter(unified ? CGROUP "/memory.current" : CGROUP "/memory/memory.usage_in_bytes");
    memory_stat_file = open_meter(unified ? CGROUP "/memory.stat" : CGROUP "/memory/memory.stat");
    oom_file = open_meter(unified ? CGROUP "/memory.events" : CGROUP "/memory/memory.oom_control");
    forks_file = open_meter(unified ? CGROUP "/pids.events" : CGROUP "/pids/pids.events");
    processes_file = open_meter(unified ? CGROUP "/pids.current" : CGROUP "/pids/pids.current");
    // Without these two a limit would not hold; the others explain, and the kernel's own limits stand behind them.
    return cpu_file < 0 || oom_file < 0 ? NULL : &meter;
}
