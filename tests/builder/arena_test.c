/* The bump allocator: aligned, zeroed, apart from each other, freed at once; sizes cannot wrap. */
#include "arena.h"

#include <stdalign.h>
#include <string.h>

#include "test.h"

static void pieces_are_aligned_zeroed_and_apart(void **state)
{
    (void)state;
    enum { PIECES = 2000 };
    struct arena *arena = arena_new();
    unsigned char *pieces[PIECES];

    assert_non_null(arena);
    for (size_t i = 0; i < PIECES; i++) {
        const size_t size = i * 7 % 4099; /* across many blocks, some larger than the first */
        pieces[i] = arena_take(arena, size);
        assert_non_null(pieces[i]);
        assert_int_equal((uintptr_t)pieces[i] % alignof(max_align_t), 0);
        for (size_t byte = 0; byte < size; byte++)
            assert_int_equal(pieces[i][byte], 0);
        memset(pieces[i], (int)(i & 0xff), size);
    }
    for (size_t i = 0; i < PIECES; i++)
        for (size_t byte = 0; byte < i * 7 % 4099; byte++)
            assert_int_equal(pieces[i][byte], i & 0xff);
    arena_free(arena);
}

static void a_piece_may_be_larger_than_a_block(void **state)
{
    (void)state;
    enum { LARGE = 5 * 1024 * 1024 };
    struct arena *arena = arena_new();
    unsigned char *small = arena_take(arena, 3);
    unsigned char *large = arena_take(arena, LARGE);

    assert_non_null(small);
    assert_non_null(large);
    assert_int_equal(large[0] | large[LARGE - 1], 0);
    memset(large, 1, LARGE);
    assert_int_equal(small[0] | small[1] | small[2], 0);
    arena_free(arena);
}

static void a_piece_of_nothing_is_a_valid_pointer(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_non_null(arena_take(arena, 0));
    arena_free(arena);
    arena_free(NULL);
}

static void sizes_that_would_wrap_are_refused(void **state)
{
    (void)state;
    static const size_t sizes[] = {SIZE_MAX, SIZE_MAX - 1, SIZE_MAX - 15, SIZE_MAX - 16};
    struct arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(sizes); i++)
        assert_null(arena_take(arena, sizes[i]));
    assert_non_null(arena_take(arena, 8)); /* it goes on */
    arena_free(arena);
}

static void an_array_grows_and_keeps_what_it_held(void **state)
{
    (void)state;
    enum { ELEMENTS = 10000 };
    struct arena *arena = arena_new();
    uint32_t *array = NULL;
    uint32_t capacity = 0;

    for (uint32_t i = 0; i < ELEMENTS; i++) {
        array = arena_grow(arena, array, sizeof *array, i, &capacity);
        assert_non_null(array);
        assert_in_range(capacity, i + 1, 2 * ELEMENTS);
        assert_int_equal(array[i], 0);
        array[i] = i * 3;
    }
    for (uint32_t i = 0; i < ELEMENTS; i++)
        assert_int_equal(array[i], i * 3);
    arena_free(arena);
}

static void an_array_that_cannot_grow_stays_as_it_was(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    uint32_t capacity = 0;
    uint32_t *array = arena_grow(arena, NULL, sizeof *array, 0, &capacity);

    assert_non_null(array);
    array[0] = 77;
    const uint32_t before = capacity;
    assert_null(arena_grow(arena, array, SIZE_MAX / 2, before, &capacity));
    assert_int_equal(capacity, before);
    assert_int_equal(array[0], 77);
    capacity = UINT32_MAX / 2 + 1;
    assert_null(arena_grow(arena, array, 1, UINT32_MAX / 2 + 1, &capacity));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_aligned_zeroed_and_apart),
        cmocka_unit_test(a_piece_may_be_larger_than_a_block),
        cmocka_unit_test(a_piece_of_nothing_is_a_valid_pointer),
        cmocka_unit_test(sizes_that_would_wrap_are_refused),
        cmocka_unit_test(an_array_grows_and_keeps_what_it_held),
        cmocka_unit_test(an_array_that_cannot_grow_stays_as_it_was),
    };
    return RUN_TESTS(tests);
}
