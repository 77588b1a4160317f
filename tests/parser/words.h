/* All words of pieces up to a length, for exhaustive tests over tiny alphabets. */
#ifndef TEST_WORDS_H
#define TEST_WORDS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { LONGEST_WORD = 32 };

struct word {
    uint8_t bytes[LONGEST_WORD];
    uint32_t size;
};

/* Word `number` of at most `pieces` pieces of an alphabet; false behind the last one. Shorter words
 * come first; `alphabet` ends with NULL. */
static inline bool word_at(const char *const *alphabet, uint32_t pieces, uint32_t number,
                           struct word *out)
{
    uint32_t letters = 0;
    uint32_t length = 0;
    uint32_t of_length = 1;

    while (alphabet[letters] != NULL)
        letters++;
    for (; number >= of_length && length < pieces; length++) {
        number -= of_length;
        of_length *= letters;
    }
    *out = (struct word){{0}, 0};
    for (uint32_t i = 0; i < length; i++) {
        const char *piece = alphabet[number % letters];
        memcpy(out->bytes + out->size, piece, strlen(piece));
        out->size += (uint32_t)strlen(piece);
        number /= letters;
    }
    return number == 0;
}

#endif
