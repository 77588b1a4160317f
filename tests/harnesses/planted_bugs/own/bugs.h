/* Bugs, each in a function of its own. Stands for a parser: what is below own/ is the project's
 * own. */
#ifndef BUGS_H
#define BUGS_H

#include <stddef.h>
#include <stdint.h>

/* What a bug works on: the bytes behind its name in the input. An allocation that ends with them.
 */
struct bug_input {
    const uint8_t *bytes;
    size_t size;
};

/* Compilers delete what nobody looks at. */
extern volatile uint64_t bug_sink;

/* 2 of the number `number`, in a way that compilers do not see through. */
size_t bug_opaque(size_t number);

/* Runs into the bug called `name`. Returns 0 when there is none of that name, otherwise 1 when it
 * was gone on from. */
int bug_run(const char *name, size_t name_size, struct bug_input input);

/* clang-format off */
#define BUG_LIST(X) \
    X(read_1) \
    X(read_2) \
    X(read_4) \
    X(read_8) \
    X(read_16) \
    X(read_n) \
    X(write_1) \
    X(write_2) \
    X(write_4) \
    X(write_8) \
    X(write_16) \
    X(write_n) \
    X(read_stack) \
    X(read_global) \
    X(read_far) \
    X(write_far) \
    X(read_twice) \
    X(read_on_and_on) \
    X(read_at) \
    X(read_by_reader) \
    X(memcpy_from) \
    X(memcpy_to) \
    X(memmove_from) \
    X(memmove_to) \
    X(memset_to) \
    X(builtin_memcpy_from) \
    X(builtin_memmove_from) \
    X(memcmp_first) \
    X(memcmp_second) \
    X(bcmp_first) \
    X(memchr_in) \
    X(memrchr_in) \
    X(memmem_in) \
    X(strlen_of) \
    X(strnlen_of) \
    X(strchr_in) \
    X(strrchr_in) \
    X(strcmp_first) \
    X(strcmp_second) \
    X(strncmp_first) \
    X(strcasecmp_first) \
    X(strncasecmp_first) \
    X(strcpy_from) \
    X(strncpy_from) \
    X(strcpy_to) \
    X(strncpy_to) \
    X(use_after_free) \
    X(write_after_free) \
    X(double_free) \
    X(bad_free) \
    X(bad_realloc) \
    X(malloc_too_big) \
    X(calloc_too_big) \
    X(realloc_too_big) \
    X(leak) \
    X(add_overflow) \
    X(sub_overflow) \
    X(mul_overflow) \
    X(negate_overflow) \
    X(divide_by_zero) \
    X(shift_too_far) \
    X(index_out_of_array) \
    X(null_pointer) \
    X(misaligned) \
    X(pointer_overflow) \
    X(unreachable) \
    X(array_of_negative_size) \
    X(invalid_bool) \
    X(builtin_of_zero) \
    X(argument_null) \
    X(returned_null) \
    X(assumed_alignment) \
    X(wrong_function) \
    X(abort_called) \
    X(assertion) \
    X(library_aborts) \
    X(trap) \
    X(recursion) \
    X(endless) \
    X(exits) \
    X(uninitialized)
/* clang-format on */

#define BUG_DECLARED(NAME) void bug_##NAME(struct bug_input input);
BUG_LIST(BUG_DECLARED)
#undef BUG_DECLARED

#endif
