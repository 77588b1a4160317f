/* Reads on behalf of its caller: transparent. */
#ifndef BUGS_READER_H
#define BUGS_READER_H

#include "bugs.h"

static inline uint8_t reader_byte(struct bug_input input, size_t index)
{
    return input.bytes[index];
}

#endif
