/* The head of a rule, duplicates, licence and link. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "channel/template_types.h"
#include "rule_text.h"
#include "test.h"

#define TAIL                                                                                       \
    "logsource:\n  product: windows\n  category: dns_query\n"                                      \
    "detection:\n  s: {Image: a}\n  condition: s\n"

#define HEAD "title: T\nid: i\n"

#define DETECTION "detection:\n  s: {EventID: 1}\n  condition: s\n"

static void takes_over_what_a_rule_says_about_itself(void **state)
{
    const struct compiled compiled =
        compile_text("title: 'A title: \xe2\x80\x93'\nid: 12-ab\nauthor: Me, You\n"
                     "license: DRL-1.1\nlevel: high\nstatus: test\ncustom: [1, {a: b}]\n" TAIL);

    (void)state;
    assert_true(compiled.accepted);
    assert_string_equal(compiled.title, "A title: \xe2\x80\x93");
    assert_string_equal(compiled.id, "12-ab");
    assert_string_equal(compiled.author, "Me, You");
    assert_string_equal(compiled.licence, "DRL-1.1");
    assert_string_equal(compiled.link, "");
    assert_int_equal(compiled.level, CHANNEL_LEVEL_HIGH);
    assert_int_equal(compiled.type, CHANNEL_TYPE_DNS_QUERY);
}

static void what_is_missing_is_empty(void **state)
{
    static const char *const texts[] = {HEAD TAIL, HEAD "author:\nlicense: ~\nlevel: null\n" TAIL};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        const struct compiled compiled = compile_text(texts[i]);
        assert_true(compiled.accepted);
        assert_string_equal(compiled.author, "");
        assert_string_equal(compiled.licence, "");
        assert_int_equal(compiled.level, CHANNEL_LEVEL_NONE);
    }
}

static void a_plain_head_is_text_as_it_is_written(void **state)
{
    const struct compiled compiled = compile_text("title: 0x10\nid: 1_0\nauthor: yes\n" TAIL);

    (void)state;
    assert_true(compiled.accepted);
    assert_string_equal(compiled.title, "0x10");
    assert_string_equal(compiled.id, "1_0");
    assert_string_equal(compiled.author, "yes");
}

static void licence_and_link_come_from_the_options_where_the_rule_has_none(void **state)
{
    static const struct {
        const char *head, *licence, *source, *expected_licence, *expected_link;
    } rows[] = {
        {HEAD, "MIT", "https://example.org/rules", "MIT", "https://example.org/rules"},
        {HEAD, "MIT", "https://example.org/tree/", "MIT", "https://example.org/tree/rules/own.yml"},
        {HEAD "license: DRL-1.1\n", "MIT", "", "DRL-1.1", ""},
        {HEAD, "", "/", "", "/rules/own.yml"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct sigma_options options = {
            .licence = {rows[i].licence, (uint32_t)strlen(rows[i].licence)},
            .source = {rows[i].source, (uint32_t)strlen(rows[i].source)},
        };
        char text[512];
        const int size = snprintf(text, sizeof text, "%s%s", rows[i].head, TAIL);
        const struct compiled compiled = compile_bytes(text, (size_t)size, &options);
        assert_true(compiled.accepted);
        assert_string_equal(compiled.licence, rows[i].expected_licence);
        assert_string_equal(compiled.link, rows[i].expected_link);
    }
}

static void refuses_heads_that_lack_something(void **state)
{
    static const struct {
        const char *text;
        enum sigma_reason kind;
        uint32_t line;
        const char *words;
    } rows[] = {
        {"id: i\n" TAIL, SIGMA_REASON_RULE, 1, "the rule has no title"},
        {"title:\nid: i\n" TAIL, SIGMA_REASON_RULE, 1, "the rule has no title"},
        {"title: T\n" TAIL, SIGMA_REASON_RULE, 1, "the rule has no id"},
        {"title: T\nid: ''\n" TAIL, SIGMA_REASON_RULE, 2, "the rule has no id"},
        {"title: [T]\nid: i\n" TAIL, SIGMA_REASON_RULE, 1, "title is not text"},
        {HEAD "author: {a: b}\n" TAIL, SIGMA_REASON_RULE, 3, "author is not text"},
        {HEAD "level: urgent\n" TAIL, SIGMA_REASON_RULE, 3, "unknown level 'urgent'"},
        {HEAD "level: High\n" TAIL, SIGMA_REASON_RULE, 3, "unknown level 'High'"},
        {HEAD "taxonomy: ecs\n" TAIL, SIGMA_REASON_RULE, 3, "another taxonomy than sigma"},
        {HEAD "correlation: {}\n" TAIL, SIGMA_REASON_RULE, 3, "correlation rules"},
        {HEAD "filter: {}\n" TAIL, SIGMA_REASON_RULE, 3, "Sigma filters"},
        {HEAD "action: global\n" TAIL, SIGMA_REASON_RULE, 3, "collections of rules"},
        {HEAD DETECTION, SIGMA_REASON_LOGSOURCE, 1, "the rule has no logsource"},
        {HEAD "logsource: windows\n" DETECTION, SIGMA_REASON_LOGSOURCE, 3, "has no logsource"},
        {HEAD "logsource:\n  category: dns_query\n" DETECTION, SIGMA_REASON_LOGSOURCE, 4,
         "product '' is not windows"},
        {HEAD "logsource:\n  category: dns_query\n  product: linux\n" DETECTION,
         SIGMA_REASON_LOGSOURCE, 5, "product 'linux' is not windows"},
        {HEAD "logsource:\n  product: windows\n" DETECTION, SIGMA_REASON_LOGSOURCE, 4,
         "neither category nor service"},
        {HEAD "logsource:\n  product: windows\n  category: ps_script\n" DETECTION,
         SIGMA_REASON_LOGSOURCE, 5, "no template type for category 'ps_script'"},
        {HEAD "logsource:\n  product: windows\n  service: dns-server\n" DETECTION,
         SIGMA_REASON_LOGSOURCE, 4, "no template type for service 'dns-server'"},
        {HEAD "logsource:\n  product: windows\n  category: security\n" DETECTION,
         SIGMA_REASON_LOGSOURCE, 5, "no template type for category 'security'"},
        {HEAD "logsource:\n  product: windows\n  service: dns_query\n" DETECTION,
         SIGMA_REASON_LOGSOURCE, 4, "no template type for service 'dns_query'"},
        {HEAD
         "logsource:\n  product: windows\n  category: dns_query\n  service: security\n" DETECTION,
         SIGMA_REASON_LOGSOURCE, 5, "'dns_query' is not logged by service 'security'"},
        {HEAD "logsource: {product: windows, category: dns_query}\n", SIGMA_REASON_RULE, 1,
         "the rule has no detection"},
        {HEAD "logsource: {product: windows, category: dns_query}\ndetection: []\n",
         SIGMA_REASON_RULE, 4, "the rule has no detection"},
        {"- a\n- b\n", SIGMA_REASON_RULE, 1, "the document is not a map"},
        {"just text\n", SIGMA_REASON_RULE, 1, "the document is not a map"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct compiled compiled = compile_text(rows[i].text);
        print_message("  %s\n", rows[i].words);
        assert_refused(&compiled, rows[i].kind, rows[i].line, rows[i].words);
    }
}

static void a_category_decides_over_its_service(void **state)
{
    static const struct {
        const char *logsource;
        uint16_t type;
    } rows[] = {
        {"{product: windows, category: process_creation}", CHANNEL_TYPE_PROCESS_CREATION},
        {"{product: windows, service: sysmon}", CHANNEL_TYPE_SYSMON},
        {"{product: windows, category: process_creation, service: sysmon}",
         CHANNEL_TYPE_PROCESS_CREATION},
        {"{product: windows, service: security, definition: 'anything'}", CHANNEL_TYPE_SECURITY},
        {"{product: windows, service: wmi, category: null}", CHANNEL_TYPE_WMI},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char text[512];
        const int size =
            snprintf(text, sizeof text, HEAD "logsource: %s\n" DETECTION, rows[i].logsource);
        const struct compiled compiled = compile_bytes(text, (size_t)size, NULL);
        print_message("  %s\n", rows[i].logsource);
        assert_true(compiled.accepted);
        assert_int_equal(compiled.type, rows[i].type);
    }
}

static bool compile_into(struct sigma_compiler *compiler, const char *id, const char *file,
                         struct sigma_diagnostic *diagnostic)
{
    char text[512];
    const int size = snprintf(text, sizeof text, "title: T\nid: %s\n" TAIL, id);

    return sigma_compile(compiler, text, (size_t)size, file, diagnostic);
}

static void an_identifier_is_used_once(void **state)
{
    static const struct sigma_options options = {0};
    struct content *content = content_new();
    struct sigma_compiler *compiler = sigma_compiler_new(content, &options);
    struct sigma_diagnostic diagnostic;

    (void)state;
    assert_true(compile_into(compiler, "one", "first.yml", &diagnostic));
    assert_true(compile_into(compiler, "ONE", "second.yml", &diagnostic)); /* bytes differ */
    assert_false(compile_into(compiler, "one", "third.yml", &diagnostic));
    assert_int_equal(diagnostic.kind, SIGMA_REASON_DUPLICATE);
    assert_int_equal(diagnostic.line, 2);
    assert_string_equal(diagnostic.reason,
                        "the identifier was used before, in 'first.yml', line 2");
    assert_int_equal(content->instance_count, 2);
    assert_int_equal(content->type_count, 1);
    sigma_compiler_free(compiler);

    compiler = sigma_compiler_new(content, &options); /* knows what the content holds */
    assert_false(compile_into(compiler, "one", "fourth.yml", &diagnostic));
    assert_int_equal(diagnostic.kind, SIGMA_REASON_DUPLICATE);
    assert_string_equal(diagnostic.reason, "the content has a rule with this identifier already");
    assert_true(compile_into(compiler, "two", "fourth.yml", &diagnostic));
    sigma_compiler_free(compiler);
    content_free(content);
}

static void a_refused_rule_does_not_use_its_identifier_up(void **state)
{
    static const struct sigma_options options = {0};
    static const char refused[] = "title: T\nid: one\nlevel: x\n" TAIL;
    struct content *content = content_new();
    struct sigma_compiler *compiler = sigma_compiler_new(content, &options);
    struct sigma_diagnostic diagnostic;

    (void)state;
    assert_false(sigma_compile(compiler, refused, strlen(refused), "first.yml", &diagnostic));
    assert_int_equal(content->instance_count, 0);
    assert_int_equal(content->type_count, 0);
    assert_true(compile_into(compiler, "one", "second.yml", &diagnostic));
    sigma_compiler_free(compiler);
    content_free(content);
}

static void many_rules_go_into_one_content(void **state)
{
    enum { RULES = 65536 }; /* as many as a file can hold */
    static const struct sigma_options options = {0};
    struct content *content = content_new();
    struct sigma_compiler *compiler = sigma_compiler_new(content, &options);
    struct sigma_diagnostic diagnostic;
    char id[16];

    (void)state;
    for (uint32_t i = 0; i < RULES; i++) {
        snprintf(id, sizeof id, "r%u", i);
        if (!compile_into(compiler, id, "many.yml", &diagnostic))
            fail_msg("rule %u: %s", i, diagnostic.reason);
    }
    assert_false(compile_into(compiler, "r77", "many.yml", &diagnostic));
    assert_int_equal(diagnostic.kind, SIGMA_REASON_DUPLICATE);
    assert_false(compile_into(compiler, "more", "many.yml", &diagnostic));
    assert_int_equal(diagnostic.kind, SIGMA_REASON_LIMIT);
    assert_int_equal(content->instance_count, RULES);
    sigma_compiler_free(compiler);
    content_free(content);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_over_what_a_rule_says_about_itself),
        cmocka_unit_test(what_is_missing_is_empty),
        cmocka_unit_test(a_plain_head_is_text_as_it_is_written),
        cmocka_unit_test(licence_and_link_come_from_the_options_where_the_rule_has_none),
        cmocka_unit_test(refuses_heads_that_lack_something),
        cmocka_unit_test(a_category_decides_over_its_service),
        cmocka_unit_test(an_identifier_is_used_once),
        cmocka_unit_test(a_refused_rule_does_not_use_its_identifier_up),
        cmocka_unit_test(many_rules_go_into_one_content),
    };
    return RUN_TESTS(tests);
}
