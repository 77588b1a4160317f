/* Tokens of dictionaries, in the form that both engines read, and the parts that dictionaries are
 * put together from. Everything goes to stdout. */
#ifndef HARNESS_CHANNEL_DICTIONARY_H
#define HARNESS_CHANNEL_DICTIONARY_H

#include <stddef.h>
#include <stdint.h>

/* Prints a token named GROUP_NAME: at most 128 bytes, the rest is left out. */
void print_token(const char *group, const char *name, const uint8_t *bytes, size_t size);

/* Prints the low `width` (at most 4) bytes of a number, little-endian. */
void print_number(const char *group, const char *name, uint32_t value, size_t width);

/* What channel files are made of: magic, numbers of sections, kinds, operators, instructions,
 * types, limits and the first numbers above them, texts that fixed events hold. */
void dictionary_of_files(void);

/* What the trailer adds. */
void dictionary_of_trailers(void);

#endif
