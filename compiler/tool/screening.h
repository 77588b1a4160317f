/* Content is checked against the sensors when it is compiled, too: a rule that one of them cannot
 * run is refused by itself, before anything is written. */
#ifndef REDZONE_TOOL_SCREENING_H
#define REDZONE_TOOL_SCREENING_H

#include "content.h"

/* Where an instance was made from. */
struct rule_origin {
    const char *path;
    uint32_t line; /* from 1 */
};

struct screening {
    struct rule_origin *origins; /* by instance of the model */
    uint32_t count, capacity;
    uint64_t refused; /* instances that were taken out */
};

/* Notes where the model's next instance comes from: a file (`path` must outlive the screening) and
 * the line in which its rule begins. False when memory is short. */
bool screening_add(struct screening *screening, const char *path, uint32_t line);
void screening_free(struct screening *screening);

/* Encodes the model, and takes out, with a line on stderr for each, the instances that the format
 * has no room for or that a known sensor of version `oldest` or later cannot run.
 *
 * True: *bytes (free() them) hold what is left, or are NULL when that is nothing. False, with a
 * line on stderr: memory is short, or the content is wrong as a whole. */
bool screening_run(struct screening *screening, struct content *content, uint32_t oldest,
                   uint8_t **bytes, size_t *size);

#endif
