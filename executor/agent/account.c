// What a run uses: what the whole box does, less what was used before the program's first line, and what those use that
// wait for other runs meanwhile.
#include "agent.h"

static struct {
    uint64_t cpu_us, oom_kills, refused_forks;
    uint64_t memory_bytes, processes;            // the agent's, and its helpers'
    struct use helpers;                          // of those that wait; some may start while the program runs
} before;

static uint64_t above(uint64_t value, uint64_t less) { return value > less ? value - less : 0; }

void account_begin(const struct command *command, bool by_helper) {
    before.helpers = helpers_use(command);
    before.cpu_us = meter_cpu_us();
    before.oom_kills = meter_oom_kills();
    before.refused_forks = meter_refused_forks();
    before.processes = meter_processes() - (by_helper ? 1 : 0);
    before.memory_bytes = helpers_processes() > 0 ? meter_memory_bytes() : 0;
}

void account_adopt(pid_t helper) { before.memory_bytes = above(before.memory_bytes, meter_resident_bytes(helper)); }

uint64_t account_memory_bytes(void) {
    uint64_t helpers = above(helpers_use(NULL).memory_bytes, before.helpers.memory_bytes);
    return above(meter_memory_bytes(), before.memory_bytes + helpers);
}

uint64_t account_cpu_us(void) {
    uint64_t used = meter_cpu_us() - before.cpu_us;
    return above(used, above(helpers_use(NULL).cpu_us, before.helpers.cpu_us));
}

bool account_ran_out_of_memory(void) { return meter_oom_kills() > before.oom_kills; }

bool account_has_too_many_processes(uint32_t limit) {
    uint64_t helpers = above(helpers_use(NULL).threads, before.helpers.threads);
    return meter_refused_forks() > before.refused_forks || meter_processes() > before.processes + helpers + limit;
}
