/* Memory that runs short, and a disk that is full, at a chosen moment; and what is left behind.
 *
 * The linker puts this in the place of the C library's functions (CMakeLists.txt has the list). It
 * watches between failing_begin and failing_end, and passes everything on outside of that. Calls
 * inside of shared libraries are not seen; libyaml and jansson allocate through functions that can
 * be replaced, and are. */
#ifndef HARNESS_MEMORY_FAILING_H
#define HARNESS_MEMORY_FAILING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "channel/checks/digest.h"

/* Which of the operations that can fail do. */
struct failing_plan {
    uint64_t first; /* the number, from 0, of the first one that does; UINT64_MAX: none */
    bool for_good;  /* and all behind it */
};

/* What was seen while it watched. */
struct failing_report {
    uint64_t operations;   /* allocations, and steps of writing a file */
    uint64_t failures;     /* that were planted */
    int64_t blocks;        /* allocated, and not freed */
    bool said_no_memory;   /* on stderr */
    bool said_no_space;    /* on stderr */
    struct digest printed; /* everything that was written to stdout and stderr */
    bool left_open;        /* a file or folder */
    bool left_temporary;   /* a file that nobody asked for */
    bool has_file;         /* the one that was written stands in its place */
    struct digest file;    /* its bytes */
};

/* From now on operations fail as planned; what is printed is swallowed, and files go to an empty
 * folder that exists only here. */
void failing_begin(struct failing_plan plan);

/* From now on nothing fails any more. */
void failing_stop(void);

/* Stops watching. */
struct failing_report failing_end(void);

#endif
