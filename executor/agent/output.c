// What the program prints: sent on as it comes, and cut at its limit.
#include "agent.h"

#include <errno.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum channel { STDOUT = 1, STDERR = 2, TERMINAL = 3 };

static struct {
    uint32_t run;
    int out, err;
    bool terminal;
    bool hung_up;                                // nobody has the terminal open just now
    bool drained;                                // there was nothing more to be read when it was last looked for
    uint64_t allowed_bytes;
} from = {.out = -1, .err = -1};

void output_begin(uint32_t run, int out, int err, bool terminal, uint64_t limit_bytes) {
    from.run = run;
    from.out = out;
    from.err = err;
    from.terminal = terminal;
    from.hung_up = from.drained = false;
    from.allowed_bytes = limit_bytes;
}

bool output_open(void) { return from.out >= 0 || from.err >= 0; }

bool output_is_drained(void) { return from.drained; }

void output_look_again(void) { from.hung_up = false; }

void output_resize(uint16_t columns, uint16_t rows) {
    struct winsize size = {.ws_col = columns, .ws_row = rows};
    if (from.terminal) ioctl(from.out, TIOCSWINSZ, &size);
}

static void close_one(int *descriptor) {
    if (*descriptor >= 0) close(*descriptor);
    *descriptor = -1;
}

void output_close(void) {
    close_one(&from.out);
    close_one(&from.err);
}

enum reading { NOTHING_MORE, SOMETHING, TOO_MUCH };

static enum reading forward(int *descriptor, enum channel channel, bool running) {
    unsigned char chunk[OUTPUT_CHUNK_BYTES];
    if (*descriptor < 0) return NOTHING_MORE;
    if (!frames_have_room()) return SOMETHING;
    ssize_t count = read(*descriptor, chunk, sizeof chunk);
    if (count < 0 && errno == EINTR) return SOMETHING;
    if (count < 0 && errno == EAGAIN && running) return NOTHING_MORE;
    if (count <= 0 && from.terminal && running) {   // EIO: but it can be opened again as /dev/tty
        from.hung_up = true;
        return NOTHING_MORE;
    }
    if (count <= 0) {
        close_one(descriptor);
        return NOTHING_MORE;
    }
    size_t sent = (uint64_t)count > from.allowed_bytes ? (size_t)from.allowed_bytes : (size_t)count;
    from.allowed_bytes -= sent;
    if (sent > 0) send_output(from.run, (uint8_t)channel, chunk, sent);
    return sent < (size_t)count ? TOO_MUCH : SOMETHING;
}

bool output_forward(bool running) {
    enum reading out = forward(&from.out, from.terminal ? TERMINAL : STDOUT, running);
    enum reading err = out == TOO_MUCH ? NOTHING_MORE : forward(&from.err, STDERR, running);
    from.drained = out == NOTHING_MORE && err == NOTHING_MORE;
    return out != TOO_MUCH && err != TOO_MUCH;
}

int output_poll(struct pollfd *fds, bool input_waits) {
    int count = 0;
    bool wanted = frames_have_room();
    if (from.terminal && from.hung_up) return 0;
    short events = (short)((wanted ? POLLIN : 0) | (input_waits ? POLLOUT : 0));
    if (from.out >= 0 && events) fds[count++] = (struct pollfd){.fd = from.out, .events = events};
    if (from.err >= 0 && wanted) fds[count++] = (struct pollfd){.fd = from.err, .events = POLLIN};
    return count;
}
