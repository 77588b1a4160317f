/* Relies on memory: a run without its compiler would test nothing, so it ends. */
#include "compiled.h"

#include <stdlib.h>
#include <string.h>

#include "fixed_placeholders.h"
#include "support/contract.h"
#include "support/exact.h"

/* A document that is not empty, with what parts it from the next one, has more bytes than this. */
enum { LEAST_DOCUMENT = 4, MOST_REFUSED = 16 };

/* Made once and kept: they are the same in every run, and reading them would take a fifth of one.
 */
static const struct sigma_placeholders *kept_placeholders(void)
{
    static struct sigma_placeholders *kept;
    struct sigma_diagnostic diagnostic;

    if (kept == NULL)
        kept = sigma_placeholders_new(fixed_placeholders, strlen(fixed_placeholders), &diagnostic);
    contract_require(kept != NULL, "there is memory for placeholders", "none");
    return kept;
}

static struct sigma_compiler *new_compiler(struct content *content, bool allow_unknown_fields)
{
    static const char licence[] = "DRL-1.1";
    static const char source[] = "https://example.com/rules/";
    const struct sigma_options options = {
        .allow_unknown_fields = allow_unknown_fields,
        .licence = {licence, sizeof licence - 1},
        .source = {source, sizeof source - 1},
        .placeholders = kept_placeholders(),
    };

    struct sigma_compiler *compiler =
        content == NULL ? NULL : sigma_compiler_new(content, &options);
    contract_require(compiler != NULL, "there is memory for a compiler", "none");
    return compiler;
}

static void begin(const struct rule_text *text, struct compiled *out)
{
    *out = (struct compiled){.content = content_new()};
    out->rules = exact_allocate((text->size / LEAST_DOCUMENT + 2) * sizeof *out->rules);
}

/* Takes the next rule of a stream; false at its end. */
static bool take_rule(const struct rule_text *text, struct sigma_stream *stream,
                      struct compiled *out)
{
    const uint32_t before = out->content->instance_count;
    const size_t begin_of_rule = stream->position;
    struct sigma_result result;

    if (!sigma_stream_next(stream, &result)) {
        contract_require(!sigma_stream_next(stream, &result), "a stream that ended stays ended",
                         "end");
        return false;
    }
    check_result(text, &result, &out->said);
    const bool accepted = result.diagnostic.kind == SIGMA_ACCEPTED;
    contract_require(result.diagnostic.kind != SIGMA_REASON_MEMORY, "there is memory for a rule",
                     "none");
    contract_require(out->content->instance_count == before + accepted,
                     "a rule that is compiled adds an instance, a refused one none",
                     sigma_reason_text(result.diagnostic.kind));
    out->refused += !accepted;
    out->duplicates += result.diagnostic.kind == SIGMA_REASON_DUPLICATE;
    contract_require(out->count <= text->size / LEAST_DOCUMENT + 1,
                     "a text has no more rules than it has room for", "rules");
    out->rules[out->count++] = (struct compiled_rule){
        begin_of_rule, stream->position - begin_of_rule, result.diagnostic.kind,
        result.diagnostic.column, stream->action_line > 0};
    return true;
}

static void take_rules(const struct rule_text *text, struct sigma_compiler *compiler,
                       struct compiled *out)
{
    struct sigma_stream stream;

    sigma_stream_begin(&stream, compiler, text->bytes, text->size, "own.yml");
    while (take_rule(text, &stream, out)) {
    }
}

void compiled_make(const struct rule_text *text, bool allow_unknown_fields, struct compiled *out)
{
    begin(text, out);
    struct sigma_compiler *compiler = new_compiler(out->content, allow_unknown_fields);
    take_rules(text, compiler, out);
    contract_require(out->count > 0, "a text without a rule is refused", "nothing");
    sigma_compiler_free(compiler);
}

/* Compiles one document in an allocation of its size. */
static void take_document(const struct rule_text *text, const struct compiled_rule *rule,
                          struct sigma_compiler *compiler, struct compiled *out)
{
    uint8_t *copy = exact_copy((const uint8_t *)text->bytes + rule->begin, rule->size);
    const struct rule_text document = rule_text_of((const char *)copy, rule->size);

    take_rules(&document, compiler, out);
    exact_free(copy, rule->size);
}

void compiled_alone(const struct rule_text *text, const struct compiled *from, struct compiled *out)
{
    begin(text, out);
    struct sigma_compiler *compiler = new_compiler(out->content, false);
    for (uint32_t i = from->count; i > 0; i--) {
        if (from->rules[i - 1].kind == SIGMA_ACCEPTED)
            take_document(text, &from->rules[i - 1], compiler, out);
    }
    sigma_compiler_free(compiler);
}

static bool has_identifier(const struct content *content, struct content_text id)
{
    for (uint32_t i = 0; i < content->instance_count; i++) {
        const struct content_text other = content->instances[i].id;
        if (other.size == id.size && memcmp(other.bytes, id.bytes, id.size) == 0)
            return true;
    }
    return false;
}

static void check_alone(const struct compiled *from, const struct compiled_rule *rule,
                        const struct compiled *alone)
{
    const char *detail = sigma_reason_text(rule->kind);

    if (rule->kind == SIGMA_REASON_DUPLICATE) {
        contract_require(alone->content->instance_count == 1 &&
                             has_identifier(from->content, alone->content->instances[0].id),
                         "only a rule that was compiled uses up its identifier", detail);
        return;
    }
    contract_require(alone->count == 1 && alone->rules[0].kind == rule->kind &&
                         alone->rules[0].column == rule->column,
                     "a rule that is refused among others is refused alone", detail);
}

void check_refused_alone(const struct rule_text *text, const struct compiled *from)
{
    uint32_t checked = 0;

    for (uint32_t i = 0; i < from->count && checked < MOST_REFUSED; i++) {
        const struct compiled_rule *rule = &from->rules[i];
        struct compiled alone;
        if (rule->kind == SIGMA_ACCEPTED || rule->in_collection)
            continue;
        checked++;
        begin(text, &alone);
        struct sigma_compiler *compiler = new_compiler(alone.content, false);
        take_document(text, rule, compiler, &alone);
        check_alone(from, rule, &alone);
        sigma_compiler_free(compiler);
        compiled_free(&alone);
    }
}

void compiled_free(struct compiled *compiled)
{
    content_free(compiled->content);
    free(compiled->rules);
    *compiled = (struct compiled){0};
}
