/* All shared rules: those that need no regular expression and no placeholder compile, into content
 * that the builder accepts; the others are refused for exactly that, with their line. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "builder.h"
#include "shared_data.h"
#include "sigma.h"
#include "test.h"

enum { RULES = 2018, COMPILED = 1950, EXPRESSIONS = 65, PLACEHOLDERS = 3 };

struct outcome {
    uint32_t rules;
    uint32_t by_reason[SIGMA_REASON_END];
};

static void compile_rule(struct sigma_compiler *compiler, const char *path, struct outcome *outcome)
{
    struct sigma_diagnostic diagnostic;
    size_t size;
    char *text = shared_read(path, &size);

    if (text == NULL)
        fail_msg("cannot read %s", path);
    outcome->rules++;
    sigma_compile(compiler, text, size, path, &diagnostic);
    outcome->by_reason[diagnostic.kind]++;
    if (diagnostic.kind == SIGMA_REASON_EXPRESSION || diagnostic.kind == SIGMA_REASON_PLACEHOLDER)
        assert_true(diagnostic.line > 1);
    else if (diagnostic.kind != SIGMA_ACCEPTED)
        print_message("%s:%u: %s\n", path, diagnostic.line, diagnostic.reason);
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

static void all_shared_rules_compile_but_those_with_expressions_and_placeholders(void **state)
{
    static const struct sigma_options options = {0};
    struct content *content = content_new();
    struct sigma_compiler *compiler = sigma_compiler_new(content, &options);
    struct outcome outcome = {0};
    struct builder_error error;
    uint8_t *bytes;
    size_t size;

    (void)state;
    compile_all(compiler, &outcome);
    for (uint32_t i = 0; i < SIGMA_REASON_END; i++) {
        if (outcome.by_reason[i] > 0)
            print_message("%u %s\n", outcome.by_reason[i], sigma_reason_text(i));
    }
    assert_int_equal(outcome.rules, RULES);
    assert_int_equal(outcome.by_reason[SIGMA_ACCEPTED], COMPILED);
    assert_int_equal(outcome.by_reason[SIGMA_REASON_EXPRESSION], EXPRESSIONS);
    assert_int_equal(outcome.by_reason[SIGMA_REASON_PLACEHOLDER], PLACEHOLDERS);
    assert_int_equal(content->instance_count, COMPILED);
    assert_true(builder_encode(content, &bytes, &size, &error));
    print_message("%zu bytes\n", size);
    free(bytes);
    sigma_compiler_free(compiler);
    content_free(content);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_shared_rules_compile_but_those_with_expressions_and_placeholders),
    };
    int code;

    return shared_exists("sigma/INDEX.tsv", &code) ? RUN_TESTS(tests) : code;
}
