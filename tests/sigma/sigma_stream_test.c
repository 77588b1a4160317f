/* Files of several rules: where documents end, that each is judged by itself, which lines are
 * named, what bounds them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rule_text.h"
#include "streamed.h"
#include "test.h"

/* A rule of four lines. */
#define RULE(id)                                                                                   \
    "title: T\nid: " id "\n"                                                                       \
    "logsource: {product: windows, category: process_creation}\n"                                  \
    "detection: {s: {Image: a}, condition: s}\n"

static void documents_end_where_yaml_says(void **state)
{
    static const struct {
        const char *text, *outcome;
    } rows[] = {
        {RULE("a"), "+"},
        {RULE("a") "---\n" RULE("b"), "+ +"},
        {"---\n" RULE("a") "---\n" RULE("b") "---\n" RULE("c") "...\n", "+ + +"},
        {RULE("a") "--- # a comment\n" RULE("b"), "+ +"},
        {RULE("a") "--- \t\n" RULE("b"), "+ +"},
        {RULE("a") "---\r\n" RULE("b"), "+ +"},
        {RULE("a") "...\n" RULE("b"), "+ +"},
        {RULE("a") "...\n---\n" RULE("b"), "+ +"},
        {RULE("a") "...\n# between\n%YAML 1.2\n---\n" RULE("b"), "+ +"},
        {"%YAML 1.2\n---\n" RULE("a") "---\n" RULE("b"), "+ +"},
        {"\xef\xbb\xbf---\n" RULE("a") "---\n" RULE("b"), "+ +"},
        {"\xef\xbb\xbf%YAML 1.2\n---\n" RULE("a"), "+"},
        {"---\n---\n\n--- # nothing\n# nothing\n---\n" RULE("a") "---\n", "+"},
        {RULE("a") "---", "+"},
        {RULE("a") "---\n...\n...\n---\n", "+"},
        {RULE("a") "description: |\n  text\n  ---\n  text\n ---\n" RULE("b"), "9"},
        {RULE("a") "description: |\n  text\n  ---\n  text\n---\n" RULE("b"), "+ +"},
        {RULE("a") "x: '\n---\n" RULE("b"), "6 +"},
        {RULE("a") "---x: y\n", "+"},
        {"", "1"},
        {"\n# nothing\n---\n...\n", "1"},
        {RULE("a") "---\n~\n", "+ 6"},
        {RULE("a") "---\n''\n", "+ 6"},
        {RULE("a") "---\ntext\n", "+ 6"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        print_message("  %zu\n", i);
        assert_string_equal(stream_text(rows[i].text)->outcome, rows[i].outcome);
    }
}

static void a_rule_that_is_refused_leaves_the_others_alone(void **state)
{
    static const struct {
        const char *document, *words;
        uint32_t line; /* in the document */
    } rows[] = {
        {"title: [a\n", "not YAML", 2},
        {"title: a\nid: \xff\n", "not YAML", 2},
        {"title: a\nx: \"\\0\"\n", "NUL byte", 2},
        {"title: a\n\nx: !own b\n", "tags are not supported", 3},
        {"title: a\ntitle: b\n", "stands twice", 2},
        {"title: *a\n", "unknown alias", 1},
        {"title: T\nid: x\nlogsource: {product: linux}\n", "product 'linux'", 3},
        {RULE("first"), "used before, in 'own.yml', line 2", 2},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char text[1024];
        snprintf(text, sizeof text, RULE("first") "---\n%s---\n" RULE("last"), rows[i].document);
        const struct streamed *streamed = stream_text(text);
        const struct sigma_diagnostic *refusal = &streamed->results[1].diagnostic;
        assert_int_equal(streamed->count, 3);
        assert_int_equal(streamed->accepted, 2);
        if (refusal->line != 5 + rows[i].line || strstr(refusal->reason, rows[i].words) == NULL)
            fail_msg("%zu: line %u: %s", i, refusal->line, refusal->reason);
    }
}

static void anchors_end_with_their_document(void **state)
{
    (void)state;
    assert_string_equal(stream_text("x: &a b\n" RULE("a") "---\n" RULE("b") "y: *a\n")->outcome,
                        "+ 11");
}

static void warnings_count_lines_from_the_beginning_of_the_file(void **state)
{
    const struct streamed *streamed = stream_text(
        RULE("a") "---\n" RULE_HEAD "  s: {Image: a}\n  t: {Image: b}\n  condition: s\n");

    (void)state;
    assert_string_equal(streamed->outcome, "+ +");
    assert_int_equal(streamed->results[0].warning_count, 0);
    assert_int_equal(streamed->results[1].warning_count, 1);
    assert_int_equal(streamed->results[1].warnings[0].line, 5 + HEAD_LINES + 2);
    assert_int_equal(streamed->results[0].line, 1);
    assert_int_equal(streamed->results[1].line, 5 + 1);
}

static void collections_are_refused_to_the_end_of_the_file(void **state)
{
    const struct streamed *streamed =
        stream_text(RULE("a") "---\naction: global\nlevel: low\n---\n" RULE("b") "---\n" RULE("c"));

    (void)state;
    assert_string_equal(streamed->outcome, "+ 6 9 14");
    assert_non_null(strstr(streamed->results[1].diagnostic.reason, "collections of rules"));
    assert_non_null(strstr(streamed->results[2].diagnostic.reason, "action in line 6"));
}

static void what_has_no_line_is_said_of_the_documents_first(void **state)
{
    enum { LONG = 16384 + 1 };
    char *source = malloc(LONG);

    (void)state;
    assert_non_null(source);
    memset(source, 'x', LONG);
    const struct sigma_options options = {.source = {source, LONG}};
    const char text[] = RULE("a") "---\n" RULE("b");
    assert_string_equal(stream_bytes(text, strlen(text), &options)->outcome, "1 5");
    free(source);
}

/* `before`, `count` times `part`, `after`. */
static char *repeat(const char *before, const char *part, size_t count, const char *after,
                    size_t *size)
{
    const size_t part_size = strlen(part);
    char *text = malloc(strlen(before) + count * part_size + strlen(after) + 1);

    assert_non_null(text);
    char *at = text + sprintf(text, "%s", before);
    for (size_t i = 0; i < count; i++, at += part_size)
        memcpy(at, part, part_size);
    *size = (size_t)(at - text) + (size_t)sprintf(at, "%s", after);
    return text;
}

static void documents_are_bounded(void **state)
{
    (void)state;
    for (size_t more = 0; more <= 1; more++) {
        size_t size;
        char *text = repeat("", "---\n", SIGMA_MAX_DOCUMENTS - 1 + more, "---\n" RULE("a"), &size);
        const struct streamed *streamed = stream_bytes(text, size, NULL);
        assert_string_equal(streamed->outcome, more == 0 ? "+" : "65537");
        free(text);
    }
}

static void files_are_bounded(void **state)
{
    (void)state;
    for (size_t more = 0; more <= 1; more++) {
        size_t size;
        char *text =
            repeat(RULE("a") "#", "x", SIGMA_MAX_FILE - strlen(RULE("a")) - 1 + more, "", &size);
        assert_string_equal(stream_bytes(text, size, NULL)->outcome, more == 0 ? "+" : "1");
        free(text);
    }
}

#define THREE                                                                                      \
    "%YAML 1.2\n---\n" RULE("a") "...\n# x\n--- \n" RULE("b") "x: '---'\n---\r\n" RULE("c")

static void every_prefix_of_a_file_is_compiled_or_refused(void **state)
{
    (void)state;
    for (size_t size = 0; size <= strlen(THREE); size++)
        (void)stream_bytes(THREE, size, NULL); /* its own checks */
    assert_string_equal(stream_text(THREE)->outcome, "+ + +");
}

static void every_changed_byte_of_a_file_is_compiled_or_refused(void **state)
{
    static const char values[] = {0, '\n', ' ', '-', '.', '%', '#', '\'', '\r', '\xff'};
    char text[sizeof THREE];

    (void)state;
    for (size_t at = 0; at < strlen(THREE); at++) {
        for (size_t i = 0; i < COUNT_OF(values); i++) {
            memcpy(text, THREE, sizeof text);
            text[at] = values[i];
            (void)stream_bytes(text, strlen(THREE), NULL);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_end_where_yaml_says),
        cmocka_unit_test(a_rule_that_is_refused_leaves_the_others_alone),
        cmocka_unit_test(anchors_end_with_their_document),
        cmocka_unit_test(warnings_count_lines_from_the_beginning_of_the_file),
        cmocka_unit_test(collections_are_refused_to_the_end_of_the_file),
        cmocka_unit_test(what_has_no_line_is_said_of_the_documents_first),
        cmocka_unit_test(documents_are_bounded),
        cmocka_unit_test(files_are_bounded),
        cmocka_unit_test(every_prefix_of_a_file_is_compiled_or_refused),
        cmocka_unit_test(every_changed_byte_of_a_file_is_compiled_or_refused),
    };
    return RUN_TESTS(tests);
}
