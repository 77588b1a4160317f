/* All shared rules compile, into content that the builder accepts, but those that are listed here
 * with the reason that the specification has for it. None is warned of. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "builder.h"
#include "shared_data.h"
#include "sigma.h"
#include "test.h"

enum { RULES = 2018 };

/* Placeholders mean nothing until somebody says what they stand for. */
static const struct {
    const char *name;
    enum sigma_reason kind;
    uint32_t line;
} refused[] = {
    {"dns_query_win_wscript_cscript_resolution.yml", SIGMA_REASON_PLACEHOLDER, 23},
    {"net_connection_win_certsvc_outbound_smb_ldap.yml", SIGMA_REASON_PLACEHOLDER, 45},
    {"proc_creation_win_userdomain_variable_enumeration.yml", SIGMA_REASON_PLACEHOLDER, 20},
};

static const char placeholders_file[] = "userdomain: '%USERDOMAIN%'\n"
                                        "legit_ips: [192.0.2.1, '2001:db8::1']\n"
                                        "internal_domains: ['*.corp.example', intranet]\n";

struct outcome {
    bool placeholders; /* were given */
    uint32_t rules, refused, unexpected, warnings;
};

static bool is_expected(const struct outcome *outcome, const char *path,
                        const struct sigma_diagnostic *diagnostic)
{
    for (size_t i = 0; i < COUNT_OF(refused) && !outcome->placeholders; i++) {
        if (strstr(path, refused[i].name) != NULL)
            return diagnostic->kind == refused[i].kind && diagnostic->line == refused[i].line;
    }
    return diagnostic->kind == SIGMA_ACCEPTED;
}

static void compile_rule(struct sigma_compiler *compiler, const char *path, struct outcome *outcome)
{
    struct sigma_stream stream;
    struct sigma_result result;
    size_t size;
    char *text = shared_read(path, &size);

    if (text == NULL)
        fail_msg("cannot read %s", path);
    sigma_stream_begin(&stream, compiler, text, size, path);
    while (sigma_stream_next(&stream, &result)) {
        outcome->rules++;
        outcome->refused += result.diagnostic.kind != SIGMA_ACCEPTED;
        outcome->warnings += result.warning_count;
        for (uint32_t i = 0; i < result.warning_count; i++)
            print_message("%s:%u: %s\n", path, result.warnings[i].line, result.warnings[i].text);
        if (is_expected(outcome, path, &result.diagnostic))
            continue;
        outcome->unexpected++;
        print_message("%s:%u: %s\n", path, result.diagnostic.line, result.diagnostic.reason);
    }
    free(text);
}

/* INDEX.tsv lists the rules: the first column of each line that names a .yml file. */
static void compile_all(struct sigma_compiler *compiler, struct outcome *outcome)
{
    size_t size;
    char *index = shared_read("sigma/INDEX.tsv", &size);

    assert_non_null(index);
    for (char *line = strtok(index, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        char *end = strstr(line, ".yml");
        if (end == NULL)
            continue;
        end[strlen(".yml")] = '\0';
        const char *tab = strrchr(line, '\t');
        char path[1024];
        snprintf(path, sizeof path, "sigma/%s", tab == NULL ? line : tab + 1);
        compile_rule(compiler, path, outcome);
    }
    free(index);
}

static void check_shared_rules(const struct sigma_options *options, uint32_t refusals)
{
    struct content *content = content_new();
    struct sigma_compiler *compiler = sigma_compiler_new(content, options);
    struct outcome outcome = {.placeholders = options->placeholders != NULL};
    struct builder_error error;
    uint8_t *bytes;
    size_t size;

    compile_all(compiler, &outcome);
    assert_int_equal(outcome.rules, RULES);
    assert_int_equal(outcome.refused, refusals);
    assert_int_equal(outcome.unexpected, 0);
    assert_int_equal(outcome.warnings, 0);
    assert_int_equal(content->instance_count, RULES - refusals);
    if (!builder_encode(content, &bytes, &size, &error))
        fail_msg("instance %u: %s", error.instance, channel_error_name(error.error));
    print_message("%zu bytes\n", size);
    free(bytes);
    sigma_compiler_free(compiler);
    content_free(content);
}

static void all_shared_rules_compile_but_those_with_a_reason(void **state)
{
    static const struct sigma_options options = {0};

    (void)state;
    check_shared_rules(&options, COUNT_OF(refused));
}

static void with_placeholders_every_shared_rule_compiles(void **state)
{
    struct sigma_diagnostic diagnostic;
    struct sigma_placeholders *placeholders =
        sigma_placeholders_new(placeholders_file, strlen(placeholders_file), &diagnostic);
    const struct sigma_options options = {.placeholders = placeholders};

    (void)state;
    assert_non_null(placeholders);
    check_shared_rules(&options, 0);
    sigma_placeholders_free(placeholders);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_shared_rules_compile_but_those_with_a_reason),
        cmocka_unit_test(with_placeholders_every_shared_rule_compiles),
    };
    int code;

    return shared_exists("sigma/INDEX.tsv", &code) ? RUN_TESTS(tests) : code;
}
