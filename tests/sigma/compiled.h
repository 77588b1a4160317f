/* A rule compiled on its own, and what became of it as text that a table can hold. */
#ifndef SIGMA_TEST_COMPILED_H
#define SIGMA_TEST_COMPILED_H

#include "sigma.h"

enum { DESCRIPTION_SIZE = 16384 };

struct compiled {
    bool accepted;
    struct sigma_diagnostic diagnostic;
    uint16_t type;
    uint8_t level;
    char id[64], title[256], author[256], licence[256], link[256];

    /* Criteria, numbered: "0 Image suffix '\a.exe' 'b'; 1 any field contains all cased …", fields
     * by name, bytes beyond ASCII as \xNN, flags of expressions behind them; then " | " and the
     * condition: "and(0, not(or(1, 2)))".
     */
    char description[DESCRIPTION_SIZE];
};

/* Compiles `size` bytes of text, copied to an allocation of that size. Whatever is accepted must be
 * encoded by the builder, or the test fails; whatever is refused must leave the model empty and
 * give a reason. `options` may be NULL. */
struct compiled compile_bytes(const char *text, size_t size, const struct sigma_options *options);
struct compiled compile_text(const char *text);

/* Fails the test unless the rule was refused for this kind of reason at this line, with a reason
 * that contains `words`. */
void assert_refused(const struct compiled *compiled, enum sigma_reason kind, uint32_t line,
                    const char *words);

/* Fails the test, with the diagnostic, unless the rule has this description. */
void assert_description(const struct compiled *compiled, const char *expected);

#endif
