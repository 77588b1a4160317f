/* What a minimization slips into: other bugs, kept as examples, never taken for the result. */
#ifndef SUPPORT_HARVEST_H
#define SUPPORT_HARVEST_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { HARVEST_MAX = 64, HARVEST_FOLDER = 3072 };

/* Plain data: it may lie in shared memory. */
struct harvest {
    uint32_t count;
    struct {
        uint64_t key;
        size_t size; /* of the smallest input so far */
    } entries[HARVEST_MAX];
    char folder[HARVEST_FOLDER]; /* empty: nothing is written */
};

/* Begins with nothing. Inputs go to `folder`, each named after its key; null: they are counted. */
void harvest_begin(struct harvest *harvest, const char *folder);

/* Keeps an input that hit `key` when there is none, or no smaller one. */
void harvest_offer(struct harvest *harvest, uint64_t key, const uint8_t *bytes, size_t size);

/* Prints them as a JSON array of objects with `key` and `file`. */
void harvest_print(const struct harvest *harvest, FILE *out);

#endif
