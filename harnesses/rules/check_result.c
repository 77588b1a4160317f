/* Relies on the promises of sigma/sigma.h, and checks them. */
#include "check_result.h"

#include <string.h>

#include "support/contract.h"

static bool begins(const struct rule_text *text, size_t at, const char *bytes)
{
    const size_t size = strlen(bytes);

    return text->size - at >= size && memcmp(text->bytes + at, bytes, size) == 0;
}

/* libyaml takes every break of YAML 1.1 as the end of a line, not LF alone. */
static bool ends_line(const struct rule_text *text, size_t at)
{
    return begins(text, at, "\n") || (begins(text, at, "\r") && !begins(text, at, "\r\n")) ||
           begins(text, at, "\xc2\x85") || begins(text, at, "\xe2\x80\xa8") ||
           begins(text, at, "\xe2\x80\xa9");
}

struct rule_text rule_text_of(const char *bytes, size_t size)
{
    struct rule_text text = {bytes, size, 1};

    for (size_t i = 0; i < size; i++)
        text.lines += ends_line(&text, i);
    return text;
}

static void check_line(const struct rule_text *text, uint32_t line, const char *detail)
{
    contract_require(line >= 1 && line <= text->lines,
                     "what is said of a rule names a line of the text", detail);
}

/* Adds words that must be there, end inside their room, and can be printed. */
static void add_words(const char words[SIGMA_REASON_SIZE], const char *detail,
                      struct digest *digest)
{
    const char *end = memchr(words, '\0', SIGMA_REASON_SIZE);

    contract_require(end != NULL && end > words, "what is said of a rule has words", detail);
    for (const char *at = words; at < end; at++) {
        const unsigned char byte = (unsigned char)*at;
        contract_require(byte >= ' ' && byte != 0x7f, "what is said of a rule can be printed",
                         detail);
        digest_add(digest, byte);
    }
}

static void check_refusal(const struct rule_text *text, const struct sigma_result *result,
                          struct digest *digest)
{
    const struct sigma_diagnostic *diagnostic = &result->diagnostic;

    contract_require(diagnostic->kind < SIGMA_REASON_END, "a reason is a known one", "refusal");
    const char *detail = sigma_reason_text(diagnostic->kind);
    check_line(text, diagnostic->line, detail);
    add_words(diagnostic->reason, detail, digest);
    /* An escape of two bytes can stand for three, so that a condition outgrows its text. */
    contract_require(diagnostic->column <= 2 * text->size + 1, "a column is one of the condition",
                     detail);
    contract_require(result->warning_count == 0 && result->warnings_left_out == 0,
                     "a rule that is refused is not warned of", detail);
    digest_add(digest, diagnostic->line);
    digest_add(digest, diagnostic->column);
}

static void check_warnings(const struct rule_text *text, const struct sigma_result *result,
                           struct digest *digest)
{
    contract_require(result->warning_count <= SIGMA_MAX_WARNINGS, "warnings have room", "count");
    contract_require(result->warnings_left_out == 0 || result->warning_count == SIGMA_MAX_WARNINGS,
                     "no warning is left out while there is room", "count");
    for (uint32_t i = 0; i < result->warning_count; i++) {
        check_line(text, result->warnings[i].line, "warning");
        add_words(result->warnings[i].text, "warning", digest);
        digest_add(digest, result->warnings[i].line);
    }
    digest_add(digest, result->warnings_left_out);
}

void check_result(const struct rule_text *text, const struct sigma_result *result,
                  struct digest *digest)
{
    digest_add(digest, result->diagnostic.kind);
    if (result->diagnostic.kind != SIGMA_ACCEPTED) {
        check_refusal(text, result, digest);
        return;
    }
    contract_require(result->diagnostic.line == 0 && result->diagnostic.column == 0 &&
                         result->diagnostic.reason[0] == '\0',
                     "a rule that is compiled is not refused", "diagnostic");
    check_line(text, result->line, "begin");
    digest_add(digest, result->line);
    check_warnings(text, result, digest);
}
