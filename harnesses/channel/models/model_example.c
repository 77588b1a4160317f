/* Texts that a value holds for, or nearly: what the inputs of events are made of. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "model_making.h"

static void append_glob_example(struct model_text *text, struct content_text glob)
{
    for (uint32_t i = 0; i < glob.size; i++) {
        if (glob.bytes[i] == '\\' && i + 1 < glob.size)
            model_append(text, &glob.bytes[++i], 1);
        else if (glob.bytes[i] == '?')
            model_append_string(text, "\xc3\xa9");
        else if (glob.bytes[i] != '*')
            model_append(text, &glob.bytes[i], 1);
    }
}

static void append_code_point(struct model_text *text, uint32_t point)
{
    const uint8_t last = (uint8_t)(0x80 + point % 64);
    const uint8_t middle = (uint8_t)(0x80 + point / 64 % 64);
    const uint8_t upper = (uint8_t)(0x80 + point / 4096 % 64);
    const uint8_t two[] = {(uint8_t)(0xc0 + point / 64), last};
    const uint8_t three[] = {(uint8_t)(0xe0 + point / 4096), middle, last};
    const uint8_t four[] = {(uint8_t)(0xf0 + point / 262144), upper, middle, last};
    const uint8_t one = (uint8_t)point;

    if (point < 0x80)
        model_append(text, &one, 1);
    else if (point < 0x800)
        model_append(text, two, 2);
    else if (point < 0x10000)
        model_append(text, three, 3);
    else
        model_append(text, four, 4);
}

/* What one instruction takes: the first code point of a class, or one that it does not name. */
static void append_taken(struct model_text *text, const struct content_value *value, uint32_t place)
{
    const struct channel_instruction *instruction = &value->program[place];

    if (instruction->op == CHANNEL_INSTRUCTION_POINT)
        append_code_point(text, instruction->a);
    else if (instruction->op == CHANNEL_INSTRUCTION_CLASS && instruction->flags == 0 &&
             instruction->a > 0 && place + 1 < value->instruction_count)
        append_code_point(text, instruction[1].a);
    else if (instruction->op == CHANNEL_INSTRUCTION_CLASS || /* both take most of what there is */
             instruction->op == CHANNEL_INSTRUCTION_ANY)
        model_append(text, "~", 1);
}

/* One way through the program: splits go on in turn at their first and their second target, so that
 * loops end. What assertions ask is not looked at. A program may have been broken since
 * (model_defect.c). */
static void append_expression_example(struct model_text *text, const struct content_value *value)
{
    uint32_t place = 0;

    for (uint32_t turn = 0; turn < 4 * value->instruction_count && place < value->instruction_count;
         turn++) {
        const struct channel_instruction *instruction = &value->program[place];
        switch (instruction->op) {
        case CHANNEL_INSTRUCTION_MATCH:
            return;
        case CHANNEL_INSTRUCTION_JUMP:
            place = instruction->a;
            break;
        case CHANNEL_INSTRUCTION_SPLIT:
            place = turn % 3 != 2 ? instruction->a : instruction->b;
            break;
        case CHANNEL_INSTRUCTION_CLASS:
            append_taken(text, value, place);
            place += 1 + instruction->a;
            break;
        default:
            append_taken(text, value, place);
            place++;
            break;
        }
    }
}

static void append_address_example(struct model_text *text, uint8_t kind, const uint8_t *address)
{
    char part[8];

    for (uint32_t i = 0; i < (kind == CHANNEL_CRITERION_CIDR4 ? 4u : 8u); i++) {
        if (kind == CHANNEL_CRITERION_CIDR4)
            snprintf(part, sizeof part, "%s%u", i > 0 ? "." : "", (unsigned)address[i]);
        else
            snprintf(part, sizeof part, "%s%x", i > 0 ? ":" : "",
                     address[2 * i] * 256u + address[2 * i + 1]);
        model_append_string(text, part);
    }
}

static void append_number(struct model_text *text, int64_t value)
{
    char number[24];

    snprintf(number, sizeof number, "%" PRId64, value);
    model_append_string(text, number);
}

void model_append_example(struct model_text *text, const struct model_example *example)
{
    const struct content_value *value = &example->value;

    switch (channel_kind_rules(example->kind)->form) {
    case CHANNEL_FORM_EXPRESSION:
        append_expression_example(text, value);
        break;
    case CHANNEL_FORM_RANGE:
        append_number(text, value->minimum);
        break;
    case CHANNEL_FORM_NETWORK:
        append_address_example(text, example->kind, value->address);
        break;
    default:
        if (example->kind == CHANNEL_CRITERION_GLOB)
            append_glob_example(text, value->text);
        else
            model_append(text, value->text.bytes, value->text.size);
        break;
    }
}

/* The number behind the range, or before it. */
static void append_number_outside(struct model_text *text, const struct content_value *value)
{
    if (value->maximum < INT64_MAX)
        append_number(text, value->maximum + 1);
    else if (value->minimum > INT64_MIN)
        append_number(text, value->minimum - 1);
}

/* The network's address with the last bit of the prefix the other way. */
static void append_address_outside(struct model_text *text, const struct model_example *example)
{
    uint8_t address[sizeof example->value.address];
    const uint32_t last = example->value.prefix - 1u;

    memcpy(address, example->value.address, sizeof address);
    if (example->value.prefix > 0 && last / 8 < sizeof address)
        address[last / 8] ^= (uint8_t)(0x80u >> last % 8);
    append_address_example(text, example->kind, address);
}

void model_append_near_miss(struct model_text *text, const struct model_example *example)
{
    const uint32_t before = text->size;

    switch (channel_kind_rules(example->kind)->form) {
    case CHANNEL_FORM_RANGE:
        append_number_outside(text, &example->value);
        break;
    case CHANNEL_FORM_NETWORK:
        append_address_outside(text, example);
        break;
    default: /* all but the last byte */
        model_append_example(text, example);
        text->size -= text->size > before ? 1 : 0;
        break;
    }
}
