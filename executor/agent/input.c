// What the program is given to read: it waits here until the program takes it, and its end is real.
#include "agent.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

static struct {
    uint32_t run;
    int descriptor;
    bool terminal;                               // whose descriptor is the output's too, which closes it
    unsigned char waiting[STDIN_WINDOW_BYTES];
    size_t waiting_bytes;
    bool no_more;                                // after what waits a pipe is closed; in a terminal a key is typed
} to = {.descriptor = -1};

void input_begin(uint32_t run, int descriptor, bool terminal) {
    to.run = run;
    to.descriptor = descriptor;
    to.terminal = terminal;
    to.waiting_bytes = 0;
    to.no_more = false;
}

void input_close(void) {
    if (!to.terminal && to.descriptor >= 0) close(to.descriptor);
    to.descriptor = -1;
}

static void type_end(void) {
    static const unsigned char END_OF_TRANSMISSION = 4;
    to.no_more = write(to.descriptor, &END_OF_TRANSMISSION, 1) < 0 && errno == EAGAIN;
}

static void tell_taken(size_t count) {
    unsigned char payload[4];
    put_u32(payload, (uint32_t)count);
    send_frame(FRAME_STDIN_TAKEN, to.run, payload, sizeof payload);
}

void input_feed(void) {
    size_t taken = 0;
    while (to.descriptor >= 0 && taken < to.waiting_bytes) {
        ssize_t count = write(to.descriptor, to.waiting + taken, to.waiting_bytes - taken);
        if (count < 0 && (errno == EAGAIN || to.terminal)) break;
        if (count < 0) input_close();   // nobody reads any more
        else taken += (size_t)count;
    }
    if (to.descriptor < 0) taken = to.waiting_bytes;
    to.waiting_bytes -= taken;
    memmove(to.waiting, to.waiting + taken, to.waiting_bytes);
    if (taken > 0) tell_taken(taken);
    if (!to.no_more || to.waiting_bytes > 0 || to.descriptor < 0) return;
    if (to.terminal) type_end();
    else input_close();
}

void input_take(const unsigned char *bytes, size_t count) {
    if (count > sizeof to.waiting - to.waiting_bytes) die("more input than the window allows");
    memcpy(to.waiting + to.waiting_bytes, bytes, count);
    to.waiting_bytes += count;
    input_feed();
}

void input_end(void) {
    to.no_more = true;
    input_feed();
}

bool input_waits(void) { return to.descriptor >= 0 && (to.waiting_bytes > 0 || to.no_more); }

int input_poll(struct pollfd *fds) {
    if (input_waits()) fds[0] = (struct pollfd){.fd = to.descriptor, .events = POLLOUT};
    return input_waits();
}
