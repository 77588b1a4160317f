/* The oracles of a part that is run while memory is short, or a disk is full. */
#ifndef HARNESS_MEMORY_CHECK_PART_H
#define HARNESS_MEMORY_CHECK_PART_H

#include "failing.h"
#include "parts.h"

struct part {
    const char *name;
    void (*run)(uint8_t *bytes, size_t size, struct outcome *outcome);
};

/* Runs a part on `size` bytes as it is, and a second time with operation `number` failing (and all
 * behind it, `for_good`); of n operations, number n (modulo n + 1) stands for none. Returns n.
 *
 * What must hold: a failure is reported if and only if one was planted; without one the second run
 * says the same; no block, no open file and no temporary file is left; what was written stands
 * there whole or not at all; rules that had no memory once are compiled when there is some. */
uint64_t check_part(const struct part *part, const uint8_t *bytes, size_t size, uint64_t number,
                    bool for_good);

#endif
