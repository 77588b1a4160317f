/* Reads the lines of model_bytes.h: types, instances, criteria and what is made once more. Three
 * passes over the same bytes: the model, what breaks it, the events. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model_making.h"

enum { LINE_END = 0x20 };

const struct model_caps model_caps_small = {.types = 8,
                                            .instances = 24,
                                            .criteria = 128,
                                            .values = 256,
                                            .instructions = 2048,
                                            .text = 512,
                                            .input = 2048,
                                            .inputs = 4096,
                                            .events = 4,
                                            .work = 100000};

const struct model_caps model_caps_dear = {.types = 4,
                                           .instances = 1024,
                                           .criteria = 4096,
                                           .values = 4096,
                                           .instructions = 2 * LIMIT_INSTRUCTIONS,
                                           .text = LIMIT_TEXT,
                                           .input = LIMIT_INPUT,
                                           .inputs = 4 * LIMIT_INPUT,
                                           .events = 2,
                                           .work = 300000};

void *model_need(void *pointer)
{
    if (pointer == NULL) {
        fprintf(stderr, "no memory for a model\n");
        abort();
    }
    return pointer;
}

/* --- types ------------------------------------------------------------------------------------
 */

static uint8_t kind_of_letter(uint8_t letter)
{
    return model_kind(letter, (uint8_t)(1 + letter % CHANNEL_KIND_ADDRESS));
}

/* Identifiers are neither ascending nor does one stand twice. */
static void add_type(struct model_making *making, struct model_line line)
{
    const uint32_t number = making->content->type_count;

    if (number >= making->caps->types)
        return;
    struct content_type *type = model_need(content_add_type(making->content));
    type->type = (uint16_t)(0x9e37u * (number + 1));
    for (uint32_t i = 0; i < line.size && type->field_count < LIMIT_FIELDS; i++) {
        const uint16_t count = type->field_count;
        const bool doubles = line.bytes[i] >= 0xa0 && line.bytes[i] < 0xa8 && count > 0;
        for (uint16_t more = 0; more < (doubles ? count : 1) && type->field_count < LIMIT_FIELDS;
             more++)
            type->kinds[type->field_count++] =
                doubles ? type->kinds[more] : kind_of_letter(line.bytes[i]);
    }
    if (type->field_count == 0)
        type->kinds[type->field_count++] = CHANNEL_KIND_TEXT;
}

static void need_type(struct model_making *making)
{
    if (making->content->type_count == 0)
        add_type(making, (struct model_line){(const uint8_t *)"tna", 3});
}

/* --- instances ----------------------------------------------------------------------------------
 */

static struct content_instance *last_instance(struct model_making *making)
{
    return &making->content->instances[making->content->instance_count - 1];
}

static const struct content_type *last_type(struct model_making *making)
{
    return content_find_type(making->content, last_instance(making)->type);
}

static struct content_criterion *last_criterion(struct model_making *making)
{
    struct content_instance *instance = last_instance(making);
    return &instance->criteria[instance->criterion_count - 1];
}

/* The text up to a comma, which is skipped. */
static struct content_text next_part(struct model_making *making, struct model_line line,
                                     uint32_t *position)
{
    making->text.size = 0;
    making->text.limit = making->caps->text;
    for (; *position < line.size && line.bytes[*position] != ','; *position += 1)
        model_append_byte(&making->text, line.bytes[*position]);
    *position += 1;
    return model_keep(making);
}

/* Makes an identifier that no other instance has: the first one's is its text, and may begin those
 * of others; those of the others sort before earlier ones of the same text. */
static struct content_text unique_id(struct model_making *making, struct content_text text)
{
    char suffix[16];

    if (making->content->instance_count == 0 && text.size > 0 &&
        memchr(text.bytes, '#', text.size) == NULL)
        return text;
    const int size = snprintf(suffix, sizeof suffix, "#%06x",
                              (unsigned)(0xffffff - making->content->instance_count));
    making->text.size = 0;
    making->text.limit = LIMIT_TEXT;
    model_append(&making->text, text.bytes, text.size);
    if (making->text.limit - making->text.size < (uint32_t)size)
        making->text.size = 0;
    model_append(&making->text, suffix, (uint32_t)size);
    return model_keep(making);
}

static void add_default_value(struct model_making *making)
{
    model_add_value(making, last_criterion(making), last_type(making), model_no_line());
}

/* What only the end of a criterion tells. */
static void finish_criterion(struct model_making *making)
{
    struct content_criterion *criterion = last_criterion(making);
    const struct channel_kind_rules *rules = channel_kind_rules(criterion->kind);

    if (rules->form != CHANNEL_FORM_NONE && criterion->value_count == 0)
        add_default_value(making);
    if (rules->form != CHANNEL_FORM_NONE && criterion->value_count == 0) { /* at a cap */
        criterion->kind = CHANNEL_CRITERION_ANY;
        criterion->field = 0;
        criterion->flags = 0;
    }
    if (criterion->value_count < 2)
        criterion->flags &= (uint8_t)~CHANNEL_FLAG_ALL;
}

static void add_criterion(struct model_making *making, struct model_line line);

static void finish_instance(struct model_making *making)
{
    if (!making->open)
        return;
    if (last_instance(making)->criterion_count == 0)
        add_criterion(making, model_no_line());
    finish_criterion(making);
    model_add_condition(making, last_instance(making), making->condition);
    making->condition = model_no_line();
    making->open = false;
}

static void add_instance(struct model_making *making, struct model_line line)
{
    struct content *content = making->content;
    uint32_t position = 2;

    finish_instance(making);
    if (content->instance_count >= making->caps->instances || making->criteria_left == 0)
        return;
    need_type(making);
    const struct content_text id = unique_id(making, next_part(making, line, &position));
    struct content_instance *instance = model_need(content_add_instance(content));
    instance->type =
        content->types[model_number(model_argument(line, 0), content->type_count)].type;
    instance->level = (uint8_t)model_number(model_argument(line, 1), CHANNEL_LEVEL_CRITICAL + 1);
    instance->id = id;
    instance->title = next_part(making, line, &position);
    instance->author = next_part(making, line, &position);
    instance->licence = next_part(making, line, &position);
    instance->link = next_part(making, line, &position);
    making->open = true;
}

/* --- criteria -----------------------------------------------------------------------------------
 */

static uint8_t criterion_kind(uint8_t byte)
{
    static const char letters[] = "_=<>c*/#46xe&"; /* in the order of the kinds */
    const char *found = byte == 0 ? NULL : strchr(letters, byte);

    return (uint8_t)(1 + (found != NULL ? (size_t)(found - letters) : byte % (sizeof letters - 1)));
}

/* A field that a kind can read, from `first` on; the type's field_count if there is none. */
static uint32_t suitable_field(const struct content_type *type, uint8_t kind, uint32_t first)
{
    const uint8_t needed = channel_kind_rules(kind)->input_kind;

    for (uint32_t i = 0; i < type->field_count; i++) {
        const uint32_t field = (first + i) % type->field_count;
        if (needed == CHANNEL_KIND_ABSENT || type->kinds[field] == needed)
            return field;
    }
    return type->field_count;
}

static void set_field(struct content_criterion *criterion, const struct content_type *type,
                      uint8_t byte)
{
    const uint32_t first = model_number(byte, type->field_count);
    const uint32_t field = suitable_field(type, criterion->kind, first);
    const bool all = byte == '*' || byte >= 0xf0; /* what engines make up is seldom a star */

    if (all && channel_kind_rules(criterion->kind)->keyword) {
        criterion->field = CHANNEL_FIELD_ALL;
        return;
    }
    if (field == type->field_count)
        criterion->kind = CHANNEL_CRITERION_EXISTS;
    criterion->field = (uint16_t)(field == type->field_count ? first : field);
}

static void set_flags(struct model_making *making, struct content_criterion *criterion,
                      struct model_line flags)
{
    making->expression_flags = 0;
    for (uint32_t i = 0; i < flags.size; i++) {
        const uint8_t byte = flags.bytes[i];
        criterion->flags |= byte == 'c' ? CHANNEL_FLAG_CASED : 0;
        criterion->flags |= byte == 'a' ? CHANNEL_FLAG_ALL : 0;
        making->expression_flags |= byte == 'i' ? CHANNEL_EXPRESSION_CASELESS : 0;
        making->expression_flags |= byte == 'm' ? CHANNEL_EXPRESSION_MULTILINE : 0;
        making->expression_flags |= byte == 's' ? CHANNEL_EXPRESSION_DOTALL : 0;
    }
    criterion->flags &= channel_kind_rules(criterion->kind)->flags;
}

static void add_criterion(struct model_making *making, struct model_line line)
{
    if (!making->open)
        add_instance(making, model_no_line());
    if (!making->open || making->criteria_left == 0)
        return;
    if (last_instance(making)->criterion_count > 0)
        finish_criterion(making);
    if (last_instance(making)->criterion_count == LIMIT_CRITERIA)
        return;
    making->criteria_left--;
    struct content_criterion *criterion =
        model_need(content_add_criterion(making->content, last_instance(making)));
    criterion->kind = criterion_kind(model_argument(line, 0));
    set_field(criterion, last_type(making), model_argument(line, 1));
    set_flags(making, criterion, model_rest(line, 2));
}

static void add_value(struct model_making *making, struct model_line line)
{
    if (!making->open || last_instance(making)->criterion_count == 0)
        add_criterion(making, (struct model_line){(const uint8_t *)"c0", 2});
    if (making->open && last_criterion(making)->value_count < LIMIT_VALUES)
        model_add_value(making, last_criterion(making), last_type(making), line);
}

/* --- once more ----------------------------------------------------------------------------------
 */

/* Whether there is room for a value once more; takes it. */
static bool take_value(struct model_making *making, const struct content_value *value)
{
    if (making->values_left == 0 || making->instructions_left < value->instruction_count)
        return false;
    making->values_left--;
    making->instructions_left -= value->instruction_count;
    return true;
}

static bool take_values(struct model_making *making, const struct content_criterion *criterion)
{
    for (uint32_t i = 0; i < criterion->value_count; i++) {
        if (!take_value(making, &criterion->values[i]))
            return false;
    }
    return true;
}

static void repeat_value(struct model_making *making, uint32_t times)
{
    struct content_criterion *criterion = last_criterion(making);

    for (; times > 0 && criterion->value_count > 0; times--) {
        const struct content_value value = criterion->values[criterion->value_count - 1];
        if (criterion->value_count == LIMIT_VALUES || !take_value(making, &value))
            return;
        *(struct content_value *)model_need(content_add_value(making->content, criterion)) = value;
    }
}

/* The copies share their values, to which nobody adds but the last. */
static void repeat_criterion(struct model_making *making, uint32_t times)
{
    finish_criterion(making);
    const struct content_criterion criterion = *last_criterion(making);
    for (; times > 0; times--) {
        if (last_instance(making)->criterion_count == LIMIT_CRITERIA ||
            making->criteria_left == 0 || !take_values(making, &criterion))
            return;
        making->criteria_left--;
        *(struct content_criterion *)model_need(
            content_add_criterion(making->content, last_instance(making))) = criterion;
    }
}

/* The copies share all but their identifiers; they are finished. */
static void repeat_instance(struct model_making *making, uint32_t times)
{
    finish_instance(making);
    const struct content_instance instance = *last_instance(making);
    for (; times > 0 && making->content->instance_count < making->caps->instances; times--) {
        if (making->criteria_left < instance.criterion_count)
            return;
        for (uint32_t i = 0; i < instance.criterion_count; i++) {
            if (!take_values(making, &instance.criteria[i]))
                return;
        }
        making->criteria_left -= instance.criterion_count;
        const struct content_text id = unique_id(making, (struct content_text){"", 0});
        struct content_instance *copy = model_need(content_add_instance(making->content));
        *copy = instance;
        copy->id = id;
    }
}

static void repeat(struct model_making *making, struct model_line line)
{
    const uint8_t what = model_argument(line, 0);
    const uint32_t times = UINT32_C(1) << model_number(model_argument(line, 1), 21);

    if (making->content->instance_count == 0)
        return;
    if (what == 'i' || !making->open || last_instance(making)->criterion_count == 0)
        repeat_instance(making, times);
    else if (what == 'c')
        repeat_criterion(making, times);
    else
        repeat_value(making, times);
}

/* --- lines --------------------------------------------------------------------------------------
 */

/* The command that a byte means: its own letter, or one of those that are common; never R. */
static uint8_t command_of(uint8_t byte)
{
    static const char commands[] = "TICVNDEFR";
    static const char common[] = "VCVIEFNCVFETCVND";

    if (byte != 0 && strchr(commands, byte) != NULL)
        return byte;
    return (uint8_t)common[byte % 16u];
}

/* A line of the model itself. */
static void read_content(struct model_making *making, uint8_t command, struct model_line line)
{
    switch (command) {
    case 'T':
        add_type(making, line);
        break;
    case 'I':
        add_instance(making, line);
        break;
    case 'C':
        add_criterion(making, line);
        break;
    case 'V':
        add_value(making, line);
        break;
    case 'N':
        making->condition = line;
        break;
    case 'D':
        repeat(making, line);
        break;
    default:
        break;
    }
}

/* The next line that is not empty, without its command; false when there is none. */
static bool next_line(const uint8_t *bytes, size_t size, size_t *position, uint8_t *command,
                      struct model_line *line)
{
    while (*position < size && bytes[*position] < LINE_END)
        *position += 1;
    const size_t begin = *position;
    while (*position < size && bytes[*position] >= LINE_END)
        *position += 1;
    if (begin == *position)
        return false;
    *command = command_of(bytes[begin]);
    *line = (struct model_line){bytes + begin + 1, (uint32_t)(*position - begin - 1)};
    return true;
}

/* Returns whether nothing was broken. */
static bool read_contents(struct model_making *making, const uint8_t *bytes, size_t size)
{
    struct model_line line;
    size_t position = 0;
    bool sound = true;
    uint8_t command;

    while (next_line(bytes, size, &position, &command, &line))
        read_content(making, command, line);
    finish_instance(making);
    need_type(making);
    position = 0;
    while (next_line(bytes, size, &position, &command, &line)) {
        if (command != 'R')
            continue;
        model_add_defect(making, line);
        sound = false;
    }
    return sound;
}

static void read_events(struct model_making *making, const uint8_t *bytes, size_t size,
                        struct model *model)
{
    struct model_event event = {.begun = false};
    struct model_line line;
    size_t position = 0;
    uint8_t command;
    bool more = true;

    while (more && model->event_count < making->caps->events) {
        more = next_line(bytes, size, &position, &command, &line);
        if ((!more || command == 'E') && event.begun)
            model_end_event(making, &event, &model->events[model->event_count++]);
        if (more && command == 'E' && model->event_count < making->caps->events)
            model_begin_event(making, line, &event);
        else if (more && command == 'F')
            model_set_inputs(making, line, &event);
    }
}

void model_make(const uint8_t *bytes, size_t size, const struct model_caps *caps, struct model *out)
{
    struct model_making making;

    *out = (struct model){.content = model_need(content_new())};
    making.caps = caps;
    making.content = out->content;
    making.criteria_left = caps->criteria;
    making.values_left = caps->values;
    making.instructions_left = caps->instructions;
    making.open = false;
    making.expression_flags = 0;
    making.condition = model_no_line();
    making.example_count = 0; /* what the rest holds is written before it is read */
    out->content->channel = 291;
    out->content->revision = 1;
    out->sound = read_contents(&making, bytes, size);
    read_events(&making, bytes, size, out);
}

void model_free(struct model *model)
{
    for (uint32_t i = 0; i < model->event_count; i++)
        exact_event_free(&model->events[i]);
    content_free(model->content);
    *model = (struct model){0};
}
