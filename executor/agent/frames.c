// Frames in and out: a length, a type, a run id and a payload, all numbers with the most significant byte first.
#include "agent.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { HEADER_BYTES = 9, IN_BUFFER_BYTES = 64 * 1024 };

static unsigned char *in;
static size_t in_start, in_end, in_capacity;

static unsigned char out[OUT_BUFFER_BYTES];
static size_t out_start, out_end;

// ---- reading ------------------------------------------------------------------------------------------------------

const unsigned char *read_bytes(struct reader *reader, size_t count) {
    if (reader->bad || count > reader->left) {
        reader->bad = true;
        return NULL;
    }
    const unsigned char *bytes = reader->next;
    reader->next += count;
    reader->left -= count;
    return bytes;
}

static uint64_t read_number(struct reader *reader, size_t count) {
    const unsigned char *bytes = read_bytes(reader, count);
    uint64_t value = 0;
    for (size_t i = 0; bytes && i < count; i++) value = value << 8 | bytes[i];
    return value;
}

uint8_t read_u8(struct reader *reader) { return (uint8_t)read_number(reader, 1); }
uint16_t read_u16(struct reader *reader) { return (uint16_t)read_number(reader, 2); }
uint32_t read_u32(struct reader *reader) { return (uint32_t)read_number(reader, 4); }
uint64_t read_u64(struct reader *reader) { return read_number(reader, 8); }

char *read_text(struct reader *reader, size_t count) {
    const unsigned char *bytes = read_bytes(reader, count);
    if (!bytes || memchr(bytes, 0, count)) {
        reader->bad = true;
        return NULL;
    }
    char *text = malloc(count + 1);
    if (!text) die("out of memory");
    memcpy(text, bytes, count);
    text[count] = 0;
    return text;
}

static size_t frame_length(void) {
    if (in_end - in_start < 4) return 0;
    struct reader reader = {in + in_start, 4, false};
    uint32_t length = read_u32(&reader);
    if (length < HEADER_BYTES - 4 || length > MAX_FRAME_BYTES) die("a frame of %u bytes does not fit", length);
    return 4 + (size_t)length;
}

// Room for the frame that has begun, or for a handful of small ones; given back after a large one.
static void make_room(size_t wanted) {
    if (in_start > 0) {
        memmove(in, in + in_start, in_end - in_start);
        in_end -= in_start;
        in_start = 0;
    }
    size_t capacity = wanted > IN_BUFFER_BYTES ? wanted : IN_BUFFER_BYTES;
    if (capacity > in_capacity || (capacity < in_capacity && in_end <= capacity)) {
        in = realloc(in, capacity);
        if (!in) die("out of memory");
        in_capacity = capacity;
    }
}

bool frames_receive(void) {
    if (in_end == in_capacity || in_start == in_end) make_room(frame_length());
    ssize_t count = read(STDIN_FILENO, in + in_end, in_capacity - in_end);
    if (count > 0) in_end += (size_t)count;
    return count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR));
}

bool frames_next(struct frame *frame) {
    size_t length = frame_length();
    if (length == 0 || in_end - in_start < length) {
        if (length > in_capacity) make_room(length);
        return false;
    }
    struct reader header = {in + in_start + 4, length - 4, false};
    frame->type = (enum frame_type)read_u8(&header);
    frame->run = read_u32(&header);
    frame->payload = header;
    return true;
}

void frames_release(void) { in_start += frame_length(); }

// ---- writing ------------------------------------------------------------------------------------------------------

void put_u32(unsigned char *at, uint32_t value) {
    for (int i = 0; i < 4; i++) at[i] = (unsigned char)(value >> (24 - 8 * i));
}

void put_u64(unsigned char *at, uint64_t value) {
    put_u32(at, (uint32_t)(value >> 32));
    put_u32(at + 4, (uint32_t)value);
}

static size_t room(void) { return OUT_BUFFER_BYTES - (out_end - out_start); }

bool frames_have_room(void) { return room() >= HEADER_BYTES + 1 + OUTPUT_CHUNK_BYTES + OUT_RESERVE_BYTES; }
bool frames_waiting(void) { return out_end > out_start; }

void frames_flush(void) {
    while (frames_waiting()) {
        ssize_t count = write(STDOUT_FILENO, out + out_start, out_end - out_start);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0 && errno == EAGAIN) return;
        if (count < 0) _exit(1);   // nobody is left to tell
        out_start += (size_t)count;
    }
    out_start = out_end = 0;
}

void frames_flush_all(void) {
    for (frames_flush(); frames_waiting(); frames_flush()) {
        struct pollfd host = {.fd = STDOUT_FILENO, .events = POLLOUT};
        if (poll(&host, 1, -1) < 0 && errno != EINTR) _exit(1);
    }
}

static unsigned char *append(size_t length) {
    if (room() < length) _exit(1);   // the host has not read for longer than the reserve allows
    if (OUT_BUFFER_BYTES - out_end < length) {
        memmove(out, out + out_start, out_end - out_start);
        out_end -= out_start;
        out_start = 0;
    }
    unsigned char *at = out + out_end;
    out_end += length;
    return at;
}

static unsigned char *append_header(enum frame_type type, uint32_t run, size_t length) {
    unsigned char *at = append(HEADER_BYTES + length);
    put_u32(at, (uint32_t)(HEADER_BYTES - 4 + length));
    at[4] = (unsigned char)type;
    put_u32(at + 5, run);
    return at + HEADER_BYTES;
}

void send_frame(enum frame_type type, uint32_t run, const void *payload, size_t length) {
    unsigned char *at = append_header(type, run, length);
    if (length > 0) memcpy(at, payload, length);
}

void send_output(uint32_t run, uint8_t channel, const void *bytes, size_t length) {
    unsigned char *at = append_header(FRAME_OUTPUT, run, 1 + length);
    at[0] = channel;
    memcpy(at + 1, bytes, length);
}

static void send_text(uint32_t run, const char *format, va_list arguments) {
    char text[512];
    int length = vsnprintf(text, sizeof text, format, arguments);
    if (length < 0) return;
    send_frame(FRAME_FAULT, run, text, (size_t)length < sizeof text ? (size_t)length : sizeof text - 1);
}

void send_fault(uint32_t run, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    send_text(run, format, arguments);
    va_end(arguments);
}

void die(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    send_text(0, format, arguments);
    va_end(arguments);
    frames_flush();
    _exit(1);
}
