/* The gram filter: it may say "perhaps" wrongly, never "no". */
#include "gram_filter.h"

#include "bytes.h"
#include "test.h"
#include "text_rules.h"
#include "words.h"

static bool occurs(struct channel_slice input, struct channel_slice pattern)
{
    for (uint32_t begin = 0; begin + pattern.size <= input.size; begin++) {
        uint32_t same = 0;
        while (same < pattern.size && fold(input.base[begin + same]) == fold(pattern.base[same]))
            same++;
        if (same == pattern.size)
            return true;
    }
    return false;
}

static void check(const uint32_t *words, struct channel_slice input, struct channel_slice pattern)
{
    if (occurs(input, pattern) && !gram_filter_may_contain(words, pattern))
        fail_msg("'%.*s' is in '%.*s'", (int)pattern.size, (const char *)pattern.base,
                 (int)input.size, (const char *)input.base);
}

static void finds_every_word_in_every_word(void **state)
{
    (void)state;
    static const char *const alphabet[] = {"a", "A", "b", "\xc3", NULL};
    struct word input, pattern;

    for (uint32_t i = 0; word_at(alphabet, 5, i, &input); i++) {
        struct exact text = exact_copy(input.bytes, input.size);
        uint32_t words[GRAM_FILTER_WORDS];
        memset(words, 0xa5, sizeof words); /* it clears what it is given */
        gram_filter_build(words, slice_of(&text));
        for (uint32_t p = 0; word_at(alphabet, 4, p, &pattern); p++)
            check(words, slice_of(&text), (struct channel_slice){pattern.bytes, pattern.size});
        free_exact(&text);
    }
}

static void finds_every_part_of_random_bytes_in_any_case(void **state)
{
    (void)state;
    uint32_t random = 17;
    for (uint32_t round = 0; round < 40; round++) {
        uint8_t noise[120], part[120];
        uint32_t words[GRAM_FILTER_WORDS];
        for (size_t i = 0; i < sizeof noise; i++)
            noise[i] = (uint8_t)(next_random(&random) & (round % 2 == 0 ? 0xff : 0x7f));
        gram_filter_build(words, (struct channel_slice){noise, sizeof noise});
        for (uint32_t i = 0; i < sizeof noise; i++) {
            const bool letter = noise[i] < 0x80 && fold(noise[i] & 0x5f) != (noise[i] & 0x5f);
            part[i] = letter ? noise[i] ^ 0x20 : noise[i];
        }
        for (uint32_t begin = 0; begin < sizeof noise; begin++)
            for (uint32_t size = 0; size <= sizeof noise - begin; size++)
                assert_true(
                    gram_filter_may_contain(words, (struct channel_slice){part + begin, size}));
    }
}

static void an_input_without_grams_holds_no_pattern_of_three(void **state)
{
    (void)state;
    uint32_t words[GRAM_FILTER_WORDS];
    const struct channel_slice two = {(const uint8_t *)"ab", 2};
    const struct channel_slice three = {(const uint8_t *)"abc", 3};

    gram_filter_build(words, two);
    assert_false(gram_filter_may_contain(words, three));
    assert_true(gram_filter_may_contain(words, two));
    gram_filter_build(words, three);
    assert_true(gram_filter_may_contain(words, three));
    gram_filter_build(words, two);
    assert_false(gram_filter_may_contain(words, three)); /* what was there before is forgotten */
}

static void tells_most_patterns_apart(void **state)
{
    (void)state;
    const char text[] = "C:\\Windows\\System32\\cmd.exe /c whoami";
    uint32_t words[GRAM_FILTER_WORDS];
    uint32_t random = 23;
    uint32_t perhaps = 0;

    gram_filter_build(words, (struct channel_slice){(const uint8_t *)text, sizeof text - 1});
    for (uint32_t round = 0; round < 1000; round++) {
        uint8_t pattern[6];
        for (size_t i = 0; i < sizeof pattern; i++)
            pattern[i] = (uint8_t)('a' + next_random(&random) % 26);
        perhaps += gram_filter_may_contain(words, (struct channel_slice){pattern, 6}) ? 1 : 0;
    }
    assert_in_range(perhaps, 0, 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_every_word_in_every_word),
        cmocka_unit_test(finds_every_part_of_random_bytes_in_any_case),
        cmocka_unit_test(an_input_without_grams_holds_no_pattern_of_three),
        cmocka_unit_test(tells_most_patterns_apart),
    };
    return RUN_TESTS(tests);
}
