/* A target that refuses every rule finds nothing and looks healthy. Here stands what the seeds of
 * the target `sigma` must reach: rules that compile, each modifier, each reason to refuse. */
#include "test.h"

#include <string.h>

#include "modifier.h"
#include "rules/compiled.h"
#include "rules/rule_seeds.h"

enum { COMPILED_FLOOR = 70 };

static bool begins_with(const char *text, const char *words)
{
    return strncmp(text, words, strlen(words)) == 0;
}

static void enough_rules_compile(void **state)
{
    const struct rule_seed *seed;
    unsigned seeds_with_rules = 0;

    (void)state;
    for (size_t i = 0; (seed = rule_seed_at(i)) != NULL; i++) {
        const struct rule_text text = rule_text_of(seed->text, strlen(seed->text));
        struct compiled compiled;
        compiled_make(&text, false, &compiled);
        const bool has_rules = compiled.content->instance_count > 0;
        if (has_rules == begins_with(seed->name, "refused-"))
            fail_msg("%s: %u rules compiled", seed->name, compiled.content->instance_count);
        seeds_with_rules += has_rules;
        compiled_free(&compiled);
    }
    assert_true(seeds_with_rules >= COMPILED_FLOOR);
}

/* Compiles a seed rule by rule and notes why rules are refused. */
static void note_reasons(const char *text, bool seen[SIGMA_REASON_END])
{
    static const struct sigma_options options = {0};
    struct content *content = content_new();
    struct sigma_compiler *compiler = sigma_compiler_new(content, &options);
    struct sigma_stream stream;
    struct sigma_result result;

    sigma_stream_begin(&stream, compiler, text, strlen(text), "seed");
    while (sigma_stream_next(&stream, &result))
        seen[result.diagnostic.kind] = true;
    sigma_compiler_free(compiler);
    content_free(content);
}

static void every_reason_is_reached(void **state)
{
    bool seen[SIGMA_REASON_END] = {false};
    const struct rule_seed *seed;

    (void)state;
    seen[SIGMA_REASON_MEMORY] = true; /* which the target `allocation` reaches */
    for (size_t i = 0; (seed = rule_seed_at(i)) != NULL; i++)
        note_reasons(seed->text, seen);
    for (int reason = 0; reason < SIGMA_REASON_END; reason++) {
        if (!seen[reason])
            fail_msg("no seed is refused as: %s", sigma_reason_text((enum sigma_reason)reason));
    }
}

static void every_modifier_stands_in_a_rule_that_compiles(void **state)
{
    static const struct {
        const char *name;
        enum sigma_family family;
    } modifiers[] = {
#define X(name, spelling, family) {"|" spelling, SIGMA_FAMILY_##family},
        SIGMA_MODIFIERS(X)
#undef X
    };

    (void)state;
    for (size_t i = 0; i < sizeof modifiers / sizeof modifiers[0]; i++) {
        const struct rule_seed *seed;
        bool found = modifiers[i].family == SIGMA_FAMILY_TIME; /* always refused */
        for (size_t j = 0; !found && (seed = rule_seed_at(j)) != NULL; j++) {
            const char *at = strstr(seed->text, modifiers[i].name);
            const char *end = at == NULL ? NULL : at + strlen(modifiers[i].name);
            found =
                end != NULL && strchr("|:'", *end) != NULL && begins_with(seed->name, "modifier-");
        }
        if (!found)
            fail_msg("no seed has modifier %s", modifiers[i].name);
    }
}

static void rules_are_cut_out_where_they_stand(void **state)
{
    static const char bytes[] = "---\n# none\n---\ntitle: [\n---\n"
                                "title: a\nid: a\nlogsource: {product: windows, service: wmi}\n"
                                "detection: {s: a, condition: s}\n";
    const struct rule_text text = rule_text_of(bytes, sizeof bytes - 1);
    struct compiled compiled, alone;

    (void)state;
    assert_int_equal(text.lines, 10);
    compiled_make(&text, false, &compiled);
    assert_int_equal(compiled.content->instance_count, 1);
    assert_int_equal(compiled.refused, 1);
    assert_int_equal(compiled.count, 2);
    assert_string_equal(bytes + compiled.rules[1].begin, strstr(bytes, "---\ntitle: a"));
    compiled_alone(&text, &compiled, &alone);
    assert_int_equal(alone.content->instance_count, 1);
    compiled_free(&alone);
    compiled_free(&compiled);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(enough_rules_compile),
        cmocka_unit_test(every_reason_is_reached),
        cmocka_unit_test(every_modifier_stands_in_a_rule_that_compiles),
        cmocka_unit_test(rules_are_cut_out_where_they_stand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
