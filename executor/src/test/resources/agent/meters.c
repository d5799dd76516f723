// Prints what the agent's meters read, a line each. Compiled with meter.c, for cgroups that are files in a folder.
#include "agent.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void die(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    exit(1);
}

int main(void) {
    printf("%s\n", meter_start() ? "metered" : "summed up");
    printf("cpu %ju us\n", (uintmax_t)meter_cpu_us());
    printf("memory %ju\n", (uintmax_t)meter_memory_bytes());
    printf("oom kills %ju\n", (uintmax_t)meter_oom_kills());
    printf("refused forks %ju\n", (uintmax_t)meter_refused_forks());
    printf("processes %ju\n", (uintmax_t)meter_processes());
    return 0;
}
