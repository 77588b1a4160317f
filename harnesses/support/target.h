/* What a fuzz target defines. Every driver (libFuzzer, AFL++, workbench) calls it through input.h
 * or digest.h, never with its own buffer. */
#ifndef SUPPORT_TARGET_H
#define SUPPORT_TARGET_H

#include <stddef.h>
#include <stdint.h>

/* Runs the code under test on `size` bytes at `data`, and checks what must hold.
 *
 * Exactly `size` bytes may be read and none written; they are gone when the function returns. An
 * empty input has a pointer that is not null. Returns for every input; a violated promise is
 * reported by contract_failed. Keeps nothing from call to call, so that each input behaves alike
 * alone and after others. */
void fuzz_one_input(const uint8_t *data, size_t size);

/* Writes what the code under test says of an input into `line`, as one line without its end that
 * takes at most `capacity` bytes: verdict, first error, results. Optional.
 *
 * The rules of fuzz_one_input hold. What is written depends on the input alone, so that it is equal
 * for every compiler, word size and byte order: no addresses, no times, no sizes of structs. */
void target_digest(const uint8_t *data, size_t size, char *line, size_t capacity);

#endif
