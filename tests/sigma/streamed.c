/* Runs a stream to its end, and compares what it says with what the model holds. */
#include "streamed.h"

#include <stdio.h>
#include <string.h>

#include "builder.h"
#include "bytes.h"
#include "test.h"

static void check_result(const struct sigma_result *result)
{
    const bool accepted = result->diagnostic.kind == SIGMA_ACCEPTED;

    assert_int_equal(result->diagnostic.reason[0] == '\0', accepted);
    assert_int_equal(result->diagnostic.line == 0, accepted);
    assert_true(!accepted || result->line > 0);
    assert_true(result->warning_count <= SIGMA_MAX_WARNINGS);
    assert_true(accepted || (result->warning_count == 0 && result->warnings_left_out == 0));
    for (uint32_t i = 0; i < result->warning_count; i++) {
        assert_true(result->warnings[i].line > 0);
        assert_true(result->warnings[i].text[0] != '\0');
    }
}

static void add_outcome(struct streamed *streamed, const struct sigma_result *result)
{
    const size_t used = strlen(streamed->outcome);
    const size_t room = sizeof streamed->outcome - used;
    const char *before = used == 0 ? "" : " ";

    if (result->diagnostic.kind == SIGMA_ACCEPTED)
        snprintf(streamed->outcome + used, room, "%s+", before);
    else
        snprintf(streamed->outcome + used, room, "%s%u", before, result->diagnostic.line);
}

const struct streamed *stream_bytes(const char *text, size_t size,
                                    const struct sigma_options *options)
{
    static const struct sigma_options none = {0};
    static struct streamed streamed;
    struct exact copy = exact_copy(text, size);
    struct content *content = content_new();
    struct sigma_compiler *compiler =
        sigma_compiler_new(content, options == NULL ? &none : options);
    struct sigma_stream stream;
    struct sigma_result result;

    assert_non_null(compiler);
    memset(&streamed, 0, sizeof streamed);
    sigma_stream_begin(&stream, compiler, (const char *)copy.bytes, size, "own.yml");
    while (sigma_stream_next(&stream, &result)) {
        check_result(&result);
        add_outcome(&streamed, &result);
        streamed.accepted += result.diagnostic.kind == SIGMA_ACCEPTED;
        assert_int_equal(content->instance_count, streamed.accepted);
        if (streamed.count < STREAMED_MOST)
            streamed.results[streamed.count] = result;
        streamed.count++;
    }
    assert_false(sigma_stream_next(&stream, &result));
    assert_true(streamed.count > 0);
    sigma_compiler_free(compiler);
    content_free(content);
    free_exact(&copy);
    return &streamed;
}

const struct streamed *stream_text(const char *text)
{
    return stream_bytes(text, strlen(text), NULL);
}

void assert_warnings(const struct streamed *streamed, const char *expected)
{
    const struct sigma_result *result = &streamed->results[0];
    char found[4096] = "";
    size_t used = 0;

    assert_int_equal(streamed->count, 1);
    if (streamed->accepted == 0)
        fail_msg("refused at line %u: %s", result->diagnostic.line, result->diagnostic.reason);
    for (uint32_t i = 0; i < result->warning_count && used < sizeof found; i++)
        used += (size_t)snprintf(found + used, sizeof found - used, "%s%u: %s", i == 0 ? "" : "; ",
                                 result->warnings[i].line, result->warnings[i].text);
    assert_string_equal(found, expected);
}
