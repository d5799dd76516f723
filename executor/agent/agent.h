// What the files of the agent share. One process, one thread, one run at a time; PROTOCOL.md says what it speaks.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// ---- bounds -------------------------------------------------------------------------------------------------------

enum {
    PROTOCOL_VERSION = 5,
    MAX_FRAME_BYTES = 9 * 1024 * 1024,   // the largest file, with its path
    OUTPUT_CHUNK_BYTES = 32 * 1024,      // the most that one output frame carries
    MAX_EVENT_BYTES = 4 * 1024 * 1024,   // the most that one run of tests may tell
    OUT_BUFFER_BYTES = 256 * 1024,       // what waits for the host; programs wait when it is full
    OUT_RESERVE_BYTES = 8 * 1024,        // room that output never takes, for the frames that end a run
    STDIN_WINDOW_BYTES = 64 * 1024,      // what waits for a program that does not read
    MAX_PATH_BYTES = 1024,
    MAX_PART_BYTES = 255,
    MAX_DEPTH = 128,                     // folders in folders, in the files and in what a build made
    MAX_BUILT_FILES = 20000,
    MAX_WORDS = 4096,                    // arguments, and variables, of a command
    MAX_SIGNAL = 31,
    TICK_MS = 20,                        // how often a running program's use is read
    LAST_WORDS_MS = 250,                 // for a program whose time is over to say where it is, each time that it is asked
    SWEEP_DEADLINE_MS = 2000,            // after this, a process that does not die costs the box
    MAX_ORDER_BYTES = 32 * 1024,         // what a pipe takes at once; longer orders are run without a helper
    FORK_DEADLINE_MS = 5000,             // a warm interpreter that takes longer, its own start included, is given up
    MAX_HELPERS = 10,                    // that wait at one time
    SLOTS = MAX_HELPERS + 1,             // program uids that take turns: one for each helper, and the running program's
};

// ---- frames (frames.c) --------------------------------------------------------------------------------------------

enum frame_type {
    FRAME_PUT = 1,
    FRAME_REMOVE = 2,
    FRAME_RUN = 3,
    FRAME_STDIN = 4,
    FRAME_STDIN_END = 5,
    FRAME_SIGNAL = 6,
    FRAME_RESIZE = 7,
    FRAME_STOP = 8,
    FRAME_PARK = 9,
    FRAME_UNPARK = 10,
    FRAME_BUILT = 11,
    FRAME_CLEAR_BUILT = 12,

    FRAME_READY = 64,
    FRAME_STARTED = 65,
    FRAME_OUTPUT = 66,
    FRAME_STDIN_TAKEN = 67,
    FRAME_DONE = 68,
    FRAME_CLEAN = 69,
    FRAME_FAULT = 70,
    FRAME_PARKED = 71,
    FRAME_MADE = 72,
    FRAME_EVENTS = 73,
};

// A received frame's payload, read from front to back; `bad` is set when it ends too early, and stays set.
struct reader {
    const unsigned char *next;
    size_t left;
    bool bad;
};

struct frame {
    enum frame_type type;
    uint32_t run;
    struct reader payload;
};

uint8_t read_u8(struct reader *reader);
uint16_t read_u16(struct reader *reader);
uint32_t read_u32(struct reader *reader);
uint64_t read_u64(struct reader *reader);
const unsigned char *read_bytes(struct reader *reader, size_t count);
// A NUL-terminated copy that the caller frees; NULL if it does not fit or contains a NUL.
char *read_text(struct reader *reader, size_t count);

bool frames_receive(void);                  // reads what is there; false when the host has gone
bool frames_next(struct frame *frame);      // false when no whole frame is there yet
void frames_release(void);                  // the frame last given has been dealt with

bool frames_have_room(void);                // for one more chunk of output
bool frames_waiting(void);                  // something is yet to be written
void frames_flush(void);                    // writes what the host takes now
void frames_flush_all(void);                // writes everything, waiting for the host
void send_frame(enum frame_type type, uint32_t run, const void *payload, size_t length);
void send_output(uint32_t run, uint8_t channel, const void *bytes, size_t length);
void send_fault(uint32_t run, const char *format, ...) __attribute__((format(printf, 2, 3)));
void put_u32(unsigned char *at, uint32_t value);
void put_u64(unsigned char *at, uint64_t value);

// Tells the host why, and ends the box.
void die(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

// ---- uids (uids.c, sweep.c) ---------------------------------------------------------------------------------------

struct rusage;

void uids_begin_at(uid_t first);             // the others follow it
uid_t uid_of(int slot);
void act_as(uid_t uid);                     // effective uid alone: what is made now belongs to it
void become_for_good(uid_t uid);            // in a child: all three, checked
void become_sweeper(uid_t uid);             // real and effective, 0 kept as saved: may kill and empty, is not root
void return_to_root(void);

// Kills every process of a uid and waits until it is gone, telling of each child that ended meanwhile. False if one stays.
bool sweep(uid_t uid, void (*ended)(pid_t pid, int status, const struct rusage *use));

// ---- folders (folders.c, copies.c, wipe.c) ------------------------------------------------------------------------

#define WORK "/work"
#define FILES WORK "/files"                 // the files as the host put them; root's
#define BUILT WORK "/built"                 // what the last build made; root's
#define CODE WORK "/code"                   // the running program's folder
#define OUT WORK "/out"                     // where a build leaves what it makes

void folders_start(void);
bool path_fits(const char *path);
const char *folders_waiting(char name[32], const char *folder, int slot);   // the slot's CODE or OUT between its runs
int folders_open(uid_t uid, const char *folder);
bool folders_put(const char *path, const unsigned char *content, size_t length);
bool folders_put_built(const char *path, bool executable, bool more, const unsigned char *content, size_t length);
bool folders_remove(const char *path);
bool folders_clear_built(void);
bool folders_send_built(uint32_t run);      // everything in BUILT, as frames
bool folders_enter(int slot);               // names the slot's folders CODE and OUT, and fills CODE
bool folders_keep_built(int slot);          // takes a copy of OUT as BUILT
bool folders_hold_little(void);             // so that to leave takes less time than to tell that a run is done
bool folders_leave(int slot);               // removes all that the slot's uid made, and makes its folders anew

bool is_dots(const char *name);
bool write_all(int file, const unsigned char *bytes, size_t length);

// Copies regular files and folders alone; links, FIFOs, sockets and devices are left out. Closes both folders.
bool copy_folder(int from, uid_t reader, int to, uid_t writer);

bool empty_folder(int folder, uid_t owner); // removes what this uid owns in it; closes the descriptor

// ---- use (meter.c, cgroup.c, census.c) ----------------------------------------------------------------------------

// How the whole box is measured.
struct meter {
    uint64_t (*cpu_us)(void), (*memory_bytes)(void), (*oom_kills)(void), (*refused_forks)(void), (*processes)(void);
};

const struct meter *cgroup_meter(void);     // NULL if the box is not shown what limits need
const struct meter *census_meter(void);     // NULL if there is no /proc

bool meter_start(void);                     // chooses how; true if by the box's cgroup
uint64_t meter_cpu_us(void);
uint64_t meter_memory_bytes(void);          // what is in use now, without page cache that could be dropped
uint64_t meter_oom_kills(void);
uint64_t meter_refused_forks(void);
uint64_t meter_processes(void);             // with their threads
uint64_t meter_resident_bytes(pid_t pid);   // of one process
uint64_t meter_own_bytes(pid_t pid);        // the part of it that comes from no file
uint64_t meter_cpu_us_of(pid_t pid);
uint64_t meter_threads(pid_t pid);
const char *text_of(int file);              // what a file of the kernel says now; until the next one is read
const char *text_of_process(pid_t pid, const char *name);
uint64_t keyed(const char *text, const char *key);   // the number on the line that begins with this key
uint64_t now_us(void);

// ---- the program (program.c, spawn.c) -----------------------------------------------------------------------------

struct limits {
    uint64_t wall_us, cpu_us, memory_bytes, output_bytes;
    uint32_t processes;
};

struct command {
    char **arguments, **environment;
    char **order;                           // for a helper, or for tests; NULL without one
    bool terminal, build, by_helper, send_built, tests;
    uint16_t columns, rows;
};

struct spawned {
    pid_t pid;
    int in, out, err;                       // a terminal's `in` and `out` are one descriptor, and it has no `err`
    int orders, answers;                    // a helper's, and those of a run of tests
    bool unheard;                           // a helper that took the run before it said that it is ready
};

extern const struct spawned NOBODY;

bool spawn(const struct command *command, uid_t uid, struct spawned *spawned);
bool spawn_helper(const struct command *command, uid_t uid, int folder, struct spawned *spawned);
// The interpreter that answers at `control`, as root.
pid_t spawn_warm(const struct command *command, int control);
// A helper's streams and pipes; `theirs` are the ends for its descriptors 0 to 4.
bool make_streams(const struct command *command, uid_t uid, bool helper, struct spawned *mine, int theirs[5]);
void close_streams(struct spawned *spawned, bool terminal);
void close_all(const int *descriptors, int count);
bool install_filter(void);                  // filter.c: what neither the agent nor what it starts may ask of the kernel

int program_slot(void);                     // whose turn it is, or was last
bool program_is_idle(void);
// It has just begun, and its first word, at most a tick away, takes along what waits to be sent.
bool program_is_quiet(void);
void program_run(struct frame *frame);
void program_stdin(struct frame *frame);
void program_stdin_end(struct frame *frame);
void program_signal(struct frame *frame);
void program_resize(struct frame *frame);
void program_stop(struct frame *frame);

struct pollfd;
int program_poll(struct pollfd *fds);       // adds what is waited for (at most 4), returns how many
int program_timeout_ms(void);
void program_proceed(void);                 // after a poll: moves bytes, reaps, checks limits, ends

// ---- the command (command.c) --------------------------------------------------------------------------------------

char **read_words(struct reader *payload);
void free_words(char **words);
void read_command(struct frame *frame, struct command *command, struct limits *limits);
void free_command(struct command *command);
bool order_fits(char **words);
bool send_order(int orders, char **words);

// ---- the program's input (input.c) --------------------------------------------------------------------------------

void input_begin(uint32_t run, int descriptor, bool terminal);   // takes the descriptor, unless it is a terminal's
void input_take(const unsigned char *bytes, size_t count);
void input_end(void);
bool input_waits(void);                     // for the program to read
int input_poll(struct pollfd *fds);         // adds what is waited for (at most 1)
void input_feed(void);
void input_close(void);

// ---- the program's output (output.c) ------------------------------------------------------------------------------

// Takes both descriptors; a terminal has one.
void output_begin(uint32_t run, int out, int err, bool terminal, uint64_t limit_bytes);
bool output_forward(bool running);          // false once more was printed than is allowed
bool output_is_drained(void);
bool output_open(void);
void output_look_again(void);               // at a terminal that nobody had open
void output_resize(uint16_t columns, uint16_t rows);
void output_close(void);
int output_poll(struct pollfd *fds, bool input_waits);  // adds what is waited for (at most 2); input that waits for a terminal, too

// ---- what a run uses (account.c) ----------------------------------------------------------------------------------

void account_begin(const struct command *command, bool by_helper);
void account_adopt(pid_t helper);           // it is the program now, and what it holds is the program's
uint64_t account_memory_bytes(void);
uint64_t account_cpu_us(void);
bool account_ran_out_of_memory(void);
bool account_has_too_many_processes(uint32_t limit);

// ---- what tests tell (events.c) -----------------------------------------------------------------------------------

// Takes both descriptors; with `unheard` the first byte is the one with which a helper says that it is ready.
void events_begin(uint32_t run, int events, int acknowledgements, bool unheard);
bool events_read(bool running);             // false once more has been told than is allowed
bool events_held(void);                     // something was read and waits for the output that came before it
void events_send(void);                     // sends that, and lets the tests go on
void events_close(void);
bool events_open(void);
int events_poll(struct pollfd *fds);        // adds what is waited for (at most 1)

// ---- helpers (helpers.c, warm.c) ----------------------------------------------------------------------------------

struct use {
    uint64_t cpu_us, memory_bytes, threads;
};

void helpers_park(struct frame *frame);
void helpers_unpark(void);
int helpers_free_slot(void);                // under which nothing waits and nothing runs
bool helpers_include(pid_t pid);
unsigned helpers_processes(void);           // of ours, besides the agent, that no program started
// What those that wait use, a compiler that stays left out; and without the one that fits, if a command is given.
struct use helpers_use(const struct command *without);
int helpers_slot(const struct command *command);   // of the helper that fits; -1 if there is none
// Hands the run to the helper that fits; it is no helper any more then, unless it stays.
bool helpers_give(const struct command *command, struct spawned *process, bool *stays);
int helpers_answer(void);                   // the exit code of a helper that stays, once it is there; -1 until then
void helpers_note_end(pid_t pid);           // a child ended, whoever it was
int helpers_poll(struct pollfd *fds);       // adds what is waited for (at most MAX_HELPERS)
void helpers_proceed(void);

bool warm_fork(const struct command *command, uid_t uid, int folder, struct spawned *spawned);
void warm_note_end(pid_t pid);
pid_t warm_pid(void);                       // -1 if there is none
void warm_expect_tests(void);               // from now on what is forked has at hand what runs tests
void warm_end(void);
