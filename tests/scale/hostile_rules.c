/* Damaged Sigma rules: whatever compiles is encoded, and valid for the standard sensor; what is
 * refused leaves the model as it was, and has a reason that people can read. */
#include <stdlib.h>
#include <string.h>

#include "builder.h"
#include "channel/validate.h"
#include "hostile.h"
#include "sigma.h"

enum { LARGEST = 256 * 1024 };

static void put_modifier(struct hostile_input *input)
{
    static const char *const modifiers[] = {
        "|contains",   "|all",      "|cased",        "|re",      "|re|i",     "|cidr",
        "|exists",     "|base64",   "|base64offset", "|utf16le", "|fieldref", "|windash",
        "|startswith", "|endswith", "|lt",           "|gte",     "|neq",      "|expand",
    };
    const char *modifier = modifiers[hostile_below(input, sizeof modifiers / sizeof modifiers[0])];
    const size_t size = strlen(modifier);
    const uint8_t *at = memmem(input->bytes, input->size, "detection:", strlen("detection:"));

    if (at == NULL || size > input->room - input->size)
        return;
    const size_t begin = (size_t)(at - input->bytes) + strlen("detection:");
    const size_t from = begin + hostile_below(input, (uint32_t)(input->size - begin) + 1);
    const uint8_t *colon =
        from == input->size ? NULL : memchr(input->bytes + from, ':', input->size - from);
    if (colon == NULL)
        return;
    const size_t place = (size_t)(colon - input->bytes);
    memmove(input->bytes + place + size, input->bytes + place, input->size - place);
    memcpy(input->bytes + place, modifier, size);
    input->size += size;
}

static void damage(struct hostile_input *input)
{
    const uint32_t changes = 1 + hostile_below(input, 3);

    for (uint32_t i = 0; i < changes; i++) {
        switch (hostile_below(input, 4)) {
        case 0:
            hostile_damage_bytes(input);
            break;
        case 1:
            put_modifier(input);
            break;
        default:
            hostile_damage_lines(input);
            break;
        }
    }
}

static void check_valid(const struct content *content)
{
    struct channel_file file;
    struct channel_validation validation;
    struct channel_violation violation;
    struct builder_error reason;
    uint32_t offset;
    uint8_t *bytes;
    size_t size;

    if (!builder_encode(content, &bytes, &size, &reason))
        hostile_broken("what compiles is encoded", channel_error_name(reason.error));
    const enum channel_error error = channel_open(bytes, size, &file, &offset);
    if (error != CHANNEL_OK)
        hostile_broken("what is encoded opens", channel_error_name(error));
    channel_validate(&file, channel_standard_sensor(), &validation);
    if (channel_validate_next(&validation, &violation))
        hostile_broken("what compiles is valid", channel_error_name(violation.error));
    free(bytes);
}

static void check_reason(const struct sigma_diagnostic *diagnostic)
{
    const size_t size = strnlen(diagnostic->reason, sizeof diagnostic->reason);

    if (size == 0 || size == sizeof diagnostic->reason)
        hostile_broken("a refusal has a reason", "text");
    for (size_t i = 0; i < size; i++) {
        if ((unsigned char)diagnostic->reason[i] < 0x20 || diagnostic->reason[i] == 0x7f)
            hostile_broken("a reason is printable", "text");
    }
}

static bool accepts(uint8_t *bytes, size_t size)
{
    const struct sigma_options options = {0};
    struct content *content = content_new();
    struct sigma_compiler *compiler =
        content == NULL ? NULL : sigma_compiler_new(content, &options);
    struct sigma_stream stream;
    struct sigma_result result;

    if (compiler == NULL)
        hostile_broken("there is memory", "compiler");
    sigma_stream_begin(&stream, compiler, (const char *)bytes, size, "rule.yml");
    uint32_t compiled = 0;
    while (sigma_stream_next(&stream, &result)) {
        if (result.diagnostic.kind == SIGMA_ACCEPTED)
            compiled++;
        else
            check_reason(&result.diagnostic);
        if (content->instance_count != compiled)
            hostile_broken("a rule is one instance, a refused one none", "count");
    }
    if (compiled > 0)
        check_valid(content);
    sigma_compiler_free(compiler);
    content_free(content);
    return compiled > 0;
}

int main(int argc, char **argv)
{
    static const struct hostile_kind kind = {"hostile_rules", LARGEST, damage, accepts};
    struct hostile_pool pool = {0};

    hostile_add_folder(&pool, SOURCE_DIR "/tests/conformance/rules", ".yml");
    hostile_add_folder(&pool, hostile_shared("sigma"), ".yml");
    const int code = hostile_main(argc, argv, &kind, &pool);
    hostile_pool_free(&pool);
    return code;
}
