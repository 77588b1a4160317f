/* Smaller texts: without runs of lines, then without runs of tokens. For subjects whose inputs are
 * text. */
#ifndef SUPPORT_REDUCE_TEXT_H
#define SUPPORT_REDUCE_TEXT_H

#include <stddef.h>
#include <stdint.h>

/* As struct subject's `reduce`. A token is a run of letters and digits, a run of blanks, or one
 * other byte. */
size_t reduce_text(const uint8_t *data, size_t size, uint64_t number, uint8_t *out);

#endif
