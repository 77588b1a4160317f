/* A whole walk, noted: which errors it met, where, and in how many steps it ended. */
#ifndef TEST_WALK_LOG_H
#define TEST_WALK_LOG_H

#include <stdbool.h>

#include "channel/decode.h"

struct walk_log {
    bool seen[CHANNEL_ERROR_END];
    enum channel_error first; /* CHANNEL_OK: the file is canonical */
    uint32_t first_offset;
    enum channel_walk_step first_attempted;
    uint32_t errors;
    uint64_t steps;
};

/* Walks until the end. Fails the test when the walk takes more steps than the file has records and
 * a few, or names a place outside the file. */
void walk_all(const struct channel_file *file, struct walk_log *log);

#endif
