/* Code points of inputs, which may hold any bytes. */
#ifndef CHANNEL_CODE_POINT_H
#define CHANNEL_CODE_POINT_H

#include "channel/file.h"

enum { CODE_POINT_NONE = 0xffffff }; /* beyond Unicode */

struct code_point {
    uint32_t value; /* CODE_POINT_NONE for a byte that belongs to no code point */
    uint32_t size;  /* in bytes; 1 for such a byte */
};

/* The code point at the beginning of a text that is not empty. */
struct code_point code_point_first(struct channel_slice text);

#endif
