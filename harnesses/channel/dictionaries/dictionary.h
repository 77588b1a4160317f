/* Tokens of dictionaries, in the form that both engines read, and the parts that dictionaries are
 * put together from. Everything goes to stdout. */
#ifndef HARNESS_CHANNEL_DICTIONARY_H
#define HARNESS_CHANNEL_DICTIONARY_H

#include <stddef.h>
#include <stdint.h>

/* Prints a token named GROUP_NAME: at most 128 bytes, the rest is left out. */
void print_token(const char *group, const char *name, const uint8_t *bytes, size_t size);

/* Prints `count` tokens named GROUP_0, GROUP_1, and so on, each a string. */
void print_list(const char *group, const char *const *words, size_t count);

/* Prints the low `width` (at most 4) bytes of a number, little-endian. */
void print_number(const char *group, const char *name, uint32_t value, size_t width);

/* What channel files are made of: magic, numbers of sections, kinds, operators, instructions,
 * types, limits and the first numbers above them, texts that fixed events hold. */
void dictionary_of_files(void);

/* What the trailer adds. */
void dictionary_of_trailers(void);

/* What the lines of the target `matcher` are made of, and the syntax of regular expressions. */
void dictionary_of_matches(void);
void dictionary_of_expressions(void);

/* The lines that models are made of: targets `roundtrip` and `worst_case`. */
void dictionary_of_models(void);

/* What rules are made of: modifiers, log sources, fields, levels, conditions, YAML. And what JSON
 * that the tool reads is. */
void dictionary_of_rules(void);
void dictionary_of_tool_texts(void);

#endif
