/* Lines of events, each in an allocation of its exact size, so that a sanitizer sees an over-read.
 */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "event_line.h"

/* A line on its own, and what was made of it. Freed by the next call and at the end. */
static struct event_line line;
static struct event_error refusal;
static char *bytes;

static bool parse_bytes(const char *text, size_t size)
{
    free(bytes);
    bytes = malloc(size > 0 ? size : 1);
    assert_non_null(bytes);
    memcpy(bytes, text, size);
    return event_line_parse(&line, bytes, size, &refusal);
}

static bool parse(const char *text)
{
    return parse_bytes(text, strlen(text));
}

static void check_pair(uint32_t index, const char *key, uint8_t kind, const char *value)
{
    assert_true(index < line.count);
    const struct event_pair *pair = &line.pairs[index];
    assert_int_equal(pair->key_size, strlen(key));
    assert_memory_equal(pair->key, key, pair->key_size);
    assert_int_equal(pair->kind, kind);
    assert_int_equal(pair->value_size, strlen(value));
    assert_memory_equal(pair->value, value, pair->value_size);
    assert_int_equal(pair->hash, event_hash(key, strlen(key)));
}

static void tells_every_kind_of_value(void **state)
{
    (void)state;
    assert_true(parse("{\"a\": \"x\\ty\", \"b\":-1.50e+3 ,\"c\":true,\"d\":false,\"e\":null,"
                      "\"f\":[1,{\"g\":[]}],\"\\u0068\":\"\"}"));
    assert_int_equal(line.count, 7);
    check_pair(0, "a", EVENT_VALUE_TEXT, "x\ty");
    check_pair(1, "b", EVENT_VALUE_NUMBER, "-1.50e+3");
    check_pair(2, "c", EVENT_VALUE_BOOLEAN, "true");
    check_pair(3, "d", EVENT_VALUE_BOOLEAN, "false");
    check_pair(4, "e", EVENT_VALUE_NULL, "null");
    check_pair(5, "f", EVENT_VALUE_NESTED, "");
    check_pair(6, "h", EVENT_VALUE_TEXT, "");
}

static void decodes_code_points_of_every_length(void **state)
{
    (void)state;
    assert_true(
        parse("{\"a\":\"\\u007f\\u0080\\u07ff\\u0800\\uffff\\ud800\\udc00\\udbff\\udfff\"}"));
    check_pair(0, "a", EVENT_VALUE_TEXT,
               "\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf\xf0\x90\x80\x80\xf4\x8f\xbf\xbf");
}

static void refuses_a_line_cut_anywhere(void **state)
{
    static const char whole[] = " {\"a\": \"\\ud83d\\ude00 \xf0\x9f\x98\x80\", \"b\": [{\"c\": "
                                "-1.5e3}, true], \"d\": null}";
    (void)state;

    assert_true(parse(whole));
    for (size_t size = 0; size + 1 < sizeof whole; size++) {
        if (parse_bytes(whole, size))
            fail_msg("accepted when cut to %zu bytes", size);
        assert_non_null(refusal.reason);
        assert_true(refusal.position <= size);
    }
}

/* What a line leaves in the tables must not be seen by the next one, also after a refusal. */
static void forgets_the_line_before(void **state)
{
    (void)state;
    assert_true(parse("{\"a\":1,\"b\":2}"));
    assert_false(parse("{\"a\":1,\"b\":2,\"c\":3,\"a\":4}"));
    assert_true(parse("{\"c\":1,\"a\":2}"));
    assert_int_equal(line.count, 2);
    assert_true(parse("{}"));
    assert_int_equal(line.count, 0);
    for (size_t i = 0; i < sizeof line.slots / sizeof line.slots[0]; i++)
        assert_int_equal(line.slots[i], 0);
}

/* Keys k0, k1, ... in one object; the last one is `last` instead when that is not NULL. */
static char *many_keys(uint32_t count, const char *last)
{
    char *text = malloc(count * 16u + 64);
    assert_non_null(text);
    size_t size = 0;

    text[size++] = '{';
    for (uint32_t i = 0; i < count; i++) {
        if (last != NULL && i + 1 == count)
            size += (size_t)sprintf(text + size, "\"%s\":0,", last);
        else
            size += (size_t)sprintf(text + size, "\"k%u\":0,", (unsigned)i);
    }
    text[size - 1] = '}';
    text[size] = '\0';
    return text;
}

static void takes_as_many_keys_as_it_says(void **state)
{
    (void)state;
    for (uint32_t round = 0; round < 3; round++) {
        char *most = many_keys(EVENT_LINE_PAIRS, NULL);
        char *beyond = many_keys(EVENT_LINE_PAIRS + 1, NULL);
        char *twice = many_keys(EVENT_LINE_PAIRS, "k17");
        assert_true(parse(most));
        assert_int_equal(line.count, EVENT_LINE_PAIRS);
        assert_false(parse(beyond));
        assert_false(parse(twice));
        assert_string_equal(refusal.reason, "the event has this key twice");
        free(most);
        free(beyond);
        free(twice);
    }
}

static int release(void **state)
{
    (void)state;
    free(bytes);
    bytes = NULL;
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_every_kind_of_value),
        cmocka_unit_test(decodes_code_points_of_every_length),
        cmocka_unit_test(refuses_a_line_cut_anywhere),
        cmocka_unit_test(forgets_the_line_before),
        cmocka_unit_test(takes_as_many_keys_as_it_says),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
