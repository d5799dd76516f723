// What the whole box uses, read from its own cgroup (version 1 or 2), which no program can write.
#include "agent.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#ifndef CGROUP
#define CGROUP "/sys/fs/cgroup"             // a test has another
#endif

static bool unified;
static int cpu_file = -1, memory_file = -1, memory_stat_file = -1, oom_file = -1, forks_file = -1, processes_file = -1;

static int open_meter(const char *path) { return open(path, O_RDONLY | O_CLOEXEC); }

void meter_start(void) {
    unified = access(CGROUP "/cgroup.controllers", F_OK) == 0;
    cpu_file = open_meter(unified ? CGROUP "/cpu.stat" : CGROUP "/cpuacct/cpuacct.usage");
    memory_file = open_meter(unified ? CGROUP "/memory.current" : CGROUP "/memory/memory.usage_in_bytes");
    memory_stat_file = open_meter(unified ? CGROUP "/memory.stat" : CGROUP "/memory/memory.stat");
    oom_file = open_meter(unified ? CGROUP "/memory.events" : CGROUP "/memory/memory.oom_control");
    forks_file = open_meter(unified ? CGROUP "/pids.events" : CGROUP "/pids/pids.events");
    processes_file = open_meter(unified ? CGROUP "/pids.current" : CGROUP "/pids/pids.current");
    // Without these two a limit would not hold; the others explain, and the kernel's own limits stand behind them.
    if (cpu_file < 0 || oom_file < 0) die("the box's cgroup cannot be read");
}

static const char *contents(int file) {
    static char text[8192];
    ssize_t length = file < 0 ? 0 : pread(file, text, sizeof text - 1, 0);
    text[length > 0 ? length : 0] = 0;
    return text;
}

// The number on the line that begins with this key.
static uint64_t keyed(const char *text, const char *key) {
    size_t length = strlen(key);
    for (const char *line = text; line; line = strchr(line, '\n'), line = line ? line + 1 : NULL) {
        if (strncmp(line, key, length) == 0 && (line[length] == ' ' || line[length] == '\t')) return strtoull(line + length, NULL, 10);
    }
    return 0;
}

uint64_t meter_cpu_us(void) {
    if (unified) return keyed(contents(cpu_file), "usage_usec");
    return strtoull(contents(cpu_file), NULL, 10) / 1000;
}

uint64_t meter_memory_bytes(void) {
    uint64_t used = strtoull(contents(memory_file), NULL, 10);
    const char *stat = contents(memory_stat_file);
    uint64_t droppable = keyed(stat, unified ? "inactive_file" : "total_inactive_file")
            + keyed(stat, unified ? "active_file" : "total_active_file");
    return used > droppable ? used - droppable : 0;
}

uint64_t meter_oom_kills(void) { return keyed(contents(oom_file), "oom_kill"); }

uint64_t meter_refused_forks(void) { return keyed(contents(forks_file), "max"); }

uint64_t meter_processes(void) { return strtoull(contents(processes_file), NULL, 10); }

static const char *of_process(pid_t pid, const char *name) {
    char path[48];
    snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
    int file = open_meter(path);
    const char *text = contents(file);
    if (file >= 0) close(file);
    return text;
}

static uint64_t pages(uint64_t count) { return count * (uint64_t)sysconf(_SC_PAGESIZE); }

uint64_t meter_resident_bytes(pid_t pid) {
    unsigned long long resident = 0;
    if (sscanf(of_process(pid, "statm"), "%*u %llu", &resident) != 1) return 0;
    return pages(resident);
}

uint64_t meter_own_bytes(pid_t pid) {
    unsigned long long resident = 0, shared = 0;
    if (sscanf(of_process(pid, "statm"), "%*u %llu %llu", &resident, &shared) != 2 || shared > resident) return 0;
    return pages(resident - shared);
}

uint64_t meter_threads(pid_t pid) { return keyed(of_process(pid, "status"), "Threads:"); }

uint64_t meter_cpu_us_of(pid_t pid) {
    clockid_t clock;
    struct timespec used;
    if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &used) != 0) return 0;
    return (uint64_t)used.tv_sec * 1000000 + (uint64_t)used.tv_nsec / 1000;
}

uint64_t now_us(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}
