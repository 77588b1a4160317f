/* A file of rules compiled, and what became of each of them. */
#ifndef SIGMA_TEST_STREAMED_H
#define SIGMA_TEST_STREAMED_H

#include "sigma.h"

enum { STREAMED_MOST = 8 };

struct streamed {
    uint32_t count, accepted;
    struct sigma_result results[STREAMED_MOST];

    /* The results in their order: "+" for a rule that was accepted, its line for one that was
     * refused: "+ 12 +". */
    char outcome[256];
};

/* Compiles `size` bytes, copied to an allocation of that size, as the file own.yml. Fails the test
 * when a result contradicts the content. `options` may be NULL. What is returned is overwritten by
 * the next call. */
const struct streamed *stream_bytes(const char *text, size_t size,
                                    const struct sigma_options *options);
const struct streamed *stream_text(const char *text);

/* Fails the test unless the file holds one rule, which was accepted with these warnings:
 * "LINE: TEXT; LINE: TEXT". */
void assert_warnings(const struct streamed *streamed, const char *expected);

#endif
