/* PCRE2's interpreter with a limit that every reasonable match stays below. */
#include "second_opinion.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "channel/kinds.h"

enum { MATCH_LIMIT = 5000 };

struct opinion {
    pcre2_code *code;
    pcre2_match_data *data;
    pcre2_match_context *context;
};

static void *need(void *pointer)
{
    if (pointer == NULL) {
        fprintf(stderr, "no memory for what PCRE2 is asked\n");
        abort();
    }
    return pointer;
}

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

static pcre2_code *compile(const void *source, size_t size, uint8_t flags, int *error)
{
    pcre2_compile_context *context = need(pcre2_compile_context_create(NULL));
    PCRE2_SIZE place;

    pcre2_set_newline(context, PCRE2_NEWLINE_LF);
    pcre2_code *code = pcre2_compile(source, size, options_of(flags), error, &place, context);
    pcre2_compile_context_free(context);
    return code;
}

struct opinion *opinion_new(const void *source, size_t size, uint8_t flags)
{
    int error;
    pcre2_code *code = compile(source, size, flags, &error);

    if (code == NULL)
        return NULL;
    struct opinion *opinion = need(malloc(sizeof *opinion));
    opinion->code = code;
    opinion->data = need(pcre2_match_data_create(1, NULL));
    opinion->context = need(pcre2_match_context_create(NULL));
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

bool opinion_is_over_limit(const void *source, size_t size, uint8_t flags)
{
    int error = 0;
    pcre2_code *code = compile(source, size, flags, &error);

    pcre2_code_free(code);
    return code == NULL && (error == PCRE2_ERROR_PATTERN_TOO_LARGE ||
                            error == PCRE2_ERROR_PATTERN_TOO_COMPLICATED ||
                            error == PCRE2_ERROR_PARENTHESES_NEST_TOO_DEEP);
}

bool opinion_may_accept(const char *reason)
{
    static const char *const parts[] = {
        "not supported",         "more than 1000 repetitions",
        "no hexadecimal digits", "is not closed behind",
        "flag of i, m, s",       "instructions, more than",
        "are nested more than ", "holds a NUL byte",
    };

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (strstr(reason, parts[i]) != NULL)
            return true;
    return false;
}

/* The first place of a word in bytes that may hold anything; the size where there is none. */
static size_t find(const uint8_t *bytes, size_t size, const char *word)
{
    const size_t length = strlen(word);

    for (size_t at = 0; length <= size && at <= size - length; at++)
        if (memcmp(bytes + at, word, length) == 0)
            return at;
    return size;
}

static bool has(const uint8_t *bytes, size_t size, const char *word)
{
    return find(bytes, size, word) < size;
}

bool opinion_folds_otherwise(const void *source, size_t size, uint8_t flags,
                             struct channel_slice input)
{
    const uint8_t *bytes = source;
    const size_t group = find(bytes, size, "(?");
    const bool by_group = has(bytes + group, size - group, "i");
    bool beyond_ascii = has(bytes, size, "\\x");

    if ((flags & CHANNEL_EXPRESSION_CASELESS) == 0 && !by_group)
        return false;
    for (size_t i = 0; i < size; i++)
        beyond_ascii = beyond_ascii || bytes[i] >= 0x80;
    /* Two letters fold into ASCII: the long s and the sign of kelvin. */
    return beyond_ascii || has(input.base, input.size, "\xc5\xbf") ||
           has(input.base, input.size, "\xe2\x84\xaa");
}
