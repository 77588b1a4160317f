/* PCRE2's interpreter with a limit that every reasonable match stays below. */
#include "second_opinion.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>

#include "channel/kinds.h"
#include "test.h"

enum { MATCH_LIMIT = 200000 };

struct opinion {
    pcre2_code *code;
    pcre2_match_data *data;
    pcre2_match_context *context;
};

static uint32_t options_of(uint8_t flags)
{
    /* Names of groups carry no meaning here, so that one may stand twice. */
    uint32_t options = PCRE2_UTF | PCRE2_DUPNAMES;

    if ((flags & CHANNEL_EXPRESSION_CASELESS) != 0)
        options |= PCRE2_CASELESS;
    if ((flags & CHANNEL_EXPRESSION_MULTILINE) != 0)
        options |= PCRE2_MULTILINE;
    if ((flags & CHANNEL_EXPRESSION_DOTALL) != 0)
        options |= PCRE2_DOTALL;
    return options;
}

struct opinion *opinion_new(const void *source, size_t size, uint8_t flags)
{
    pcre2_compile_context *compile = pcre2_compile_context_create(NULL);
    struct opinion *opinion = calloc(1, sizeof *opinion);
    int error;
    PCRE2_SIZE place;

    assert_non_null(compile);
    assert_non_null(opinion);
    pcre2_set_newline(compile, PCRE2_NEWLINE_LF);
    opinion->code = pcre2_compile(source, size, options_of(flags), &error, &place, compile);
    pcre2_compile_context_free(compile);
    if (opinion->code == NULL) {
        free(opinion);
        return NULL;
    }
    opinion->data = pcre2_match_data_create(1, NULL);
    opinion->context = pcre2_match_context_create(NULL);
    assert_non_null(opinion->data);
    assert_non_null(opinion->context);
    pcre2_set_match_limit(opinion->context, MATCH_LIMIT);
    return opinion;
}

void opinion_free(struct opinion *opinion)
{
    if (opinion == NULL)
        return;
    pcre2_match_context_free(opinion->context);
    pcre2_match_data_free(opinion->data);
    pcre2_code_free(opinion->code);
    free(opinion);
}

enum verdict opinion_of(const struct opinion *opinion, struct channel_slice input)
{
    const int result =
        pcre2_match(opinion->code, input.base, input.size, 0, 0, opinion->data, opinion->context);
    if (result == PCRE2_ERROR_NOMATCH)
        return VERDICT_MISS;
    return result >= 0 ? VERDICT_HIT : VERDICT_NONE;
}
