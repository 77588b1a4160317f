/* Expressions and inputs of our own, between them every feature of the dialect. */
#ifndef EXPRESSION_TEST_PATTERNS_H
#define EXPRESSION_TEST_PATTERNS_H

#include <stddef.h>

extern const char *const own_patterns[];
extern const size_t own_pattern_count;

extern const char *const own_inputs[];
extern const size_t own_input_count;

#endif
