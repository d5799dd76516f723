// What the host asks to be run: read from its frame, and told to a helper as an order.
#include "agent.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void free_words(char **words) {
    for (char **word = words; word && *word; word++) free(*word);
    free(words);
}

char **read_words(struct reader *payload) {
    uint16_t count = read_u16(payload);
    if (payload->bad || count > MAX_WORDS) {
        payload->bad = true;
        return NULL;
    }
    char **words = calloc((size_t)count + 1, sizeof *words);
    if (!words) die("out of memory");
    for (uint16_t i = 0; i < count && !payload->bad; i++) words[i] = read_text(payload, read_u32(payload));
    return words;
}

static void read_limits(struct reader *payload, struct limits *limits) {
    limits->wall_us = read_u64(payload);
    limits->cpu_us = read_u64(payload);
    limits->memory_bytes = read_u64(payload);
    limits->output_bytes = read_u64(payload);
    limits->processes = read_u32(payload);
}

void read_command(struct frame *frame, struct command *command, struct limits *limits) {
    enum { IN_TERMINAL = 1, BUILD = 2, BY_HELPER = 4, SEND_BUILT = 8, TESTS = 16 };
    struct reader *payload = &frame->payload;
    uint8_t flags = read_u8(payload);
    *command = (struct command){
        .terminal = flags & IN_TERMINAL,
        .build = flags & BUILD,
        .by_helper = flags & BY_HELPER,
        .send_built = flags & SEND_BUILT,
        .tests = flags & TESTS,
    };
    command->columns = read_u16(payload);
    command->rows = read_u16(payload);
    read_limits(payload, limits);
    command->arguments = read_words(payload);
    command->environment = payload->bad ? NULL : read_words(payload);
    if (flags & (BY_HELPER | TESTS)) command->order = payload->bad ? NULL : read_words(payload);
    bool contradicts = command->tests && (command->terminal || command->build);
    if (payload->bad || payload->left > 0 || flags > 31 || contradicts || !command->arguments[0]) {
        die("run %u does not fit", frame->run);
    }
}

void free_command(struct command *command) {
    free_words(command->arguments);
    free_words(command->environment);
    free_words(command->order);
}

bool order_fits(char **words) {
    size_t length = 4;
    for (char **word = words; *word; word++) length += strlen(*word) + 1;
    return length <= MAX_ORDER_BYTES;
}

bool send_order(int orders, char **words) {
    unsigned char order[MAX_ORDER_BYTES];
    size_t length = 4;
    for (char **word = words; *word; word++) {
        size_t count = strlen(*word) + 1;
        memcpy(order + length, *word, count);
        length += count;
    }
    put_u32(order, (uint32_t)(length - 4));
    return write(orders, order, length) == (ssize_t)length;
}
