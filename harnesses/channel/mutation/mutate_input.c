/* One way for each form of value; what is asked for is missed on purpose now and then. */
#include "mutate_input.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "../../../parser/limits.h" /* by this path: -Iparser would hide the system's <limits.h> */
#include "mutate_text.h"

static struct channel_input as_input(struct content_text text, uint8_t kind)
{
    return (struct channel_input){text.size == 0 ? NULL : (const uint8_t *)text.bytes, text.size,
                                  kind};
}

static struct content_text around(struct mutation *mutation, struct content_text text, bool before,
                                  bool behind)
{
    static const struct content_text filler = {"-", 1};

    if (behind)
        text = text_splice(mutation, text, text.size, 0, filler);
    return before ? text_splice(mutation, text, 0, 0, filler) : text;
}

/* What a glob or the source of an expression says of itself: its literal bytes, a filler for each
 * wildcard that takes one. */
static struct content_text literals(struct mutation *mutation, struct content_text text, bool glob)
{
    char *bytes = mutation_take(mutation, text.size);
    uint32_t size = 0;

    if (bytes == NULL)
        return text;
    for (uint32_t i = 0; i < text.size; i++) {
        const char byte = text.bytes[i];
        if (byte == '\\' && i + 1 < text.size)
            bytes[size++] = text.bytes[++i];
        else if (glob && byte == '?')
            bytes[size++] = '-';
        else if (strchr(glob ? "*" : "()[]{}|^$*+?.", byte) == NULL)
            bytes[size++] = byte;
    }
    return (struct content_text){bytes, size};
}

static struct content_text printed(struct mutation *mutation, const char *text)
{
    struct content_text copy;

    if (!content_text(mutation->content, text, strlen(text), &copy))
        mutation->short_of_memory = true;
    return copy;
}

/* At a range's ends, and beside them. */
static struct content_text number_for(struct mutation *mutation, const struct content_value *value)
{
    const int64_t end = mutation_one_in(mutation, 2) ? value->minimum : value->maximum;
    const uint64_t beside = (uint64_t)end + mutation_below(mutation, 3) - 1;
    char text[32];

    snprintf(text, sizeof text, "%" PRId64, (int64_t)beside);
    return printed(mutation, text);
}

static struct content_text address_for(struct mutation *mutation,
                                       const struct content_criterion *criterion,
                                       const struct content_value *value)
{
    const bool is_v4 = criterion->kind == CHANNEL_CRITERION_CIDR4;
    const uint32_t bits = is_v4 ? 32 : 128;
    uint8_t bytes[16];
    char text[64];
    size_t used = 0;

    memcpy(bytes, value->address, sizeof bytes);
    if (mutation_one_in(mutation, 2)) {
        const uint32_t bit = mutation_below(mutation, bits);
        bytes[bit / 8] ^= (uint8_t)(0x80u >> bit % 8);
    }
    for (uint32_t i = 0; i < bits / 8; i += is_v4 ? 1 : 2) {
        const char *separator = i == 0 ? "" : is_v4 ? "." : ":";
        const unsigned group = is_v4 ? bytes[i] : bytes[i] * 0x100u + bytes[i + 1];
        const int size =
            snprintf(text + used, sizeof text - used, is_v4 ? "%s%u" : "%s%x", separator, group);
        used += (size_t)size;
    }
    return printed(mutation, text);
}

static struct content_text hit(struct mutation *mutation, const struct content_criterion *criterion,
                               const struct content_value *value)
{
    switch (criterion->kind) {
    case CHANNEL_CRITERION_PREFIX:
        return around(mutation, value->text, false, true);
    case CHANNEL_CRITERION_SUFFIX:
        return around(mutation, value->text, true, false);
    case CHANNEL_CRITERION_CONTAINS:
        return around(mutation, value->text, true, true);
    case CHANNEL_CRITERION_GLOB:
    case CHANNEL_CRITERION_EXPRESSION:
        return literals(mutation, value->text, criterion->kind == CHANNEL_CRITERION_GLOB);
    case CHANNEL_CRITERION_RANGE:
        return number_for(mutation, value);
    case CHANNEL_CRITERION_CIDR4:
    case CHANNEL_CRITERION_CIDR6:
        return address_for(mutation, criterion, value);
    default:
        return value->text;
    }
}

/* A text said again and again: as long as an input may be, or a third of what there is room for. */
static struct channel_input longest(struct mutation *mutation, struct content_text text,
                                    uint8_t kind)
{
    const size_t room = mutation->room / 3;
    const uint32_t size = room < LIMIT_INPUT ? (uint32_t)room : LIMIT_INPUT;
    uint8_t *bytes = mutation_take(mutation, size);

    if (bytes == NULL || text.size == 0 || size == 0)
        return as_input(text, kind);
    for (uint32_t i = 0; i < size; i++)
        bytes[i] = (uint8_t)text.bytes[i % text.size];
    return (struct channel_input){bytes, size, kind};
}

struct channel_input input_for(struct mutation *mutation, const struct content_criterion *criterion,
                               uint8_t kind)
{
    if (criterion->value_count == 0)
        return input_any(mutation, kind);
    const struct content_value *value =
        &criterion->values[mutation_below(mutation, criterion->value_count)];
    struct content_text text = hit(mutation, criterion, value);
    const struct content_text other = {"x", mutation_below(mutation, 2)};
    uint32_t near;

    switch (mutation_below(mutation, 16)) {
    case 0:
        return (struct channel_input){NULL, 0, CHANNEL_KIND_ABSENT};
    case 1:
        return (struct channel_input){NULL, 0, kind};
    case 2:
        return longest(mutation, text, kind);
    case 3:
    case 4:
    case 5: /* a near miss */
        near = mutation_below(mutation, text.size);
        if (text.size > 0)
            text = text_splice(mutation, text, near, 1, other);
        return as_input(text, kind);
    case 6:
        return as_input(text_change(mutation, text), kind);
    default:
        return as_input(text, kind);
    }
}

struct channel_input input_any(struct mutation *mutation, uint8_t kind)
{
    switch (mutation_below(mutation, 4)) {
    case 0:
        return (struct channel_input){NULL, 0, CHANNEL_KIND_ABSENT};
    case 1:
        return (struct channel_input){NULL, 0, kind};
    default:
        return as_input(text_new(mutation), kind);
    }
}
