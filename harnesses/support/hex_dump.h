/* An input as hexadecimal digits, with the names of its fields. */
#ifndef SUPPORT_HEX_DUMP_H
#define SUPPORT_HEX_DUMP_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Prints `size` bytes, a field of the subject's (subject.h) or at most 16 bytes a line: offset,
 * bytes, name or text. Lines with bytes of [mark, mark + mark_size) begin with `>`, and a line
 * tells when that lies behind the end; SIZE_MAX marks nothing. Long runs of equal lines are left
 * out. */
void hex_dump(FILE *out, const uint8_t *bytes, size_t size, size_t mark, size_t mark_size);

#endif
