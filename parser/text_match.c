/* Text operators. Rely on their slices alone. */
#include "text_match.h"

#include "text_rules.h"

static uint8_t input_byte(struct text_test test, uint32_t position)
{
    const uint8_t byte = test.input.base[position];
    return test.cased ? byte : fold(byte);
}

static uint8_t pattern_byte(struct text_test test, uint32_t position)
{
    const uint8_t byte = test.pattern.base[position];
    return test.fold_pattern ? fold(byte) : byte;
}

/* The one byte comparison: the whole pattern against the input from `begin` on. */
static bool same_bytes(struct text_test test, uint32_t begin)
{
    for (uint32_t i = 0; i < test.pattern.size; i++) {
        if (input_byte(test, begin + i) != pattern_byte(test, i))
            return false;
    }
    return true;
}

/* Compares the pattern with the input from `begin` on, where it is known to fit. Its last byte is
 * looked at first: most values fail there, for nothing. */
static enum channel_error compare_at(struct text_test test, uint32_t begin, struct meter *meter,
                                     bool *matches)
{
    const uint32_t size = test.pattern.size;

    *matches = size == 0;
    if (size == 0 || input_byte(test, begin + size - 1) != pattern_byte(test, size - 1))
        return CHANNEL_OK;
    TRY(meter_pay(meter, size));
    *matches = same_bytes(test, begin);
    return CHANNEL_OK;
}

enum channel_error text_exact(struct text_test test, struct meter *meter, bool *matches)
{
    *matches = false;
    if (test.pattern.size != test.input.size)
        return CHANNEL_OK;
    return compare_at(test, 0, meter, matches);
}

enum channel_error text_prefix(struct text_test test, struct meter *meter, bool *matches)
{
    *matches = false;
    if (test.pattern.size > test.input.size)
        return CHANNEL_OK;
    return compare_at(test, 0, meter, matches);
}

enum channel_error text_suffix(struct text_test test, struct meter *meter, bool *matches)
{
    *matches = false;
    if (test.pattern.size > test.input.size)
        return CHANNEL_OK;
    return compare_at(test, test.input.size - test.pattern.size, meter, matches);
}

enum channel_error text_contains(struct text_test test, struct meter *meter, bool *matches)
{
    *matches = test.pattern.size == 0;
    if (*matches || test.pattern.size > test.input.size)
        return CHANNEL_OK;
    const uint32_t places = test.input.size - test.pattern.size + 1;
    TRY(meter_pay(meter, places));
    for (uint32_t begin = 0; begin < places && !*matches; begin++) {
        if (input_byte(test, begin) == pattern_byte(test, 0))
            TRY(compare_at(test, begin, meter, matches));
    }
    return CHANNEL_OK;
}

/* Where a glob stands: places in pattern and input, and where to go on when what follows the last
 * star does not fit. */
struct glob_state {
    uint32_t at, position;
    uint32_t resume_at, resume_position;
    bool starred;
};

/* The bytes of the code point at `position`; 0 at the end and in the middle of one. */
static uint32_t code_point_size(struct channel_slice input, uint32_t position)
{
    if (position == input.size || is_continuation(input.base[position]))
        return 0;
    uint32_t size = 1;
    while (size < 4 && size < input.size - position && is_continuation(input.base[position + size]))
        size++;
    return size;
}

/* Matches the pattern's element at state->at, which is no star and not the end: advances both
 * places if it fits. */
static enum channel_error glob_element(struct text_test test, struct glob_state *state, bool *fits)
{
    uint32_t literal = state->at;

    if (test.pattern.base[literal] == '?') {
        const uint32_t size = code_point_size(test.input, state->position);
        *fits = size > 0;
        state->at += *fits ? 1u : 0u;
        state->position += size;
        return CHANNEL_OK;
    }
    if (test.pattern.base[literal] == '\\') {
        literal++;
        REQUIRE_BELOW(literal, test.pattern.size, CHANNEL_ERROR_GLOB_ESCAPE_END);
    }
    *fits = state->position < test.input.size &&
            input_byte(test, state->position) == test.pattern.base[literal];
    if (*fits) {
        state->at = literal + 1;
        state->position++;
    }
    return CHANNEL_OK;
}

/* One step: *done when the result, *matches, is known. */
static enum channel_error glob_step(struct text_test test, struct glob_state *state, bool *done,
                                    bool *matches)
{
    bool fits = false;

    *done = false;
    if (state->at < test.pattern.size && test.pattern.base[state->at] == '*') {
        state->starred = true;
        state->resume_at = ++state->at;
        state->resume_position = state->position;
        *done = *matches = state->at == test.pattern.size;
        return CHANNEL_OK;
    }
    if (state->at < test.pattern.size)
        TRY(glob_element(test, state, &fits));
    else
        *done = *matches = state->position == test.input.size;
    if (fits || *done)
        return CHANNEL_OK;
    *done = !state->starred || state->resume_position == test.input.size;
    if (!*done) {
        state->at = state->resume_at;
        state->position = ++state->resume_position;
    }
    return CHANNEL_OK;
}

enum channel_error text_glob(struct text_test test, struct meter *meter, bool *matches)
{
    struct glob_state state = {0};
    bool done = false;

    *matches = false;
    while (!done) { /* bounded by the budget, and by (input + 1) * (pattern + 1) */
        TRY(meter_pay(meter, 1));
        TRY(glob_step(test, &state, &done, matches));
    }
    return CHANNEL_OK;
}
