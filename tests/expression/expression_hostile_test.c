/* Sources that nobody would write: no crash, bounded time, and what is accepted is a sound program
 * (program_new checks it). Memory that runs out, at each place in turn. */
#include <stdlib.h>
#include <string.h>

#include "patterns.h"
#include "program.h"
#include "test.h"

void *__real_arena_take(struct arena *arena, size_t size);
void *__wrap_arena_take(struct arena *arena, size_t size);
void *__real_arena_grow(struct arena *arena, void *array, size_t element, uint32_t count,
                        uint32_t *capacity);
void *__wrap_arena_grow(struct arena *arena, void *array, size_t element, uint32_t count,
                        uint32_t *capacity);

static size_t pieces_left = SIZE_MAX;

/* Whether one more piece of memory may be had. */
static bool may_take(void)
{
    if (pieces_left == 0)
        return false;
    if (pieces_left != SIZE_MAX)
        pieces_left--;
    return true;
}

/* The linker puts these in the places of the arena's own. */
void *__wrap_arena_take(struct arena *arena, size_t size)
{
    return may_take() ? __real_arena_take(arena, size) : NULL;
}

void *__wrap_arena_grow(struct arena *arena, void *array, size_t element, uint32_t count,
                        uint32_t *capacity)
{
    return may_take() ? __real_arena_grow(arena, array, element, count, capacity) : NULL;
}

static bool is_accepted(const void *source, size_t size, uint8_t flags)
{
    struct program program = program_new(source, size, flags);
    const bool accepted = program.accepted;

    program_free(&program);
    return accepted;
}

static void every_beginning_of_a_pattern_has_an_answer(void **state)
{
    (void)state;
    for (size_t i = 0; i < own_pattern_count; i++) {
        const size_t length = strlen(own_patterns[i]);
        for (size_t size = 0; size < length; size++)
            (void)is_accepted(own_patterns[i], size, 0);
        if (!is_accepted(own_patterns[i], length, 0))
            fail_msg("/%s/ is refused", own_patterns[i]);
    }
}

static void any_bytes_have_an_answer(void **state)
{
    enum { SOURCES = 20000, LONGEST = 48 };
    uint32_t seed = 1;

    (void)state;
    for (unsigned i = 0; i < SOURCES; i++) {
        uint8_t source[LONGEST];
        const size_t size = next_random(&seed) % LONGEST;
        for (size_t byte = 0; byte < size; byte++)
            source[byte] = (uint8_t)(next_random(&seed) >> 8 & (i % 2 == 0 ? 0x7f : 0xff));
        (void)is_accepted(source, size, (uint8_t)(i % 8));
    }
}

/* Bytes of patterns, changed here and there. */
static void damaged_patterns_have_an_answer(void **state)
{
    enum { SOURCES = 20000, LONGEST = 128 };
    static const char bytes[] = "()[]{}|*+?\\^$.-,:=<>!#PQEabimsx019dDwW\xc3\xa9\xff";
    uint32_t seed = 2;
    unsigned accepted = 0;

    (void)state;
    for (unsigned i = 0; i < SOURCES; i++) {
        const char *pattern = own_patterns[next_random(&seed) % own_pattern_count];
        const size_t size = strlen(pattern);
        char source[LONGEST];
        assert_in_range(size, 0, sizeof source);
        memcpy(source, pattern, size);
        for (uint32_t changes = next_random(&seed) % 4; size > 0 && changes > 0; changes--)
            source[next_random(&seed) % size] = bytes[next_random(&seed) % (sizeof bytes - 1)];
        accepted += is_accepted(source, size, (uint8_t)(i % 8));
    }
    assert_in_range(accepted, SOURCES / 10, SOURCES - SOURCES / 10);
}

/* 16,384 bytes of each piece: whatever is done more than once a byte would show as time. */
static void long_sources_take_bounded_time(void **state)
{
    static const char *const pieces[] = {
        "(",          ")",
        "[",          "[:",
        "[[:",        "[[:a:]",
        "[[.[[=[[:",  "{",
        "{1",         "{1,",
        "a{1}",       "{11111",
        "\\",         "\\x{1",
        "\\W",        "[\\W",
        "|",          "(|",
        "(?i",        "(?i)",
        "(?i:",       "(?<n",
        "()",         "(a|)",
        "a?",         "a{0}",
        "(?:){1000}", "(?:a{1000}",
        "a{1000}",    "[^\xc3\xa9",
        "-",          "[a-",
        "\xc3\xa9",   "\xc4\x80\xc8\x80",
        ".*",         "\\b",
        "^",          "(?:a?){2}",
    };
    enum { SIZE = 16384 };
    static char source[SIZE + 32];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        const size_t size = strlen(pieces[i]);
        size_t used = 0;
        for (; used + size <= SIZE; used += size)
            memcpy(source + used, pieces[i], size);
        (void)is_accepted(source, used, 0);
        (void)is_accepted(source, used, CHANNEL_EXPRESSION_CASELESS);
        source[0] = '[';
        (void)is_accepted(source, used, CHANNEL_EXPRESSION_CASELESS);
        source[used - 1] = ']';
        (void)is_accepted(source, used, CHANNEL_EXPRESSION_CASELESS);
    }
}

/* A class of as many ranges as its source has room for, from the last to the first: each moves all
 * that are there. Surrogates are none, so that the code points are of two and three bytes. */
static void a_class_of_thousands_of_ranges_takes_bounded_time(void **state)
{
    enum { RANGES = 5000 };
    static char source[RANGES * 3 + 2];
    size_t used = 0;

    (void)state;
    source[used++] = '[';
    for (uint32_t i = RANGES; i > 0; i--) {
        const uint32_t point = 0x1000 + 2 * i;
        source[used++] = (char)(0xe0 | point >> 12);
        source[used++] = (char)(0x80 | (point >> 6 & 0x3f));
        source[used++] = (char)(0x80 | (point & 0x3f));
    }
    source[used++] = ']';
    struct program program = program_new(source, used, 0);
    assert_true(program.accepted);
    assert_int_equal(program.value.instruction_count, 1 + RANGES + 1);
    program_free(&program);
}

/* Refuses every piece from the n-th on, for all n until the source is accepted. */
static void memory_that_runs_out_is_reported(void **state)
{
    static const char source[] = "(?i:a|[^b-d[:^alpha:]\\W]{2,9}|\\d+?$|.)*(?<n>\\H|x{0}|[^z])\\b";
    bool accepted = false;
    size_t places = 0;

    (void)state;
    for (; !accepted; places++) {
        struct arena *arena = arena_new();
        struct content_value value = {0};
        struct expression_error error;
        const struct content_text text = {source, sizeof source - 1};
        assert_non_null(arena);
        pieces_left = places;
        accepted = expression_compile(arena, text, 0, &value, &error);
        pieces_left = SIZE_MAX;
        arena_free(arena);
        if (accepted == error.out_of_memory || accepted != (error.reason[0] == '\0'))
            fail_msg("%zu: %u: %s", places, error.position, error.reason);
    }
    print_message("%zu places\n", places);
    assert_true(places > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_beginning_of_a_pattern_has_an_answer),
        cmocka_unit_test(any_bytes_have_an_answer),
        cmocka_unit_test(damaged_patterns_have_an_answer),
        cmocka_unit_test(long_sources_take_bounded_time),
        cmocka_unit_test(a_class_of_thousands_of_ranges_takes_bounded_time),
        cmocka_unit_test(memory_that_runs_out_is_reported),
    };
    return RUN_TESTS(tests);
}
