/* Which of the naive parts a kind of criterion is. */
#include "naive_operators.h"

#include "naive_parts.h"

static struct naive_text text_of(const struct channel_input *input)
{
    return (struct naive_text){input->bytes, input->size};
}

static bool reference_holds(const struct content_value *value, bool cased,
                            const struct channel_event *event, struct naive_text text)
{
    if (value->field >= event->input_count ||
        event->inputs[value->field].kind == CHANNEL_KIND_ABSENT)
        return false;
    const struct naive_text other = text_of(&event->inputs[value->field]);
    switch (value->mode) {
    case CHANNEL_REFERENCE_EXACT:
        return naive_equals(text, other, cased);
    case CHANNEL_REFERENCE_PREFIX:
        return naive_begins(text, other, cased);
    case CHANNEL_REFERENCE_SUFFIX:
        return naive_ends(text, other, cased);
    case CHANNEL_REFERENCE_CONTAINS:
        return naive_has(text, other, cased);
    default:
        return false;
    }
}

static bool range_holds(const struct content_value *value, struct naive_text text)
{
    int64_t number;

    return naive_integer(text, &number) && number >= value->minimum && number <= value->maximum;
}

static bool network_holds(uint8_t kind, const struct content_value *value, struct naive_text text)
{
    uint8_t address[16];
    const bool is_one = kind == CHANNEL_CRITERION_CIDR4 ? naive_address4(text, address)
                                                        : naive_address6(text, address);

    return is_one && naive_same_bits(address, value->address, value->prefix);
}

bool naive_value_holds(uint8_t kind, uint8_t flags, const struct content_value *value,
                       const struct channel_event *event, const struct channel_input *input)
{
    const bool cased = (flags & CHANNEL_FLAG_CASED) != 0;
    const struct naive_text text = text_of(input);
    const struct naive_text pattern = {(const uint8_t *)value->text.bytes, value->text.size};

    switch (kind) {
    case CHANNEL_CRITERION_EXACT:
        return naive_equals(text, pattern, cased);
    case CHANNEL_CRITERION_PREFIX:
        return naive_begins(text, pattern, cased);
    case CHANNEL_CRITERION_SUFFIX:
        return naive_ends(text, pattern, cased);
    case CHANNEL_CRITERION_CONTAINS:
        return naive_has(text, pattern, cased);
    case CHANNEL_CRITERION_GLOB:
        return naive_glob(text, pattern, cased);
    case CHANNEL_CRITERION_EXPRESSION:
        return naive_expression(text, value->program, value->instruction_count);
    case CHANNEL_CRITERION_RANGE:
        return range_holds(value, text);
    case CHANNEL_CRITERION_CIDR4:
    case CHANNEL_CRITERION_CIDR6:
        return network_holds(kind, value, text);
    case CHANNEL_CRITERION_REFERENCE:
        return reference_holds(value, cased, event, text);
    default:
        return false;
    }
}

static bool network_is_canonical(uint8_t kind, const struct content_value *value)
{
    const unsigned bits = kind == CHANNEL_CRITERION_CIDR4 ? 32 : 128;

    for (unsigned bit = value->prefix; bit < 128; bit++)
        if ((value->address[bit / 8] & 0x80u >> bit % 8) != 0)
            return false;
    return value->prefix <= bits;
}

bool naive_value_is_canonical(uint8_t kind, const struct content_value *value)
{
    const struct naive_text text = {(const uint8_t *)value->text.bytes, value->text.size};
    const bool is_string = text.size <= 16384 && naive_is_string(text);

    switch (kind) {
    case CHANNEL_CRITERION_EXACT:
    case CHANNEL_CRITERION_EXPRESSION:
        return is_string;
    case CHANNEL_CRITERION_PREFIX:
    case CHANNEL_CRITERION_SUFFIX:
    case CHANNEL_CRITERION_CONTAINS:
        return is_string && text.size > 0;
    case CHANNEL_CRITERION_GLOB:
        return is_string && naive_glob_is_canonical(text);
    case CHANNEL_CRITERION_RANGE:
        return value->minimum <= value->maximum;
    case CHANNEL_CRITERION_CIDR4:
    case CHANNEL_CRITERION_CIDR6:
        return network_is_canonical(kind, value);
    case CHANNEL_CRITERION_REFERENCE:
        return value->mode < CHANNEL_REFERENCE_MODES;
    default:
        return false;
    }
}

uint64_t naive_effort(uint8_t kind, const struct content_value *value, uint32_t size)
{
    const uint64_t places = (uint64_t)size + 1;

    switch (kind) {
    case CHANNEL_CRITERION_CONTAINS:
    case CHANNEL_CRITERION_GLOB:
        return places * (1 + (uint64_t)value->text.size);
    case CHANNEL_CRITERION_EXPRESSION:
        return places * value->instruction_count;
    case CHANNEL_CRITERION_REFERENCE:
        return value->mode == CHANNEL_REFERENCE_CONTAINS ? places * places : places;
    default:
        return places;
    }
}
