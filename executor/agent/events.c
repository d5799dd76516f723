// What a run of tests tells, apart from all that it prints: read from a descriptor of its own, and sent in its place among
// the output. After each line the tests wait until it was taken.
#include "agent.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

static const unsigned char TAKEN = 6;

static struct {
    uint32_t run;
    int events, acknowledgements;
    bool unheard;
    uint64_t bytes;
    unsigned char held[OUTPUT_CHUNK_BYTES];
    size_t held_bytes;
} from = {.events = -1, .acknowledgements = -1};

bool events_open(void) { return from.events >= 0; }

bool events_held(void) { return from.held_bytes > 0; }

void events_close(void) {
    int open[] = {from.events, from.acknowledgements};
    close_all(open, sizeof open / sizeof open[0]);
    from.events = from.acknowledgements = -1;
    from.held_bytes = 0;
}

void events_begin(uint32_t run, int events, int acknowledgements, bool unheard) {
    from.run = run;
    from.events = events;
    from.acknowledgements = acknowledgements;
    from.unheard = unheard;
    from.bytes = from.held_bytes = 0;
}

bool events_read(bool running) {
    if (from.events < 0 || from.held_bytes > 0) return true;
    ssize_t count = read(from.events, from.held, sizeof from.held);
    if (count < 0 && (errno == EINTR || (errno == EAGAIN && running))) return true;
    if (count <= 0) {
        events_close();
        return true;
    }
    from.held_bytes = (size_t)count;
    if (from.unheard) memmove(from.held, from.held + 1, --from.held_bytes);
    from.unheard = false;
    from.bytes += from.held_bytes;
    return from.bytes <= MAX_EVENT_BYTES;
}

void events_send(void) {
    bool whole_line = from.held[from.held_bytes - 1] == '\n';
    send_frame(FRAME_EVENTS, from.run, from.held, from.held_bytes);
    from.held_bytes = 0;
    if (whole_line && write(from.acknowledgements, &TAKEN, 1) != 1) { /* nobody waits for it any more */ }
}

int events_poll(struct pollfd *fds) {
    bool awaited = from.events >= 0 && from.held_bytes == 0;
    if (awaited) fds[0] = (struct pollfd){.fd = from.events, .events = POLLIN};
    return awaited;
}
