/* Relies on compiler.h, builder.h and the tool's screening and output. */
#include <stdlib.h>
#include <string.h>

#include "builder.h"
#include "failing.h"
#include "parts.h"
#include "rules/check_result.h"
#include "rules/fixed_placeholders.h"
#include "screening.h"
#include "support/contract.h"
#include "write_file.h"

enum { OLDEST_SENSOR = 1500 };

struct compilation {
    struct outcome *outcome;
    struct rule_text text;
    struct sigma_placeholders *placeholders;
    struct content *content;
    struct sigma_compiler *compiler;
    struct screening screening;
};

static bool prepare(struct compilation *compilation)
{
    struct sigma_diagnostic diagnostic;

    compilation->placeholders =
        sigma_placeholders_new(fixed_placeholders, strlen(fixed_placeholders), &diagnostic);
    if (compilation->placeholders == NULL)
        return diagnostic.kind != SIGMA_REASON_MEMORY;
    const struct sigma_options options = {.placeholders = compilation->placeholders};
    compilation->content = content_new();
    if (compilation->content != NULL)
        compilation->compiler = sigma_compiler_new(compilation->content, &options);
    return compilation->compiler != NULL;
}

/* Compiles all rules. False when memory was short. */
static bool compile(struct compilation *compilation, struct digest *said)
{
    struct sigma_stream stream;
    struct sigma_result result;
    const struct content *content = compilation->content;

    if (content == NULL)
        return false;
    uint32_t types = content->type_count;
    uint32_t instances = content->instance_count;
    sigma_stream_begin(&stream, compilation->compiler, compilation->text.bytes,
                       compilation->text.size, "own.yml");
    while (sigma_stream_next(&stream, &result)) {
        if (result.diagnostic.kind == SIGMA_REASON_MEMORY) {
            contract_require(content->type_count == types && content->instance_count == instances,
                             "a rule that has no memory leaves the content as it was", "counts");
            return false;
        }
        types = content->type_count;
        instances = content->instance_count;
        check_result(&compilation->text, &result, said);
        if (result.diagnostic.kind == SIGMA_ACCEPTED &&
            !screening_add(&compilation->screening, "own.yml", result.line))
            return false;
    }
    return true;
}

/* False when memory was short. */
static bool encode(struct compilation *compilation)
{
    struct outcome *outcome = compilation->outcome;
    struct builder_error error;
    uint8_t *bytes;
    size_t size;

    if (builder_encode(compilation->content, &bytes, &size, &error)) {
        digest_add_bytes(&outcome->encoded, bytes, size);
        free(bytes);
    } else if (error.out_of_memory) {
        return false;
    } else {
        digest_add(&outcome->encoded, error.error);
    }
    outcome->has_encoded = true;
    return true;
}

/* What the tool does with rules that were compiled. It prints what goes wrong. */
static void finish(struct compilation *compilation)
{
    uint8_t *bytes = NULL;
    size_t size = 0;

    const bool screened =
        screening_run(&compilation->screening, compilation->content, OLDEST_SENSOR, &bytes, &size);
    digest_add(&compilation->outcome->said, screened);
    if (bytes != NULL)
        digest_add(&compilation->outcome->said, write_file("folder/C-1-1.rz", bytes, size));
    free(bytes);
}

/* A compiler that had no memory for a rule goes on when there is some: rules that it has already
 * are refused as used before, the others compiled. */
static void compile_again(struct compilation *compilation)
{
    struct digest ignored = {0};

    failing_stop();
    if (compile(compilation, &ignored))
        encode(compilation);
}

void part_rules(uint8_t *bytes, size_t size, struct outcome *outcome)
{
    struct compilation compilation = {.outcome = outcome,
                                      .text = rule_text_of((const char *)bytes, size)};

    const bool prepared = prepare(&compilation);
    const bool compiled = prepared && compile(&compilation, &outcome->said);
    outcome->short_of_memory |= !compiled || !encode(&compilation);
    if (prepared && !compiled)
        compile_again(&compilation);
    else if (!outcome->short_of_memory)
        finish(&compilation);
    screening_free(&compilation.screening);
    sigma_compiler_free(compilation.compiler);
    content_free(compilation.content);
    sigma_placeholders_free(compilation.placeholders);
}
