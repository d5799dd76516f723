// What the whole box uses, and what single processes do.
#include "agent.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const struct meter *box;

bool meter_start(void) {
    box = cgroup_meter();
    if (box) return true;
    box = census_meter();
    if (!box) die("neither the box's cgroup nor its processes can be read");
    return false;
}

uint64_t meter_cpu_us(void) { return box->cpu_us(); }

uint64_t meter_memory_bytes(void) { return box->memory_bytes(); }

uint64_t meter_oom_kills(void) { return box->oom_kills(); }

uint64_t meter_refused_forks(void) { return box->refused_forks(); }

uint64_t meter_processes(void) { return box->processes(); }

// ---- of one process -----------------------------------------------------------------------------------------------

const char *text_of(int file) {
    static char text[8192];
    ssize_t length = file < 0 ? 0 : pread(file, text, sizeof text - 1, 0);
    text[length > 0 ? length : 0] = 0;
    return text;
}

uint64_t keyed(const char *text, const char *key) {
    size_t length = strlen(key);
    for (const char *line = text; line; line = strchr(line, '\n'), line = line ? line + 1 : NULL) {
        if (strncmp(line, key, length) == 0 && (line[length] == ' ' || line[length] == '\t')) return strtoull(line + length, NULL, 10);
    }
    return 0;
}

const char *text_of_process(pid_t pid, const char *name) {
    char path[48];
    snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    const char *text = text_of(file);
    if (file >= 0) close(file);
    return text;
}

static uint64_t pages(uint64_t count) { return count * (uint64_t)sysconf(_SC_PAGESIZE); }

uint64_t meter_resident_bytes(pid_t pid) {
    unsigned long long resident = 0;
    if (sscanf(text_of_process(pid, "statm"), "%*u %llu", &resident) != 1) return 0;
    return pages(resident);
}

uint64_t meter_own_bytes(pid_t pid) {
    unsigned long long resident = 0, shared = 0;
    if (sscanf(text_of_process(pid, "statm"), "%*u %llu %llu", &resident, &shared) != 2 || shared > resident) return 0;
    return pages(resident - shared);
}

uint64_t meter_threads(pid_t pid) { return keyed(text_of_process(pid, "status"), "Threads:"); }

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
