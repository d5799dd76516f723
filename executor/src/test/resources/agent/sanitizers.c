// What the sanitizers do in an agent that tests try: end it with a code of their own, which nothing else has.
const char *__asan_default_options(void) { return "exitcode=99:detect_leaks=0"; }   // leaks: that takes ptrace
const char *__ubsan_default_options(void) { return "exitcode=99:print_stacktrace=1"; }
