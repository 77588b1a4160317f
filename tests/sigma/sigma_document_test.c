/* YAML as hostile input: syntax, encoding, nesting, aliases, and every prefix of a rule. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "document.h"
#include "rule_text.h"
#include "test.h"

#define RULE RULE_HEAD "  s: {Image: a}\n  condition: s\n"

static void refuses_what_is_no_single_sound_document(void **state)
{
    static const struct {
        const char *text;
        uint32_t size; /* 0: as long as the text */
        uint32_t line;
        const char *words;
    } rows[] = {
        {"", 0, 1, "the file holds no rule"},
        {"\n\n# nothing\n", 0, 1, "the file holds no rule"},
        {"title: a\n---\ntitle: b\n", 0, 2, "a second document"}, /* streams are cut before */
        {"---\n" RULE "...\n---\n", 0, 11, "a second document"},
        {"title: a\nid: b\ntitle: c\n", 0, 3, "the key 'title' stands twice"},
        {"title: a\nx:\n  - b: 1\n    'b': 2\n", 0, 4, "the key 'b' stands twice"},
        {"title: [a\nid: b\n", 0, 2, "not YAML"},
        {"title: a\n\tid: b\n", 0, 2, "not YAML"},
        {"title: 'a\n", 0, 2, "not YAML"},
        {"title: @a\n", 0, 1, "not YAML"},
        {"title: a\nid", 0, 2, "not YAML"}, /* no line begins behind the last one */
        {"title: a\rid", 0, 2, "not YAML"},
        {"title: a\r\nid", 0, 2, "not YAML"},
        {"title: a\xc2\x85id", 0, 2, "not YAML"},
        {"title: a\xe2\x80\xa8id", 0, 2, "not YAML"},
        {"a: b\n- c\n", 0, 2, "not YAML"},
        {"%YAML 3.0\n---\na: b\n", 0, 1, "not YAML"},
        {"title: a\nid: \xff\n", 0, 2, "not YAML"},
        {"title: a\nid: \xc3\n", 0, 2, "not YAML"},
        {"title: a\nid: \xed\xa0\x80\n", 0, 2, "not YAML"},
        {"title: a\nid: \x01\n", 0, 2, "not YAML"},
        {"title: a\nid: \"\\ud800\"\n", 0, 2, "not YAML"},
        {"title: a\nid: b\0c\n", 18, 2, "a NUL byte"},
        {"\xff\xfet\0i\0t\0", 8, 1, "a NUL byte"},
        {"title: a\nid: \"b\\0c\"\n", 0, 2, "a text holds a NUL byte"},
        {"title: a\n? [b]\n: c\n", 0, 2, "a key is not plain text"},
        {"title: a\n? {b: c}\n: d\n", 0, 2, "a key is not plain text"},
        {"title: a\n<<: {b: c}\n", 0, 2, "merge keys"},
        {"title: !!int 5\n", 0, 1, "tags are not supported"},
        {"title: !own a\n", 0, 1, "tags are not supported"},
        {"title: a\nx: !!map {a: b}\n", 0, 2, "tags are not supported"},
        {"title: *a\n", 0, 1, "unknown alias 'a'"},
        {"title: &a\n  - b\n  - *a\n", 0, 3, "an alias stands inside what it stands for"},
        {"title: &a\n  b: *a\n", 0, 2, "an alias stands inside what it stands for"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const size_t size = rows[i].size == 0 ? strlen(rows[i].text) : rows[i].size;
        const struct compiled compiled = compile_bytes(rows[i].text, size, NULL);
        print_message("  %zu: %s\n", i, rows[i].words);
        assert_refused(&compiled, SIGMA_REASON_YAML, rows[i].line, rows[i].words);
    }
}

static void accepts_the_forms_of_a_sound_document(void **state)
{
    static const char *const texts[] = {
        RULE,
        "---\n" RULE,
        "---\n" RULE "...\n",
        "%YAML 1.2\n---\n" RULE,
        "\xef\xbb\xbf" RULE,
        "# comment\n" RULE "# comment",
        RULE_HEAD "  s: &x {Image: a}\n  condition: s\n  t: *x\n",
        RULE_HEAD "  s: {Image: &x a, User: *x}\n  condition: s\n",
        RULE_HEAD "  s: {? Image : a}\n  condition: >\n   s\n",
        RULE_HEAD "  s: {\"Image\": \"a\\x41\"}\n  condition: |\n   s\n",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        const struct compiled compiled = compile_text(texts[i]);
        if (!compiled.accepted)
            fail_msg("%zu: line %u: %s", i, compiled.diagnostic.line, compiled.diagnostic.reason);
    }
}

static void line_ends_may_be_those_of_windows(void **state)
{
    static const char text[] = "title: T\r\nid: i\r\nlogsource:\r\n  product: windows\r\n"
                               "  category: dns_query\r\ndetection:\r\n  s: {Nope: a}\r\n"
                               "  condition: s\r\n";
    const struct compiled compiled = compile_text(text);

    (void)state;
    assert_refused(&compiled, SIGMA_REASON_FIELD, 7, "has no field 'Nope'");
}

/* `count` times one text, between two others; free() it. */
static char *repeat(const char *before, const char *middle, size_t count, const char *behind,
                    size_t *size)
{
    const size_t step = strlen(middle);
    char *text = malloc(strlen(before) + step * count + strlen(behind) + 1);
    assert_non_null(text);
    char *at = text + sprintf(text, "%s", before);

    for (size_t i = 0; i < count; i++)
        memcpy(at + i * step, middle, step);
    at += step * count;
    at += sprintf(at, "%s", behind);
    *size = (size_t)(at - text);
    return text;
}

static void nesting_is_bounded(void **state)
{
    static const char *const openings[] = {"[", "{a: ", "- ", "? ", "[{a: "};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(openings); i++) {
        size_t size;
        char *text = repeat("", openings[i], 100000, "", &size);
        const struct compiled compiled = compile_bytes(text, size, NULL);
        assert_false(compiled.accepted);
        if (strcmp(openings[i], "? ") != 0)
            assert_refused(&compiled, SIGMA_REASON_LIMIT, 1, "nested deeper than 96 levels");
        free(text);
    }
}

static void the_depth_limit_is_exact(void **state)
{
    (void)state;
    for (size_t depth = SIGMA_MAX_DEPTH - 1; depth <= SIGMA_MAX_DEPTH; depth++) {
        /* The map of the rule is a level too. */
        size_t size;
        char *open = repeat(RULE "x: ", "[", depth, "", &size);
        char *text = repeat(open, "]", depth, "\n", &size);
        const struct compiled compiled = compile_bytes(text, size, NULL);
        assert_int_equal(compiled.accepted, depth < SIGMA_MAX_DEPTH);
        free(text);
        free(open);
    }
}

static void aliases_count_as_what_they_stand_for(void **state)
{
    static const char bomb[] = RULE "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
                                    "b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
                                    "c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\n"
                                    "d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\n"
                                    "e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]\n"
                                    "f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]\n"
                                    "g: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f, *f]\n";
    const struct compiled compiled = compile_text(bomb);

    (void)state;
    assert_refused(&compiled, SIGMA_REASON_LIMIT, 14, "more than 262144 nodes");
}

static void anchors_are_bounded(void **state)
{
    (void)state;
    for (size_t count = SIGMA_MAX_ANCHORS; count <= SIGMA_MAX_ANCHORS + 1; count++) {
        size_t size;
        char *text = repeat(RULE "x:\n", "  - &a b\n", count, "", &size);
        const struct compiled compiled = compile_bytes(text, size, NULL);
        assert_int_equal(compiled.accepted, count <= SIGMA_MAX_ANCHORS);
        if (!compiled.accepted)
            assert_refused(&compiled, SIGMA_REASON_LIMIT, 9 + SIGMA_MAX_ANCHORS + 1, "anchors");
        free(text);
    }
}

static void nodes_are_bounded(void **state)
{
    const size_t rule_nodes = 21; /* of RULE, with the list and its key */

    (void)state;
    for (size_t more = 0; more <= 1; more++) {
        size_t size;
        char *text = repeat(RULE "x:\n", "- a\n", SIGMA_MAX_NODES - rule_nodes + more, "", &size);
        const struct compiled compiled = compile_bytes(text, size, NULL);
        assert_int_equal(compiled.accepted, more == 0);
        free(text);
    }
}

static void files_are_bounded(void **state)
{
    (void)state;
    for (size_t more = 0; more <= 1; more++) {
        size_t size;
        char *text = repeat(RULE "#", "x", SIGMA_MAX_FILE - strlen(RULE) - 1 + more, "", &size);
        const struct compiled compiled = compile_bytes(text, size, NULL);
        assert_int_equal(compiled.accepted, more == 0);
        if (more == 1)
            assert_refused(&compiled, SIGMA_REASON_LIMIT, 0, "the file is larger than");
        free(text);
    }
}

static void large_maps_are_searched_for_repeated_keys(void **state)
{
    enum { KEYS = 60000, ROOM = 16 };
    char *text = malloc(sizeof RULE + (size_t)(KEYS + 1) * ROOM);
    char *at = text + sprintf(text, "%s", RULE);

    (void)state;
    assert_non_null(text);
    for (uint32_t i = 0; i < KEYS; i++)
        at += sprintf(at, "k%u: 1\n", i);
    const struct compiled without = compile_bytes(text, (size_t)(at - text), NULL);
    assert_true(without.accepted);
    at += sprintf(at, "k4711: 1\n");
    const struct compiled with = compile_bytes(text, (size_t)(at - text), NULL);
    assert_refused(&with, SIGMA_REASON_YAML, 8 + KEYS + 1, "the key 'k4711' stands twice");
    free(text);
}

#define LONG_RULE                                                                                  \
    "title: Long rule\nid: 5a\nauthor: \"Me \\u00e4\"\nlevel: low\nlicense: MIT\n"                 \
    "logsource: {product: windows, category: network_connection}\ndetection:\n"                    \
    "  selection_a: &a\n    Image|endswith: ['\\a.exe', \"b*c\"]\n    DestinationPort|gt: 0x10\n"  \
    "  selection_b: *a\n  keywords:\n    - '-x'\n    - {Image|contains|windash: ' -a /b'}\n"       \
    "  filter:\n    DestinationIp|cidr: [10.0.0.0/8, 'fe80::/10']\n    User: ~\n"                  \
    "    CommandLine|wide|base64offset|contains: \xc3\xa4xyz\n    Image|fieldref|neq: User\n"      \
    "  condition: (1 of selection_* or all of key*) and not filter\n"

static void every_prefix_of_a_rule_is_compiled_or_refused(void **state)
{
    const size_t size = strlen(LONG_RULE);
    uint32_t accepted = 0;

    (void)state;
    for (size_t end = 0; end <= size; end++)
        accepted += compile_bytes(LONG_RULE, end, NULL).accepted;
    assert_true(compile_text(LONG_RULE).accepted);
    assert_true(accepted >= 2); /* with its last line break and without */
}

static void every_changed_byte_of_a_rule_is_compiled_or_refused(void **state)
{
    static const unsigned char values[] = {0,   '\n', ' ',  '"', '#', '&', '\'', '*',  ',',  '-',
                                           ':', '[',  '\\', ']', '{', '|', '}',  0x7f, 0x80, 0xff};
    const size_t size = strlen(LONG_RULE);
    char *text = malloc(size);

    (void)state;
    assert_non_null(text);
    for (size_t at = 0; at < size; at++) {
        for (size_t i = 0; i < COUNT_OF(values); i++) {
            memcpy(text, LONG_RULE, size);
            text[at] = (char)values[i];
            (void)compile_bytes(text, size, NULL); /* its own checks: reason, encodable */
        }
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_what_is_no_single_sound_document),
        cmocka_unit_test(accepts_the_forms_of_a_sound_document),
        cmocka_unit_test(line_ends_may_be_those_of_windows),
        cmocka_unit_test(nesting_is_bounded),
        cmocka_unit_test(the_depth_limit_is_exact),
        cmocka_unit_test(aliases_count_as_what_they_stand_for),
        cmocka_unit_test(anchors_are_bounded),
        cmocka_unit_test(nodes_are_bounded),
        cmocka_unit_test(files_are_bounded),
        cmocka_unit_test(large_maps_are_searched_for_repeated_keys),
        cmocka_unit_test(every_prefix_of_a_rule_is_compiled_or_refused),
        cmocka_unit_test(every_changed_byte_of_a_rule_is_compiled_or_refused),
    };
    return RUN_TESTS(tests);
}
