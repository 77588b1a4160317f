/* Which checks a run does: all in a replay, one of each kind under an engine. */
#include <string.h>

#include "support/input.h"
#include "support/share.h"
#include "support/target.h"
#include "test.h"

enum { KINDS = 4, COUNT = 7, INPUTS = 700 };

static unsigned taken_by_target; /* of COUNT, in the last run */

void fuzz_one_input(const uint8_t *data, size_t size)
{
    (void)data, (void)size;
    taken_by_target = 0;
    for (unsigned number = 0; number < COUNT; number++)
        taken_by_target += share_takes(0, number, COUNT);
}

/* The number of the only check of a kind that is taken. */
static unsigned only(unsigned kind)
{
    unsigned found = COUNT;
    for (unsigned number = 0; number < COUNT; number++) {
        if (!share_takes(kind, number, COUNT))
            continue;
        assert_int_equal(found, COUNT);
        found = number;
    }
    assert_in_range(found, 0, COUNT - 1);
    return found;
}

static void begin(unsigned seed, size_t size)
{
    uint8_t bytes[40];
    memset(bytes, 7, sizeof bytes);
    memcpy(bytes, &seed, sizeof seed);
    share_begin(bytes, size, false);
}

static void every_check_has_its_share(void **state)
{
    (void)state;
    unsigned counts[KINDS][COUNT] = {{0}};
    for (unsigned seed = 0; seed < INPUTS; seed++) {
        begin(seed, 40);
        for (unsigned kind = 0; kind < KINDS; kind++)
            counts[kind][only(kind)]++;
    }
    for (unsigned kind = 0; kind < KINDS; kind++)
        for (unsigned number = 0; number < COUNT; number++)
            assert_in_range(counts[kind][number], INPUTS / COUNT / 2, INPUTS / COUNT * 2);
}

static void kinds_of_equal_count_do_not_hang_together(void **state)
{
    (void)state;
    bool seen[COUNT][COUNT] = {{false}};
    for (unsigned seed = 0; seed < INPUTS; seed++) {
        begin(seed, 40);
        seen[only(0)][only(1)] = true;
    }
    for (unsigned a = 0; a < COUNT; a++)
        for (unsigned b = 0; b < COUNT; b++)
            assert_true(seen[a][b]);
}

static void every_byte_counts(void **state)
{
    (void)state;
    for (size_t changed = 0; changed < 21; changed++) {
        bool differs = false;
        for (unsigned value = 0; value < 64 && !differs; value++) {
            uint8_t bytes[21] = {0};
            share_begin(bytes, sizeof bytes, false);
            const unsigned before = only(0);
            bytes[changed] = (uint8_t)(value + 1);
            share_begin(bytes, sizeof bytes, false);
            differs = only(0) != before;
        }
        assert_true(differs);
    }
}

static void an_input_behaves_alike_each_time(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < 50; seed++) {
        begin(seed, seed % 41);
        const unsigned first = only(2);
        begin(seed + 1, 40);
        begin(seed, seed % 41);
        assert_int_equal(only(2), first);
    }
}

static void a_run_on_the_heap_does_all_and_one_in_the_arena_its_share(void **state)
{
    (void)state;
    const uint8_t bytes[] = {1, 2, 3};
    input_run(bytes, sizeof bytes, INPUT_HEAP);
    assert_int_equal(taken_by_target, COUNT);
    input_run(bytes, sizeof bytes, INPUT_ARENA);
    assert_int_equal(taken_by_target, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_check_has_its_share),
        cmocka_unit_test(kinds_of_equal_count_do_not_hang_together),
        cmocka_unit_test(every_byte_counts),
        cmocka_unit_test(an_input_behaves_alike_each_time),
        cmocka_unit_test(a_run_on_the_heap_does_all_and_one_in_the_arena_its_share),
    };
    return RUN_TESTS(tests);
}
