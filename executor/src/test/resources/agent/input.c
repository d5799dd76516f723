// Types as much as the window takes and ends the input, to a terminal that nobody reads from until then; prints what it got.
// Compiled with input.c; a pipe that takes no more is a terminal that is full.
#include "agent.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static size_t taken;

void put_u32(unsigned char *at, uint32_t value) {
    for (int i = 0; i < 4; i++) at[i] = (unsigned char)(value >> (24 - 8 * i));
}

void send_frame(enum frame_type type, uint32_t run, const void *payload, size_t length) {
    const unsigned char *count = payload;
    if (type != FRAME_STDIN_TAKEN || run != 1 || length != 4) exit(1);
    taken += (size_t)count[0] << 24 | (size_t)count[1] << 16 | (size_t)count[2] << 8 | count[3];
}

void die(const char *format, ...) {
    puts(format);
    exit(1);
}

int main(void) {
    static unsigned char typed[STDIN_WINDOW_BYTES], read_back[4096];
    int terminal[2];
    size_t filled = 0, got = 0;
    if (pipe2(terminal, O_NONBLOCK) != 0) return 1;
    memset(typed, 'a', sizeof typed);
    input_begin(1, terminal[1], true);
    while (!input_waits()) {
        input_take(typed, 4096);
        filled += 4096;
    }
    size_t window = sizeof typed - (filled - taken);
    input_take(typed, window);
    filled += window;

    input_end();

    unsigned char last = 0;
    for (ssize_t count; (count = read(terminal[0], read_back, sizeof read_back)) > 0; input_feed()) {
        got += (size_t)count;
        last = read_back[count - 1];
    }
    printf("typed %zu, taken %zu, read %zu, the last %d, waits %d\n", filled, taken, got, last, input_waits());
    return 0;
}
