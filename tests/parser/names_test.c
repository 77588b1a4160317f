/* What people and logs are told: every error, kind, level and operator has words of its own, and
 * numbers that none of them has are said to be unknown. */
#include "test.h"

#include <string.h>

#include "channel/errors.h"
#include "channel/kinds.h"

static void every_error_has_a_name_and_a_sentence_of_its_own(void **state)
{
    (void)state;
    for (unsigned i = 0; i < CHANNEL_ERROR_END; i++) {
        const char *name = channel_error_name((enum channel_error)i);
        const char *sentence = channel_error_sentence((enum channel_error)i);
        assert_true(strlen(name) > 1);
        assert_true(strchr(sentence, ' ') != NULL);
        for (unsigned other = 0; other < i; other++) {
            assert_string_not_equal(name, channel_error_name((enum channel_error)other));
            assert_string_not_equal(sentence, channel_error_sentence((enum channel_error)other));
        }
    }
}

static void numbers_of_no_error_have_words_too(void **state)
{
    (void)state;
    assert_string_equal(channel_error_name(CHANNEL_ERROR_END), "unknown");
    assert_string_equal(channel_error_sentence(CHANNEL_ERROR_END), "no error of this version");
    assert_string_equal(channel_error_name(CHANNEL_OK), "ok");
    assert_string_equal(channel_error_sentence(CHANNEL_OK), "no error");
}

/* Names of the first up to the last known number are told apart; those behind it are unknown. */
static void check_names(const char *(*name_of)(uint8_t), uint8_t first, uint8_t last)
{
    for (unsigned i = first; i <= last; i++) {
        assert_string_not_equal(name_of((uint8_t)i), "unknown");
        for (unsigned other = first; other < i; other++)
            assert_string_not_equal(name_of((uint8_t)i), name_of((uint8_t)other));
    }
    for (unsigned i = last + 1u; i <= UINT8_MAX; i++)
        assert_string_equal(name_of((uint8_t)i), "unknown");
}

static void kinds_levels_and_operators_have_names_of_their_own(void **state)
{
    (void)state;
    check_names(channel_kind_name, CHANNEL_KIND_ABSENT, CHANNEL_KIND_ADDRESS);
    check_names(channel_level_name, CHANNEL_LEVEL_NONE, CHANNEL_LEVEL_CRITICAL);
    check_names(channel_operator_name, CHANNEL_OPERATOR_AND, CHANNEL_OPERATOR_TEST);
    check_names(channel_reference_mode_name, 0, CHANNEL_REFERENCE_MODES - 1);
    assert_string_equal(channel_kind_name(CHANNEL_KIND_NUMBER), "number");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_error_has_a_name_and_a_sentence_of_its_own),
        cmocka_unit_test(numbers_of_no_error_have_words_too),
        cmocka_unit_test(kinds_levels_and_operators_have_names_of_their_own),
    };
    return RUN_TESTS(tests);
}
