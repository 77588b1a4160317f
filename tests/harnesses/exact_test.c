/* Exact allocations, from malloc and from the arena: what can be read of them and what cannot.
 * Without ASan there is no arena, and nothing to see. */
#include <string.h>

#include "support/exact.h"
#include "support/exact_arena.h"
#include "test.h"

#if HAS_ASAN
#include <sanitizer/asan_interface.h>

static bool can_read(const uint8_t *byte)
{
    return !__asan_address_is_poisoned(byte);
}
#else
static bool can_read(const uint8_t *byte)
{
    (void)byte;
    skip();
    return false;
}
#endif

static int close_arena(void **state)
{
    (void)state;
    exact_arena_open(false);
    return 0;
}

static int open_arena(void **state)
{
    (void)state;
    exact_arena_open(true);
    return 0;
}

static void is_exact_at_every_size(void **state)
{
    (void)state;
    for (size_t size = 0; size < 70; size++) {
        uint8_t *room = exact_room(size);
        for (size_t i = 0; i < size; i++)
            assert_true(can_read(room + i));
        assert_false(can_read(room + size));
        assert_false(can_read(room - 1));
        exact_free(room, size);
        assert_false(can_read(room));
    }
}

static void copies_hold_what_was_copied(void **state)
{
    (void)state;
    const uint8_t bytes[] = {1, 2, 3, 4, 5};
    for (size_t size = 0; size <= sizeof bytes; size++) {
        uint8_t *copy = exact_copy(bytes, size);
        if (size > 0)
            assert_memory_equal(copy, bytes, size);
        assert_false(can_read(copy + size));
        exact_free(copy, size);
    }
}

static void the_arena_watches_what_is_freed_in_any_order(void **state)
{
    (void)state;
    uint8_t *blocks[8];
    if (exact_arena_take(1) == NULL)
        skip();
    for (size_t first = 0; first < COUNT_OF(blocks); first++) {
        for (size_t i = 0; i < COUNT_OF(blocks); i++)
            blocks[i] = exact_room(i + 1);
        for (size_t i = 0; i < COUNT_OF(blocks); i++) {
            const size_t index = (first + i * 3) % COUNT_OF(blocks);
            assert_true(can_read(blocks[index] + index));
            exact_free(blocks[index], index + 1);
            assert_false(can_read(blocks[index]));
        }
    }
}

static void the_arena_uses_its_room_again(void **state)
{
    (void)state;
    uint8_t *first = exact_arena_take(40);
    if (first == NULL)
        skip();
    uint8_t *second = exact_arena_take(50);
    exact_free(first, 40);
    assert_ptr_not_equal(exact_arena_take(10), first); /* the block above still lives */
    exact_arena_open(true);
    assert_ptr_equal(exact_arena_take(1), first);
    assert_false(can_read(second));
}

static void what_does_not_fit_comes_from_malloc(void **state)
{
    (void)state;
    enum { LARGE = 3 * 1024 * 1024 };
    uint8_t *blocks[3];
    for (size_t i = 0; i < COUNT_OF(blocks); i++) {
        blocks[i] = exact_room(LARGE);
        memset(blocks[i], 1, LARGE);
        assert_false(can_read(blocks[i] + LARGE));
    }
    assert_null(exact_arena_take(LARGE));
    assert_null(exact_arena_take(SIZE_MAX));
    for (size_t i = 0; i < COUNT_OF(blocks); i++)
        exact_free(blocks[i], LARGE);
}

static void a_closed_arena_gives_nothing(void **state)
{
    (void)state;
    assert_null(exact_arena_take(1));
    uint8_t *room = exact_room(1);
    assert_false(exact_arena_give(room));
    exact_free(room, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(is_exact_at_every_size, close_arena),
        cmocka_unit_test_setup(copies_hold_what_was_copied, close_arena),
        cmocka_unit_test_setup(a_closed_arena_gives_nothing, close_arena),
        cmocka_unit_test_setup_teardown(is_exact_at_every_size, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(copies_hold_what_was_copied, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(the_arena_watches_what_is_freed_in_any_order, open_arena,
                                        close_arena),
        cmocka_unit_test_setup_teardown(the_arena_uses_its_room_again, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(what_does_not_fit_comes_from_malloc, open_arena,
                                        close_arena),
    };
    return RUN_TESTS(tests);
}
