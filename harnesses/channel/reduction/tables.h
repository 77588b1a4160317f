/* A channel file as tables from which records can be cut, with everything that refers to them put
 * right again. Not the parser's view: it takes files that the parser refuses, trusts nothing, and
 * keeps what is wrong with a file as it is (a count that is one too large stays one too large), for
 * that may be what an input is kept for. */
#ifndef HARNESS_CHANNEL_TABLES_H
#define HARNESS_CHANNEL_TABLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "channel/file.h"

struct table {
    uint8_t *records;
    uint32_t count; /* of whole records that are there */
    uint32_t size;  /* bytes of one */
    bool *cut;      /* for each record: it goes. Of the string pool: for each byte */
    uint32_t offset_excess, size_excess,
        count_excess; /* what the directory says, less what is so */
};

struct tables {
    uint8_t header[CHANNEL_HEADER_SIZE];
    struct table tables[CHANNEL_SECTION_END]; /* by section; [0] is empty */
    uint32_t file_size_excess;
    bool checksum_right;
};

/* Takes a file apart. False when it has no directory or memory is short; nothing is to be freed
 * then. */
bool tables_read(const uint8_t *bytes, size_t size, struct tables *out);
void tables_free(struct tables *tables);

/* Cuts record `index` of a section and what cannot be without it: criteria, nodes, values and the
 * rule of an instance; a type whose last instance goes, an instance whose last criterion goes. */
void tables_cut(struct tables *tables, enum channel_section section, uint32_t index);

/* Cuts a node with all below it, and an operator around it that has nothing left. */
void tables_cut_subtree(struct tables *tables, uint32_t node);

/* Cuts bytes [begin, end) of the string pool; strings that hold them become shorter. */
void tables_cut_text(struct tables *tables, uint32_t begin, uint32_t end);

/* Carries the cuts out: moves records together and counts again what refers to them. False when
 * memory is short. */
bool tables_close(struct tables *tables);

/* The size of the file as it would be written. It can be above that of the file that was read,
 * whose sections may overlap. */
size_t tables_size(const struct tables *tables);

/* Writes tables_size bytes to `out`, with directory and checksum put right as far as they were.
 * Returns the size. */
size_t tables_write(const struct tables *tables, uint8_t *out);

#endif
