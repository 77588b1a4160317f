/* Rule text, a stream of YAML documents, through the Sigma front end, with fixed placeholders.
 * Oracles: those of each rule (rules/check_result.h) and of what they compile to
 * (rules/check_content.h); a second compilation says the same and gives the same bytes; so does
 * compiling the accepted rules alone, in another order; what is refused is refused alone, too;
 * where unknown fields are allowed, no less compiles. */
#include <string.h>

#include "channel/checks/shares.h"
#include "rules/check_content.h"
#include "rules/compiled.h"
#include "support/contract.h"
#include "support/exact.h"
#include "support/target.h"

enum { LONGEST_TEXT = 64 * 1024 };             /* 200 times the median real rule */
enum { AGAIN, ALONE, UNKNOWN_FIELDS, CHECKS }; /* of these a run under an engine does one */

static void require_same(const struct encoded *expected, const struct content *content,
                         const char *contract)
{
    struct encoded encoded = encode_content(content);

    contract_require(
        encoded.size == expected->size && (encoded.bytes == NULL) == (expected->bytes == NULL) &&
            (encoded.bytes == NULL || memcmp(encoded.bytes, expected->bytes, encoded.size) == 0),
        contract, "bytes");
    encoded_free(&encoded);
}

/* The text stands elsewhere in memory this time. */
static void check_again(const struct rule_text *text, const struct compiled *first,
                        const struct encoded *expected)
{
    uint8_t *copy = exact_copy((const uint8_t *)text->bytes, text->size);
    const struct rule_text other = rule_text_of((const char *)copy, text->size);
    struct compiled again;

    compiled_make(&other, false, &again);
    contract_require(again.said.sum == first->said.sum,
                     "a second compilation says the same of every rule", "digest");
    require_same(expected, again.content, "a second compilation gives the same bytes");
    compiled_free(&again);
    exact_free(copy, text->size);
}

static void check_alone(const struct rule_text *text, const struct compiled *first,
                        const struct encoded *expected)
{
    struct compiled alone;

    compiled_alone(text, first, &alone);
    contract_require(alone.refused == 0, "a rule that compiles among others compiles alone",
                     "refused");
    require_same(expected, alone.content,
                 "neither refused rules nor the order change what the others compile to");
    compiled_free(&alone);
    check_refused_alone(text, first);
}

/* A rule that only then compiles may take the identifier of a later one, never more than that. */
static void check_unknown_fields(const struct rule_text *text, const struct compiled *first)
{
    struct digest digest = {0};
    struct compiled lax;

    compiled_make(text, true, &lax);
    contract_require(lax.content->instance_count + lax.duplicates >= first->content->instance_count,
                     "allowing unknown fields refuses nothing more", "count");
    struct encoded encoded = encode_content(lax.content);
    if (encoded.bytes != NULL)
        check_encoded(&encoded, &digest);
    encoded_free(&encoded);
    compiled_free(&lax);
}

void fuzz_one_input(const uint8_t *data, size_t size)
{
    struct digest digest = {0};
    struct compiled first;

    if (size > LONGEST_TEXT)
        return;
    const struct rule_text text = rule_text_of((const char *)data, size);
    compiled_make(&text, false, &first);
    struct encoded encoded = encode_content(first.content);
    if (encoded.bytes != NULL)
        check_encoded(&encoded, &digest);
    if (share_takes(SHARE_CHECKS, AGAIN, CHECKS))
        check_again(&text, &first, &encoded);
    if (share_takes(SHARE_CHECKS, ALONE, CHECKS))
        check_alone(&text, &first, &encoded);
    if (share_takes(SHARE_CHECKS, UNKNOWN_FIELDS, CHECKS))
        check_unknown_fields(&text, &first);
    encoded_free(&encoded);
    compiled_free(&first);
}
