/* Judges values by the text that their field can have. Relies on the parser's own reading of
 * numbers and addresses. */
#include "suspect.h"

#include <string.h>

#include "value_match.h"

static bool is_pattern(uint8_t kind)
{
    return channel_kind_rules(kind)->form == CHANNEL_FORM_PATTERN;
}

/* Whether every byte of a pattern is one of `allowed`; in a glob, wildcards and escapes are too. */
static bool consists_of(const struct sigma_literal *literal, const char *allowed)
{
    const struct content_text text = literal->value.text;

    for (uint32_t i = 0; i < text.size; i++) {
        const char byte = text.bytes[i];
        const bool wild = byte == '*' || byte == '?' || byte == '\\';
        if (literal->kind == CHANNEL_CRITERION_GLOB && wild)
            continue;
        if (byte == '\0' || strchr(allowed, byte) == NULL)
            return false;
    }
    return true;
}

/* Windows writes a dash where there is nothing. */
static bool is_dash(struct content_text text)
{
    return sigma_is(text, "-");
}

static struct channel_slice slice_of(struct content_text text)
{
    return (struct channel_slice){(const uint8_t *)text.bytes, text.size};
}

static bool suits_number(const struct sigma_literal *literal)
{
    const struct content_text text = literal->value.text;
    int64_t number;

    if (literal->kind == CHANNEL_CRITERION_EXACT)
        return parse_integer(slice_of(text), &number) || is_dash(text);
    return consists_of(literal, "-0123456789");
}

/* Behind a percent sign an address names its zone, which may be anything, and which a suffix or a
 * substring may lie in. */
static bool suits_address(const struct sigma_literal *literal)
{
    const struct content_text text = literal->value.text;
    uint8_t address[ADDRESS_SIZE];

    if (literal->kind == CHANNEL_CRITERION_EXACT)
        return parse_address4(slice_of(text), address) || parse_address6(slice_of(text), address) ||
               is_dash(text);
    return consists_of(literal, "-.:0123456789abcdefABCDEF") ||
           (text.size > 0 && memchr(text.bytes, '%', text.size) != NULL) ||
           literal->kind == CHANNEL_CRITERION_SUFFIX || literal->kind == CHANNEL_CRITERION_CONTAINS;
}

/* Whether the field may have what a literal asks for. */
static bool suits(const struct channel_field_definition *field, const struct sigma_literal *literal)
{
    if (literal->kind == SIGMA_KIND_NEVER)
        return false;
    if (field == NULL || !is_pattern(literal->kind))
        return true;
    if (field->kind == CHANNEL_KIND_NUMBER)
        return suits_number(literal);
    return field->kind != CHANNEL_KIND_ADDRESS || suits_address(literal);
}

/* Warns of what the literals of one source come to. */
static void warn_of_value(struct sigma_work *work, const struct channel_field_definition *field,
                          const struct sigma_literal *literals, uint32_t count)
{
    const struct sigma_node *source = literals[0].source;
    bool repeated = true;
    bool impossible = true;

    for (uint32_t i = 0; i < count; i++) {
        const struct sigma_node *earlier = literals[i].repeats;
        repeated = repeated && earlier != NULL && earlier != source;
        impossible = impossible && !suits(field, &literals[i]);
    }
    if (repeated)
        sigma_warn(work, source->line, "value %s says the same as the one in line %u",
                   sigma_excerpt(source->text).text, literals[0].repeats->line);
    else if (impossible && literals[0].kind != SIGMA_KIND_NEVER && field != NULL)
        sigma_warn(work, source->line, "value %s can never match: field %s holds %s",
                   sigma_excerpt(source->text).text, field->name,
                   field->kind == CHANNEL_KIND_NUMBER ? "numbers" : "addresses");
    else if (impossible)
        sigma_warn(work, source->line, "value %s can never match",
                   sigma_excerpt(source->text).text);
}

void sigma_warn_of_values(struct sigma_work *work, const struct channel_field_definition *field,
                          const struct sigma_literals *literals)
{
    uint32_t end;

    for (uint32_t begin = 0; begin < literals->count; begin = end) {
        end = begin + 1;
        while (end < literals->count && literals->list[end].source == literals->list[begin].source)
            end++;
        warn_of_value(work, field, &literals->list[begin], end - begin);
    }
}

/* Whether a text that begins (ends, is) `longest` can begin (end, be) `text`, too. */
static bool agrees(uint8_t kind, struct content_text longest, struct content_text text)
{
    const uint32_t skipped = kind == CHANNEL_CRITERION_SUFFIX ? longest.size - text.size : 0;

    if (kind == CHANNEL_CRITERION_EXACT && longest.size != text.size)
        return false;
    return text.size == 0 || memcmp(longest.bytes + skipped, text.bytes, text.size) == 0;
}

void sigma_warn_of_exclusion(struct sigma_work *work, uint32_t line,
                             const struct content_criterion *criterion)
{
    struct content_text longest = {NULL, 0};

    if (criterion->kind != CHANNEL_CRITERION_EXACT && criterion->kind != CHANNEL_CRITERION_PREFIX &&
        criterion->kind != CHANNEL_CRITERION_SUFFIX)
        return;
    for (uint32_t i = 0; i < criterion->value_count; i++) {
        if (criterion->values[i].text.size > longest.size)
            longest = criterion->values[i].text;
    }
    for (uint32_t i = 0; i < criterion->value_count; i++) {
        const struct content_text text = criterion->values[i].text;
        if (agrees(criterion->kind, longest, text))
            continue;
        sigma_warn(work, line, "modifier all: %s and %s exclude each other",
                   sigma_excerpt(text).text, sigma_excerpt(longest).text);
        return;
    }
}
