/* The modifier windash. Relies on value.h alone. */
#include <string.h>

#include "transform.h"

enum { DASHES = 5, DASH_BYTES = 3 };

static const struct {
    const char *bytes;
    uint32_t size;
} dashes[DASHES] = {
    {"-", 1}, {"/", 1}, {"\xe2\x80\x93", 3}, {"\xe2\x80\x94", 3}, {"\xe2\x80\x95", 3},
};

/* Letters, digits and the underscore. Beyond ASCII everything is a letter, but for the signs of
 * Latin-1, general punctuation, and CJK punctuation. */
static bool is_word(uint32_t code_point)
{
    if (code_point < 0x80)
        return (code_point >= '0' && code_point <= '9') ||
               (code_point >= 'A' && code_point <= 'Z') ||
               (code_point >= 'a' && code_point <= 'z') || code_point == '_';
    return code_point >= 0xc0 && code_point != SIGMA_WILDCARD && code_point != 0xd7 &&
           code_point != 0xf7 && (code_point < 0x2000 || code_point > 0x206f) &&
           (code_point < 0x3000 || code_point > 0x303f);
}

static bool is_word_at(struct sigma_string string, uint32_t at)
{
    return at < string.count && is_word(sigma_string_next(string, &at));
}

static bool is_word_before(struct sigma_string string, uint32_t at)
{
    for (uint32_t back = 1; back <= 4 && back <= at; back++) {
        const uint16_t element = string.elements[at - back];
        if (element < 0x80 || element >= 0xc0) /* here a code point begins */
            return is_word_at(string, at - back);
    }
    return false;
}

static bool begins_word(struct sigma_string string, uint32_t at)
{
    return (string.elements[at] == '-' || string.elements[at] == '/') &&
           !is_word_before(string, at) && is_word_at(string, at + 1);
}

/* Writes the string with its dashes spelled as the digits of `number` in base five say, the first
 * dash having the most significant one. */
static uint32_t write_spelling(struct sigma_string string, uint64_t number, uint64_t combinations,
                               uint16_t *out)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < string.count; i++) {
        if (!begins_word(string, i)) {
            out[count++] = string.elements[i];
            continue;
        }
        combinations /= DASHES;
        // It was DASHES to the power of the words that begin: it never becomes 0 here.
        // NOLINTNEXTLINE(clang-analyzer-core.DivideZero)
        const uint64_t dash = number / combinations % DASHES;
        for (uint32_t byte = 0; byte < dashes[dash].size; byte++)
            out[count++] = (unsigned char)dashes[dash].bytes[byte];
    }
    return count;
}

bool sigma_windash(struct sigma_work *work, struct sigma_string string, uint32_t line,
                   struct sigma_strings *out)
{
    uint64_t combinations = 1;
    uint32_t found = 0;

    for (uint32_t i = 0; i < string.count && combinations <= SIGMA_MAX_VALUES; i++) {
        if (begins_word(string, i)) {
            combinations *= DASHES;
            found++;
        }
    }
    if (!sigma_spend(work, &work->values_left, combinations, line, "values"))
        return false;
    *out = (struct sigma_strings){NULL, (uint32_t)combinations, line};
    out->list = sigma_take(work, out->count, sizeof *out->list);
    for (uint32_t i = 0; out->list != NULL && i < out->count; i++) {
        struct sigma_string *spelling = &out->list[i];
        if (!sigma_string_new(work, string.count + found * (DASH_BYTES - 1), line, spelling))
            return false;
        spelling->count = write_spelling(string, i, combinations, spelling->elements);
    }
    return out->list != NULL;
}
