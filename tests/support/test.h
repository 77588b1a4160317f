/* cmocka with the headers that it wants before it, and what every table of cases needs. */
#ifndef TEST_H
#define TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#ifdef __clang_analyzer__
/* fail() does not come back, which cmocka does not say. */
// NOLINTNEXTLINE(readability-redundant-declaration)
void _fail(const char *file, int line) __attribute__((noreturn));
#endif

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

/* Runs the tests of an array as a program's main does. */
#define RUN_TESTS(tests) cmocka_run_group_tests(tests, NULL, NULL)

#endif
