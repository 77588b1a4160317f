/* Windows and checks of the slice guards, on bytes that are no channel file. Relies on ASan for
 * what windows hide: without it those tests are skipped. A report ends a child process, which the
 * parent listens to. */
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/exact.h"
#include "support/guard.h"
#include "test.h"

#if HAS_ASAN
#include <sanitizer/asan_interface.h>
#endif

enum { SIZE = 61, GRANULE = 8 };

static uint8_t *new_input(void)
{
    static const uint8_t zeros[SIZE];
    return exact_copy(zeros, SIZE);
}

/* The bytes of an input that cannot be read, as a string of '.' (readable) and 'x'. */
static const char *shown(const uint8_t *input)
{
    static char text[SIZE + 1];
    memset(text, '.', SIZE);
#if HAS_ASAN
    for (unsigned i = 0; i < SIZE; i++)
        if (__asan_address_is_poisoned(input + i))
            text[i] = 'x';
#else
    (void)input;
    skip();
#endif
    return text;
}

/* Whether exactly [begin, end) can be read, and what ASan cannot tell from it: the bytes before it
 * in its first granule. */
static void assert_open(const uint8_t *input, unsigned begin, unsigned end)
{
    char expected[SIZE + 1] = {0};
    const unsigned granule = begin - (unsigned)((uintptr_t)(input + begin) % GRANULE);
    memset(expected, 'x', SIZE);
    if (end > begin)
        memset(expected + granule, '.', end - granule);
    assert_string_equal(shown(input), expected);
}

static void opens_exactly_the_slice(void **state)
{
    (void)state;
    uint8_t *input = new_input();
    for (unsigned begin = 0; begin <= SIZE; begin++) {
        for (unsigned end = begin; end <= SIZE; end++) {
            guard_enter(input + begin, end - begin);
            assert_open(input, begin, end);
            guard_leave();
            assert_open(input, 0, SIZE);
        }
    }
    exact_free(input, SIZE);
}

static void a_window_inside_gives_the_one_around_it_back(void **state)
{
    (void)state;
    uint8_t *input = new_input();
    for (unsigned begin = 8; begin < 40; begin++) {
        for (unsigned end = begin; end <= 40; end++) {
            guard_enter(input + 8, 32);
            guard_enter(input + begin, end - begin);
            assert_open(input, begin, end);
            guard_leave();
            assert_open(input, 8, 40);
            guard_leave();
            assert_open(input, 0, SIZE);
        }
    }
    exact_free(input, SIZE);
}

static void windows_of_two_inputs_leave_each_other_alone(void **state)
{
    (void)state;
    uint8_t *one = new_input();
    uint8_t *other = new_input();
    guard_enter(one + 16, 3);
    guard_enter(other + 24, 5);
    assert_open(one, 16, 19);
    assert_open(other, 24, 29);
    guard_enter(one + 17, 1); /* inside the window that is not the innermost */
    assert_open(one, 17, 18);
    guard_leave();
    guard_leave();
    assert_open(other, 0, SIZE);
    assert_open(one, 16, 19);
    guard_leave();
    exact_free(one, SIZE);
    exact_free(other, SIZE);
}

static void memory_that_is_no_input_is_guarded_from_its_outermost_slice_on(void **state)
{
    (void)state;
    uint8_t *bytes = exact_allocate(SIZE);
    memset(bytes, 0, SIZE);
    guard_enter(bytes + 8, 40);
    assert_open(bytes, 0, SIZE);
    guard_enter(bytes + 16, 3);
    assert_string_equal(shown(bytes),
                        "........xxxxxxxx...xxxxxxxxxxxxxxxxxxxxxxxxxxxxx.............");
    guard_leave();
    guard_leave();
    assert_open(bytes, 0, SIZE);
    exact_free(bytes, SIZE);
}

static void reset_closes_all_windows(void **state)
{
    (void)state;
    uint8_t *input = new_input();
    assert_int_equal(guard_reset(), 0);
    guard_enter(input + 8, 32);
    guard_enter(input + 16, 3);
    assert_int_equal(guard_reset(), 2);
    assert_int_equal(guard_reset(), 0);
    assert_open(input, 0, SIZE);
    exact_free(input, SIZE);
}

static void without_windows_all_of_an_input_can_be_read(void **state)
{
    (void)state;
    uint8_t *input = new_input();
    guard_watch(false);
    guard_enter(input + 8, 16);
    const bool all_open = strchr(shown(input), 'x') == NULL;
    guard_read(input + 30, 4, 0, 4); /* of another slice: what a window would have noticed */
    guard_leave();
    assert_int_equal(guard_reset(), 0);
    guard_watch(true);
    assert_true(all_open);
    guard_enter(input + 8, 16);
    assert_open(input, 8, 24);
    guard_leave();
    exact_free(input, SIZE);
}

static void a_large_input_is_poisoned_as_far_as_a_window_reaches(void **state)
{
    (void)state;
#if HAS_ASAN
    enum { LARGE = 3 * GUARD_REACH };
    uint8_t *input = exact_allocate(LARGE);
    uint8_t *middle = input + LARGE / 2;
    memset(input, 0, LARGE);
    guard_input(input, LARGE);
    guard_enter(middle, 8);
    assert_true(__asan_address_is_poisoned(middle - 1));
    assert_true(__asan_address_is_poisoned(middle - GUARD_REACH));
    assert_false(__asan_address_is_poisoned(middle - GUARD_REACH - 1));
    assert_true(__asan_address_is_poisoned(middle + 8));
    assert_true(__asan_address_is_poisoned(middle + 8 + GUARD_REACH - 1));
    assert_false(__asan_address_is_poisoned(middle + 8 + GUARD_REACH));
    guard_leave();
    assert_null(__asan_region_is_poisoned(input, LARGE));
    exact_free(input, LARGE);
#else
    skip();
#endif
}

/* --- reports ---------------------------------------------------------------------------------- */

struct misuse {
    const char *what;
    void (*run)(uint8_t *input);
    const char *report; /* null: there must be none */
};

static void reads_the_last_bytes(uint8_t *input)
{
    guard_enter(input + 8, 16);
    guard_read(input + 8, 16, 12, 4);
    guard_leave();
}

static void reads_one_byte_too_many(uint8_t *input)
{
    guard_read(input + 8, 16, 13, 4);
}

static void reads_too_many_without_windows(uint8_t *input)
{
    guard_watch(false);
    guard_enter(input + 8, 16);
    guard_read(input + 8, 16, 13, 4);
}

static void reads_at_an_offset_beyond(uint8_t *input)
{
    guard_read(input + 8, 16, 17, 0);
}

static void reads_another_slice(uint8_t *input)
{
    guard_enter(input + 8, 16);
    guard_read(input + 20, 5, 0, 5);
}

static void hands_on_more_than_it_has(uint8_t *input)
{
    guard_enter(input + 8, 16);
    guard_enter(input + 8, 17);
}

static void hands_on_more_than_the_input(uint8_t *input)
{
    guard_enter(input + 8, SIZE - 7);
}

static void opens_windows_without_end(uint8_t *input)
{
    for (;;)
        guard_enter(input, SIZE);
}

static const struct misuse misuses[] = {
    {"the last bytes", reads_the_last_bytes, NULL},
    {"one byte too many", reads_one_byte_too_many,
     "a read stays inside its slice; came: 4 bytes at offset 13 of a slice that begins at 0, "
     "around it 16 bytes"},
    {"an offset beyond", reads_at_an_offset_beyond, "a read stays inside its slice"},
    {"one byte too many without windows", reads_too_many_without_windows,
     "a read stays inside its slice"},
    {"another slice", reads_another_slice,
     "a read stays inside the open window; came: 5 bytes at offset 0 of a slice that begins at 20, "
     "around it 61 bytes"},
    {"more than it has", hands_on_more_than_it_has,
     "a layer hands on what it was handed; came: 17 bytes at offset 0 of a slice that begins at 8, "
     "around it 61 bytes"},
    {"more than the input", hands_on_more_than_the_input, "a layer hands on what it was handed"},
    {"windows without end", opens_windows_without_end, "a layer hands on what it was handed"},
};

/* Runs a misuse in a child; what it printed. Returns whether it was killed. */
static bool killed(const struct misuse *misuse, char *said, size_t capacity)
{
    int ends[2], status;
    size_t size = 0;

    assert_int_equal(pipe(ends), 0);
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        misuse->run(new_input());
        _exit(0);
    }
    close(ends[1]);
    for (ssize_t got = 1; got > 0 && size + 1 < capacity; size += (size_t)got)
        got = read(ends[0], said + size, capacity - size - 1);
    said[size] = '\0';
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    return !WIFEXITED(status) || WEXITSTATUS(status) != 0;
}

static void misuse_is_reported(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(misuses); i++) {
        char said[65536];
        print_message("%s\n", misuses[i].what);
        assert_int_equal(killed(&misuses[i], said, sizeof said), misuses[i].report != NULL);
        if (misuses[i].report != NULL) {
            assert_non_null(strstr(said, "guard failed: expected that "));
            assert_non_null(strstr(said, misuses[i].report));
        }
    }
}

static int close_windows(void **state)
{
    guard_watch(true); /* a test that is skipped ends where it is */
    (void)state;
    guard_reset();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(opens_exactly_the_slice, close_windows),
        cmocka_unit_test_teardown(a_window_inside_gives_the_one_around_it_back, close_windows),
        cmocka_unit_test_teardown(windows_of_two_inputs_leave_each_other_alone, close_windows),
        cmocka_unit_test_teardown(memory_that_is_no_input_is_guarded_from_its_outermost_slice_on,
                                  close_windows),
        cmocka_unit_test_teardown(reset_closes_all_windows, close_windows),
        cmocka_unit_test_teardown(without_windows_all_of_an_input_can_be_read, close_windows),
        cmocka_unit_test_teardown(a_large_input_is_poisoned_as_far_as_a_window_reaches,
                                  close_windows),
        cmocka_unit_test_teardown(misuse_is_reported, close_windows),
    };
    return RUN_TESTS(tests);
}
