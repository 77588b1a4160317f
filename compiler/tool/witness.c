/* Pieces of text. What comes out is a proposal: whoever uses it asks the interpreter whether it
 * does. */
#include "witness.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "expression_witness.h"

void witness_begin(struct witness *witness, const char *joiner, const char *before,
                   const char *after)
{
    witness->has_exact = false;
    witness->exact.size = 0;
    witness->prefix.size = 0;
    witness->suffix.size = 0;
    witness->middle.size = 0;
    witness->joiner = joiner;
    witness->before = before;
    witness->after = after;
}

static bool append(struct witness_text *text, const void *bytes, size_t size)
{
    if (size > WITNESS_LIMIT - text->size)
        return false;
    if (size > 0)
        memcpy(text->bytes + text->size, bytes, size);
    text->size += (uint32_t)size;
    return true;
}

static bool holds(const struct witness_text *text, const void *bytes, size_t size)
{
    return memmem(text->bytes, text->size, bytes, size) != NULL;
}

static bool be(struct witness *witness, const void *bytes, size_t size)
{
    witness->has_exact = true;
    witness->exact.size = 0;
    return append(&witness->exact, bytes, size);
}

/* Of two prefixes only the longer one counts; if the shorter is not part of it, nothing helps. */
static bool lengthen(struct witness_text *text, const void *bytes, size_t size)
{
    if (size <= text->size)
        return true;
    text->size = 0;
    return append(text, bytes, size);
}

static bool follow(struct witness *witness, const void *bytes, size_t size)
{
    if (witness->middle.size > 0 &&
        !append(&witness->middle, witness->joiner, strlen(witness->joiner)))
        return false;
    return append(&witness->middle, bytes, size);
}

static bool contain(struct witness *witness, const void *bytes, size_t size)
{
    if (holds(&witness->middle, bytes, size) || holds(&witness->prefix, bytes, size) ||
        holds(&witness->suffix, bytes, size))
        return true;
    return follow(witness, bytes, size);
}

/* The text of a glob up to its next star, with `a` for each question mark; *position moves behind
 * it. */
static size_t glob_segment(struct channel_slice glob, uint32_t *position, uint8_t *out)
{
    size_t size = 0;

    for (; *position < glob.size && glob.base[*position] != '*'; *position += 1) {
        uint8_t byte = glob.base[*position];
        if (byte == '?')
            byte = 'a';
        else if (byte == '\\' && *position + 1 < glob.size)
            byte = glob.base[ *position += 1];
        out[size++] = byte;
    }
    return size;
}

/* Segments between stars: the first is a prefix, the last a suffix, the only one all of it. */
static bool meet_glob(struct witness *witness, struct channel_slice glob)
{
    uint8_t segment[16384]; /* a pattern has no more bytes */
    uint32_t position = 0;

    if (glob.size > sizeof segment)
        return false;
    for (bool first = true; position <= glob.size; first = false, position++) {
        const size_t size = glob_segment(glob, &position, segment);
        const bool last = position >= glob.size;
        bool fits = true;
        if (first && last)
            fits = be(witness, segment, size);
        else if (first)
            fits = lengthen(&witness->prefix, segment, size);
        else if (last)
            fits = lengthen(&witness->suffix, segment, size);
        else if (size > 0)
            fits = follow(witness, segment, size); /* in their order, also when one repeats */
        if (!fits)
            return false;
    }
    return true;
}

static bool meet_network(struct witness *witness, uint8_t kind, const struct channel_value *value)
{
    const int family = kind == CHANNEL_CRITERION_CIDR4 ? AF_INET : AF_INET6;
    char text[INET6_ADDRSTRLEN];

    if (inet_ntop(family, value->address.base, text, sizeof text) == NULL)
        return false;
    return be(witness, text, strlen(text));
}

static bool meet_range(struct witness *witness, const struct channel_value *value)
{
    char text[32];
    const int size = snprintf(text, sizeof text, "%" PRId64, value->minimum);

    return be(witness, text, (size_t)size);
}

/* A text that the expression finds within others, unless it asks for begin or end. */
static bool meet_expression(struct witness *witness, struct channel_slice program)
{
    struct expression_witness found;

    if (!expression_witness(program, &found))
        return false;
    bool fits;
    if (found.at_begin && found.at_end)
        fits = be(witness, found.bytes, found.size);
    else if (found.at_begin)
        fits = lengthen(&witness->prefix, found.bytes, found.size);
    else if (found.at_end)
        fits = lengthen(&witness->suffix, found.bytes, found.size);
    else
        fits = contain(witness, found.bytes, found.size);
    free(found.bytes);
    return fits;
}

bool witness_of(const struct channel_criterion *criterion, const struct channel_value *value,
                struct witness *witness)
{
    const struct channel_slice text = value->text;

    switch (criterion->kind) {
    case CHANNEL_CRITERION_EXACT:
        return be(witness, text.base, text.size);
    case CHANNEL_CRITERION_PREFIX:
        return lengthen(&witness->prefix, text.base, text.size);
    case CHANNEL_CRITERION_SUFFIX:
        return lengthen(&witness->suffix, text.base, text.size);
    case CHANNEL_CRITERION_CONTAINS:
        return contain(witness, text.base, text.size);
    case CHANNEL_CRITERION_GLOB:
        return meet_glob(witness, text);
    case CHANNEL_CRITERION_EXPRESSION:
        return meet_expression(witness, value->program);
    case CHANNEL_CRITERION_RANGE:
        return meet_range(witness, value);
    case CHANNEL_CRITERION_CIDR4:
    case CHANNEL_CRITERION_CIDR6:
        return meet_network(witness, criterion->kind, value);
    default:
        return false;
    }
}

bool witness_join(const struct witness *witness, struct witness_text *out, uint32_t *pad)
{
    out->size = 0;
    if (witness->has_exact) {
        *pad = witness->exact.size;
        return append(out, witness->exact.bytes, witness->exact.size);
    }
    const bool begun = append(out, witness->prefix.bytes, witness->prefix.size) &&
                       append(out, witness->before, strlen(witness->before)) &&
                       append(out, witness->middle.bytes, witness->middle.size) &&
                       append(out, witness->after, strlen(witness->after));
    *pad = out->size;
    return begun && append(out, witness->suffix.bytes, witness->suffix.size);
}
