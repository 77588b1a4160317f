/* For every rule of the tables a file that breaks it in one place, as rows of data. */
#ifndef TEST_TABLE_ROWS_H
#define TEST_TABLE_ROWS_H

#include "channel/file.h"

enum { PATCHES = 4 };

/* `width` bytes at byte `at` of record `index` of a section; a width of 0 changes nothing. */
struct patch {
    enum channel_section section;
    uint32_t index, at, width;
    uint64_t value;
};

/* The record that must be named is that of the first patch, unless `blamed` says another. */
struct row {
    const char *holds;
    enum channel_error expected;
    struct patch patches[PATCHES];
    struct {
        enum channel_section section;
        uint32_t index;
    } blamed;
};

struct row_group {
    const struct row *rows;
    size_t count;
};

enum { ROW_GROUPS = 7 };

extern const struct row_group row_groups[ROW_GROUPS];

#endif
