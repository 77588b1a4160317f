/* libyaml's events into a tree, without recursion. Relies on libyaml for syntax and UTF-8. */
#include "document.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

/* A collection that is being read. */
struct frame {
    struct sigma_node *node;
    const struct sigma_node *key; /* of a mapping: read, and its value not yet */
    uint32_t keys_capacity;
    uint32_t weight_before; /* of all that was read before it */
    uint32_t anchor;        /* index + 1; 0: it has none */
};

struct anchor {
    struct content_text name;
    const struct sigma_node *node; /* NULL while it is being read */
};

struct reading {
    struct sigma_work *work;
    const char *text;
    size_t size;
    uint32_t first_line; /* of the text, in its file */
    yaml_parser_t parser;
    struct frame frames[SIGMA_MAX_DEPTH];
    uint32_t depth;
    struct anchor anchors[SIGMA_MAX_ANCHORS];
    uint32_t anchor_count;
    uint32_t weight; /* nodes read, aliases expanded */
    uint32_t documents;
    const struct sigma_node *root;
    bool ended;
};

static uint32_t line_of(const struct reading *reading, const yaml_event_t *event)
{
    return reading->first_line + (uint32_t)event->start_mark.line;
}

static struct content_text text_of(const yaml_char_t *bytes, size_t size)
{
    return (struct content_text){(const char *)bytes, (uint32_t)size};
}

static bool copy_text(struct sigma_work *work, struct content_text text, struct content_text *out)
{
    char *copy = sigma_take(work, text.size, 1);

    if (copy == NULL)
        return false;
    if (text.size > 0)
        memcpy(copy, text.bytes, text.size);
    *out = (struct content_text){copy, text.size};
    return true;
}

/* Appends to an array of nodes. */
static bool append(struct sigma_work *work, const struct sigma_node ***array, uint32_t count,
                   uint32_t *capacity, const struct sigma_node *node)
{
    const struct sigma_node **larger =
        arena_grow(work->arena, *array, sizeof *larger, count, capacity);

    if (larger == NULL)
        return sigma_out_of_memory(work);
    larger[count] = node;
    *array = larger;
    return true;
}

/* Puts a node that is complete, or begins, into the collection around it. */
static bool attach(struct reading *reading, const struct sigma_node *node, uint32_t line)
{
    if (reading->depth == 0) {
        reading->root = node;
        return true;
    }
    struct frame *frame = &reading->frames[reading->depth - 1];
    struct sigma_node *parent = frame->node;
    if (parent->kind == SIGMA_MAPPING && frame->key == NULL) {
        if (node->kind != SIGMA_SCALAR)
            return sigma_refuse(reading->work, SIGMA_REASON_YAML, line, "a key is not plain text");
        if (node->plain && sigma_is(node->text, "<<"))
            return sigma_refuse(reading->work, SIGMA_REASON_YAML, line,
                                "merge keys (<<) are not supported");
        frame->key = node;
        return true;
    }
    if (parent->kind == SIGMA_MAPPING) {
        if (!append(reading->work, &parent->keys, parent->count, &frame->keys_capacity, frame->key))
            return false;
        frame->key = NULL;
    }
    if (!append(reading->work, &parent->items, parent->count, &parent->capacity, node))
        return false;
    parent->count++;
    return true;
}

static bool spend_weight(struct reading *reading, uint32_t weight, uint32_t line)
{
    if (weight > SIGMA_MAX_NODES - reading->weight)
        return sigma_refuse(reading->work, SIGMA_REASON_LIMIT, line,
                            "the document has more than %d nodes", SIGMA_MAX_NODES);
    reading->weight += weight;
    return true;
}

/* Remembers an anchor; *index is its index + 1, 0 without one. */
static bool begin_anchor(struct reading *reading, const yaml_char_t *name, uint32_t line,
                         uint32_t *index)
{
    *index = 0;
    if (name == NULL)
        return true;
    if (reading->anchor_count == SIGMA_MAX_ANCHORS)
        return sigma_refuse(reading->work, SIGMA_REASON_LIMIT, line,
                            "the document has more than %d anchors", SIGMA_MAX_ANCHORS);
    struct anchor *anchor = &reading->anchors[reading->anchor_count];
    anchor->node = NULL;
    if (!copy_text(reading->work, text_of(name, strlen((const char *)name)), &anchor->name))
        return false;
    *index = ++reading->anchor_count;
    return true;
}

static void end_anchor(struct reading *reading, uint32_t index, const struct sigma_node *node)
{
    if (index > 0)
        reading->anchors[index - 1].node = node;
}

static bool check_tag(struct reading *reading, const yaml_char_t *tag, uint32_t line)
{
    if (tag == NULL || strcmp((const char *)tag, YAML_STR_TAG) == 0)
        return true;
    return sigma_refuse(reading->work, SIGMA_REASON_YAML, line, "tags are not supported");
}

static bool on_alias(struct reading *reading, const yaml_event_t *event)
{
    const yaml_char_t *bytes = event->data.alias.anchor;
    const struct content_text name = text_of(bytes, strlen((const char *)bytes));

    for (uint32_t i = reading->anchor_count; i-- > 0;) {
        const struct anchor *anchor = &reading->anchors[i];
        if (!sigma_equal(anchor->name, name))
            continue;
        if (anchor->node == NULL)
            return sigma_refuse(reading->work, SIGMA_REASON_YAML, line_of(reading, event),
                                "an alias stands inside what it stands for");
        return spend_weight(reading, anchor->node->weight, line_of(reading, event)) &&
               attach(reading, anchor->node, line_of(reading, event));
    }
    return sigma_refuse(reading->work, SIGMA_REASON_YAML, line_of(reading, event),
                        "unknown alias %s", sigma_excerpt(name).text);
}

static bool on_scalar(struct reading *reading, const yaml_event_t *event)
{
    const struct content_text text = text_of(event->data.scalar.value, event->data.scalar.length);
    const uint32_t line = line_of(reading, event);
    struct sigma_node *node;
    uint32_t anchor;

    if (!check_tag(reading, event->data.scalar.tag, line))
        return false;
    if (memchr(text.bytes, 0, text.size) != NULL)
        return sigma_refuse(reading->work, SIGMA_REASON_YAML, line, "a text holds a NUL byte");
    if (!spend_weight(reading, 1, line) ||
        !begin_anchor(reading, event->data.scalar.anchor, line, &anchor))
        return false;
    node = sigma_take(reading->work, 1, sizeof *node);
    if (node == NULL || !copy_text(reading->work, text, &node->text))
        return false;
    node->kind = SIGMA_SCALAR;
    node->plain =
        event->data.scalar.plain_implicit && event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    node->line = line;
    node->weight = 1;
    end_anchor(reading, anchor, node);
    return attach(reading, node, line);
}

static bool begin_collection(struct reading *reading, const yaml_event_t *event,
                             enum sigma_node_kind kind, const yaml_char_t *anchor_name,
                             const yaml_char_t *tag)
{
    const uint32_t line = line_of(reading, event);
    const uint32_t weight_before = reading->weight;
    uint32_t anchor;

    if (reading->depth == SIGMA_MAX_DEPTH)
        return sigma_refuse(reading->work, SIGMA_REASON_LIMIT, line,
                            "the document is nested deeper than %d levels", SIGMA_MAX_DEPTH);
    if (!check_tag(reading, tag, line) || !spend_weight(reading, 1, line) ||
        !begin_anchor(reading, anchor_name, line, &anchor))
        return false;
    struct sigma_node *node = sigma_take(reading->work, 1, sizeof *node);
    if (node == NULL)
        return false;
    node->kind = kind;
    node->line = line;
    if (!attach(reading, node, line))
        return false;
    reading->frames[reading->depth++] =
        (struct frame){.node = node, .weight_before = weight_before, .anchor = anchor};
    return true;
}

static int compare_keys(const void *left, const void *right)
{
    const struct sigma_node *const *const *a = left;
    const struct sigma_node *const *const *b = right;
    const struct content_text x = (**a)->text;
    const struct content_text y = (**b)->text;
    const uint32_t shared = x.size < y.size ? x.size : y.size;
    const int order = shared == 0 ? 0 : memcmp(x.bytes, y.bytes, shared);

    if (order != 0)
        return order;
    if (x.size != y.size)
        return x.size < y.size ? -1 : 1;
    return (*a > *b) - (*a < *b); /* equal keys stand in their order in the document */
}

/* Sorts pointers to the places of the keys, so that equal ones are neighbours. */
static bool check_keys(struct sigma_work *work, const struct sigma_node *mapping)
{
    const struct sigma_node *repeated = NULL;
    const struct sigma_node ***places = calloc((size_t)mapping->count + 1, sizeof *places);

    if (places == NULL)
        return sigma_out_of_memory(work);
    for (uint32_t i = 0; i < mapping->count; i++)
        places[i] = &mapping->keys[i];
    qsort(places, mapping->count, sizeof *places, compare_keys);
    for (uint32_t i = 1; i < mapping->count && repeated == NULL; i++) {
        if (sigma_equal((*places[i - 1])->text, (*places[i])->text))
            repeated = *places[i];
    }
    free(places);
    if (repeated == NULL)
        return true;
    return sigma_refuse(work, SIGMA_REASON_YAML, repeated->line, "the key %s stands twice",
                        sigma_excerpt(repeated->text).text);
}

static bool end_collection(struct reading *reading)
{
    const struct frame *frame = &reading->frames[--reading->depth];

    frame->node->weight = reading->weight - frame->weight_before;
    end_anchor(reading, frame->anchor, frame->node);
    return frame->node->kind != SIGMA_MAPPING || check_keys(reading->work, frame->node);
}

static bool on_event(struct reading *reading, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        if (reading->documents++ > 0)
            return sigma_refuse(reading->work, SIGMA_REASON_YAML, line_of(reading, event),
                                "a second document, which no line of its own (---) begins");
        return true;
    case YAML_ALIAS_EVENT:
        return on_alias(reading, event);
    case YAML_SCALAR_EVENT:
        return on_scalar(reading, event);
    case YAML_SEQUENCE_START_EVENT:
        return begin_collection(reading, event, SIGMA_SEQUENCE, event->data.sequence_start.anchor,
                                event->data.sequence_start.tag);
    case YAML_MAPPING_START_EVENT:
        return begin_collection(reading, event, SIGMA_MAPPING, event->data.mapping_start.anchor,
                                event->data.mapping_start.tag);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return end_collection(reading);
    case YAML_STREAM_END_EVENT:
        reading->ended = true;
        return true;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
    default:
        return true;
    }
}

static uint32_t line_at(const struct reading *reading, size_t offset)
{
    uint32_t line = reading->first_line;

    for (size_t i = 0; i < reading->size && i < offset; i++) {
        if (reading->text[i] == '\n')
            line++;
    }
    return line;
}

/* The line breaks of the text, all that YAML 1.1 knows: libyaml counts lines by them. */
static uint32_t count_breaks(const struct reading *reading)
{
    const unsigned char *text = (const unsigned char *)reading->text;
    uint32_t count = 0;

    for (size_t i = 0; i < reading->size; i++) {
        const bool crlf = text[i] == '\r' && i + 1 < reading->size && text[i + 1] == '\n';
        const bool nel = text[i] == 0x85 && i >= 1 && text[i - 1] == 0xc2;
        const bool separator = (text[i] == 0xa8 || text[i] == 0xa9) && i >= 2 &&
                               text[i - 1] == 0x80 && text[i - 2] == 0xe2;
        count += text[i] == '\n' || (text[i] == '\r' && !crlf) || nel || separator;
    }
    return count;
}

/* The line of a problem. At the end of a text whose last line has no end, libyaml is a line ahead.
 */
static uint32_t line_of_problem(const struct reading *reading)
{
    const uint32_t line = (uint32_t)reading->parser.problem_mark.line;
    const uint32_t last = count_breaks(reading);

    return reading->first_line + (line < last ? line : last);
}

/* libyaml has given up: says why, in its words. */
static bool refuse_syntax(struct reading *reading)
{
    const yaml_parser_t *parser = &reading->parser;
    const char *problem = parser->problem == NULL ? "cannot be parsed" : parser->problem;

    /* libyaml 0.2.5 names no error at all when memory is short in the middle of a tag. */
    if (parser->error == YAML_MEMORY_ERROR || parser->error == YAML_NO_ERROR)
        return sigma_out_of_memory(reading->work);
    const uint32_t line = parser->error == YAML_READER_ERROR
                              ? line_at(reading, parser->problem_offset)
                              : line_of_problem(reading);
    return sigma_refuse(reading->work, SIGMA_REASON_YAML, line, "not YAML: %s", problem);
}

static bool read_events(struct reading *reading)
{
    yaml_event_t event;

    while (!reading->ended) {
        if (yaml_parser_parse(&reading->parser, &event) == 0)
            return refuse_syntax(reading);
        const bool accepted = on_event(reading, &event);
        yaml_event_delete(&event);
        if (!accepted)
            return false;
    }
    return true;
}

/* What no document can hold. */
static bool check_text(const struct reading *reading)
{
    const char *nul = reading->size == 0 ? NULL : memchr(reading->text, 0, reading->size);

    if (reading->size > SIGMA_MAX_FILE)
        return sigma_refuse(reading->work, SIGMA_REASON_LIMIT, 0,
                            "the file is larger than %d bytes", SIGMA_MAX_FILE);
    if (nul != NULL)
        return sigma_refuse(reading->work, SIGMA_REASON_YAML,
                            line_at(reading, (size_t)(nul - reading->text)),
                            "not text in UTF-8: a NUL byte");
    return true;
}

const struct sigma_node *sigma_document_read(struct sigma_work *work, const char *text, size_t size,
                                             uint32_t first_line)
{
    static const struct sigma_node nothing = {.kind = SIGMA_SCALAR, .plain = true, .weight = 1};
    struct reading reading = {.work = work, .text = text, .size = size, .first_line = first_line};

    if (!check_text(&reading))
        return NULL;
    if (size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) { /* a byte order mark */
        reading.text += 3;
        reading.size -= 3;
    }
    if (yaml_parser_initialize(&reading.parser) == 0) {
        sigma_out_of_memory(work);
        return NULL;
    }
    yaml_parser_set_encoding(&reading.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reading.parser, (const yaml_char_t *)reading.text, reading.size);
    const bool accepted = read_events(&reading);
    yaml_parser_delete(&reading.parser);
    if (!accepted)
        return NULL;
    return reading.root == NULL ? &nothing : reading.root;
}

bool sigma_document_is_empty(const struct sigma_node *root)
{
    return root->kind == SIGMA_SCALAR && root->plain && root->text.size == 0;
}

const struct sigma_node *sigma_document_find(const struct sigma_node *mapping, const char *name,
                                             const struct sigma_node **key)
{
    if (mapping->kind != SIGMA_MAPPING)
        return NULL;
    for (uint32_t i = 0; i < mapping->count; i++) {
        if (!sigma_is(mapping->keys[i]->text, name))
            continue;
        if (key != NULL)
            *key = mapping->keys[i];
        return mapping->items[i];
    }
    return NULL;
}
