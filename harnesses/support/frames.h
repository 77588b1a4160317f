/* From code addresses to functions and lines, and which of them are the fuzzed project's own. */
#ifndef SUPPORT_FRAMES_H
#define SUPPORT_FRAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hit.h"

enum { FRAME_FUNCTION = 96, FRAME_FILE = 192, FRAMES_MAX = 128 };

struct frame {
    char function[FRAME_FUNCTION];
    char file[FRAME_FILE]; /* relative to the project's root */
    uint32_t line;
    bool transparent; /* reads on behalf of its caller, which is where a bug is */
};

/* Writes the own frames of a hit, innermost first, inlined calls resolved; returns how many there
 * are, at most `capacity`. Own is source below REDZONE_ROOT that begins with a prefix of
 * REDZONE_OWN; transparent what begins with one of REDZONE_TRANSPARENT (lists with `:`, fixed by
 * the build). Addresses are looked up once in a process. In builds without a sanitizer there are no
 * frames. */
size_t frames_own(const struct hit *hit, struct frame *out, size_t capacity);

/* Whether this build can tell frames at all. */
bool frames_known(void);

/* The text of a line of own source, runs of blanks squeezed to one; an empty text where the source
 * is not at hand. */
void frames_line(const struct frame *frame, char *text, size_t capacity);

#endif
