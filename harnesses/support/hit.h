/* What went wrong in one execution of a fuzz target, as the build at hand saw it: the survive build
 * through wrapped reports and goes on, the judge through its run-time's callbacks and ends. Whoever
 * explains or minimizes reads it here and need not know which build it is. */
#ifndef SUPPORT_HIT_H
#define SUPPORT_HIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum hit_class {
    HIT_READ,          /* out of bounds */
    HIT_WRITE,         /* out of bounds */
    HIT_FREED,         /* use after free, scope or return; double free */
    HIT_UNDEFINED,     /* what UBSan sees */
    HIT_UNINITIALIZED, /* what MSan sees */
    HIT_STACK,         /* no stack left */
    HIT_TIMEOUT,
    HIT_MEMORY, /* an allocation beyond all limits */
    HIT_LEAK,
    HIT_CONTRACT, /* an oracle was violated */
    HIT_ABORT,    /* abort(), a failed assertion, a signal that no sanitizer explains */
    HIT_TRAP,     /* an illegal instruction: how `local-bounds` ends */
    HIT_CLASS_END,
};

enum {
    HIT_FRAMES = 64, /* innermost ones that are kept */
    HITS_MAX = 16,   /* different sites of one execution */
    HIT_WHAT = 96,
    HIT_TEXT = 192,
};

struct hit {
    enum hit_class class;
    bool is_write;                /* of an access */
    uint32_t size;                /* bytes of the access; 0 where there was none */
    uintptr_t address;            /* that was accessed; 0 where there was none */
    size_t offset;                /* of the byte of the input there (regions.h), or SIZE_MAX */
    char what[HIT_WHAT];          /* kind ("heap-buffer-overflow"), check, contract, signal */
    char detail[HIT_WHAT];        /* of a contract: a name, never a value */
    char where[HIT_TEXT];         /* "0 bytes after the 160-byte array of inputs"; may be empty */
    char context[HIT_TEXT];       /* what the target was at, in the subject's words; may be empty */
    bool unwound;                 /* frames begin with some of a run-time */
    uint32_t depth;               /* of frames */
    uintptr_t frames[HIT_FRAMES]; /* code addresses inside the calls, innermost first */
};

struct hit_log {
    volatile uint32_t count;
    struct hit hits[HITS_MAX]; /* in the order in which they appeared, each site once */
};

/* Where hits are noted. Static memory, unless a parent process that wants to read it after the
 * death of its child points it into memory that both share. */
extern struct hit_log *hit_log;

/* Empties the log. */
void hit_begin(void);

/* Adds a hit unless one of the same class and frames is there, or the log is full. Fills in
 * `context`. Async-signal-safe as far as the subject's description is. */
void hit_note(const struct hit *hit);

/* Identifies where a hit happened, for this process: class, and the two innermost code addresses,
 * or all of the inner ones where some are a run-time's; of a contract its words; of UBSan the place
 * in the source that its report names. */
uint64_t hit_site(const struct hit *hit);

#endif
