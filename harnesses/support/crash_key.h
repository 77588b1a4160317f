/* What identifies a bug: the same for both engines, every build and machine, and unmoved by edits
 * elsewhere. docs/findings.md has the rules. */
#ifndef SUPPORT_CRASH_KEY_H
#define SUPPORT_CRASH_KEY_H

#include "frames.h"

enum { CLASS_NAME = HIT_WHAT + 32 };

/* A hit, explained. */
struct crash {
    uint64_t key;
    char class[CLASS_NAME];          /* "read-out-of-bounds", "contract-…", … */
    struct frame frames[FRAMES_MAX]; /* own ones, innermost first */
    size_t frame_count;
    size_t site;   /* the first frame that is not transparent; frame_count when there is none */
    size_t caller; /* the next one; frame_count when there is none */
};

/* Explains a hit that `target` ran into. */
void crash_of(const struct hit *hit, const char *target, struct crash *out);

#endif
