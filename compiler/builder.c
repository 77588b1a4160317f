/* The encoder: measures a model, orders it, writes it section by section. Every size is counted in
 * 64 bits before a byte is written, so that nothing can wrap. */
#include "builder.h"

#include <stdlib.h>
#include <string.h>

#include "limits.h"

/* Bytes of a section under way. */
struct section {
    uint8_t *bytes;
    uint64_t size; /* measured: what will be written */
    uint64_t used;
};

struct encoding {
    const struct content *content;
    uint32_t *by_rule; /* instances (indices of the model) in the order of their rules' ids */
    uint32_t *by_type; /* instances in the order of the file */
    uint32_t *rules;   /* by index of the model: the rule that the instance is made from */
    struct content_type *types;
    uint32_t type_count; /* those that have instances */
    struct section sections[CHANNEL_SECTION_END];
    uint32_t next_value[CHANNEL_FORMS];
    uint8_t *file;
    uint64_t size;
};

/* --- order -------------------------------------------------------------------------------------
 */

struct sort_key {
    struct content_text id;
    uint32_t index;
    uint32_t major; /* compared first */
};

static int compare_keys(const void *left, const void *right)
{
    const struct sort_key *a = left;
    const struct sort_key *b = right;
    const uint32_t shared = a->id.size < b->id.size ? a->id.size : b->id.size;

    if (a->major != b->major)
        return a->major < b->major ? -1 : 1;
    const int order = shared == 0 ? 0 : memcmp(a->id.bytes, b->id.bytes, shared);
    if (order != 0)
        return order;
    if (a->id.size != b->id.size)
        return a->id.size < b->id.size ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

/* The model's instances sorted by identifier, by type first if asked. NULL when memory is short. */
static uint32_t *sorted(const struct content *content, bool by_type)
{
    const size_t count = content->instance_count;
    struct sort_key *keys = calloc(count + 1, sizeof *keys);
    uint32_t *order = calloc(count + 1, sizeof *order);

    for (uint32_t i = 0; keys != NULL && i < count; i++) {
        const struct content_instance *instance = &content->instances[i];
        keys[i] = (struct sort_key){instance->id, i, by_type ? instance->type : 0u};
    }
    if (keys != NULL && order != NULL) {
        qsort(keys, count, sizeof *keys, compare_keys);
        for (size_t i = 0; i < count; i++)
            order[i] = keys[i].index;
    }
    if (keys == NULL) {
        free(order);
        order = NULL;
    }
    free(keys);
    return order;
}

static bool order_instances(struct encoding *encoding)
{
    const uint32_t count = encoding->content->instance_count;

    encoding->by_rule = sorted(encoding->content, false);
    encoding->by_type = sorted(encoding->content, true);
    encoding->rules = calloc((size_t)count + 1, sizeof *encoding->rules);
    encoding->types = calloc((size_t)count + 1, sizeof *encoding->types);
    if (encoding->by_rule == NULL || encoding->by_type == NULL || encoding->rules == NULL ||
        encoding->types == NULL)
        return false;
    for (uint32_t i = 0; i < count; i++)
        encoding->rules[encoding->by_rule[i]] = i;
    return true;
}

/* The types in the order of the file: those that instances have. One that the model does not
 * declare gets no fields, which every reader refuses. */
static void collect_types(struct encoding *encoding)
{
    const struct content *content = encoding->content;

    for (uint32_t i = 0; i < content->instance_count; i++) {
        const uint16_t type = content->instances[encoding->by_type[i]].type;
        if (i > 0 && encoding->types[encoding->type_count - 1].type == type)
            continue;
        const struct content_type *declared = content_find_type(content, type);
        encoding->types[encoding->type_count++] =
            declared != NULL ? *declared : (struct content_type){.type = type};
    }
}

/* --- measure ------------------------------------------------------------------------------------
 */

static void measure_expressions(struct encoding *encoding,
                                const struct content_criterion *criterion)
{
    struct section *sections = encoding->sections;

    for (uint32_t i = 0; i < criterion->value_count; i++) {
        const struct content_value *value = &criterion->values[i];
        sections[CHANNEL_SECTION_EXPRESSIONS].size += CHANNEL_RECORD_EXPRESSIONS;
        sections[CHANNEL_SECTION_INSTRUCTIONS].size +=
            (uint64_t)value->instruction_count * CHANNEL_RECORD_INSTRUCTIONS;
        sections[CHANNEL_SECTION_STRINGS].size += value->text.size;
    }
}

static void measure_criterion(struct encoding *encoding, const struct content_criterion *criterion)
{
    struct section *sections = encoding->sections;
    const uint64_t count = criterion->value_count;

    sections[CHANNEL_SECTION_CRITERIA].size += CHANNEL_RECORD_CRITERIA;
    switch (channel_kind_rules(criterion->kind)->form) {
    case CHANNEL_FORM_PATTERN:
        sections[CHANNEL_SECTION_PATTERNS].size += count * CHANNEL_RECORD_PATTERNS;
        for (uint32_t i = 0; i < criterion->value_count; i++)
            sections[CHANNEL_SECTION_STRINGS].size += criterion->values[i].text.size;
        break;
    case CHANNEL_FORM_RANGE:
        sections[CHANNEL_SECTION_RANGES].size += count * CHANNEL_RECORD_RANGES;
        break;
    case CHANNEL_FORM_NETWORK:
        sections[CHANNEL_SECTION_NETWORKS].size += count * CHANNEL_RECORD_NETWORKS;
        break;
    case CHANNEL_FORM_EXPRESSION:
        measure_expressions(encoding, criterion);
        break;
    case CHANNEL_FORM_REFERENCE:
        sections[CHANNEL_SECTION_REFERENCES].size += count * CHANNEL_RECORD_REFERENCES;
        break;
    default:
        break;
    }
}

static void measure_instance(struct encoding *encoding, const struct content_instance *instance)
{
    struct section *sections = encoding->sections;

    sections[CHANNEL_SECTION_RULES].size += CHANNEL_RECORD_RULES;
    sections[CHANNEL_SECTION_INSTANCES].size += CHANNEL_RECORD_INSTANCES;
    sections[CHANNEL_SECTION_NODES].size += (uint64_t)instance->node_count * CHANNEL_RECORD_NODES;
    sections[CHANNEL_SECTION_STRINGS].size += (uint64_t)instance->id.size + instance->title.size +
                                              instance->author.size + instance->licence.size +
                                              instance->link.size;
    for (uint32_t i = 0; i < instance->criterion_count; i++)
        measure_criterion(encoding, &instance->criteria[i]);
}

static uint64_t padded(uint64_t size)
{
    return (size + CHANNEL_SECTION_ALIGNMENT - 1) / CHANNEL_SECTION_ALIGNMENT *
           CHANNEL_SECTION_ALIGNMENT;
}

static void measure(struct encoding *encoding)
{
    for (uint32_t i = 0; i < encoding->type_count; i++) {
        encoding->sections[CHANNEL_SECTION_TYPES].size += CHANNEL_RECORD_TYPES;
        encoding->sections[CHANNEL_SECTION_FIELDS].size += encoding->types[i].field_count;
    }
    for (uint32_t i = 0; i < encoding->content->instance_count; i++)
        measure_instance(encoding, &encoding->content->instances[i]);
    encoding->size = CHANNEL_HEADER_SIZE + CHANNEL_DIRECTORY_SIZE;
    for (uint32_t i = 1; i < CHANNEL_SECTION_END; i++)
        encoding->size += padded(encoding->sections[i].size);
}

/* --- write --------------------------------------------------------------------------------------
 */

static uint8_t *advance(struct section *section, uint32_t size)
{
    uint8_t *bytes = section->bytes + section->used;
    section->used += size;
    return bytes;
}

static void store(uint8_t *bytes, uint64_t value, uint32_t size)
{
    for (uint32_t i = 0; i < size; i++)
        bytes[i] = (uint8_t)(value >> (8 * i) & 0xff);
}

/* Appends a string to the pool and its place and size to a record. */
static void write_text(struct encoding *encoding, uint8_t *record, struct content_text text,
                       bool caseless)
{
    struct section *pool = &encoding->sections[CHANNEL_SECTION_STRINGS];

    store(record, pool->used, 4);
    store(record + 4, text.size, 4);
    uint8_t *bytes = advance(pool, text.size);
    for (uint32_t i = 0; i < text.size; i++) {
        const uint8_t byte = (uint8_t)text.bytes[i];
        bytes[i] = caseless && byte >= 'A' && byte <= 'Z' ? (uint8_t)(byte - 'A' + 'a') : byte;
    }
}

static void write_rules(struct encoding *encoding)
{
    struct section *section = &encoding->sections[CHANNEL_SECTION_RULES];
    const uint32_t count = encoding->content->instance_count;

    for (uint32_t i = 0; i < count; i++) {
        const struct content_instance *instance =
            &encoding->content->instances[encoding->by_rule[i]];
        uint8_t *record = advance(section, CHANNEL_RECORD_RULES);
        store(record + 4, instance->level, 1);
        write_text(encoding, record + 8, instance->id, false);
        write_text(encoding, record + 16, instance->title, false);
        write_text(encoding, record + 24, instance->author, false);
        write_text(encoding, record + 32, instance->licence, false);
        write_text(encoding, record + 40, instance->link, false);
    }
    for (uint32_t i = 0; i < count; i++)
        store(section->bytes + (size_t)encoding->rules[encoding->by_type[i]] * CHANNEL_RECORD_RULES,
              i, 4);
}

static void write_types(struct encoding *encoding)
{
    const struct content *content = encoding->content;
    uint32_t instance = 0;

    for (uint32_t i = 0; i < encoding->type_count; i++) {
        const struct content_type *type = &encoding->types[i];
        const uint32_t first = instance;
        while (instance < content->instance_count &&
               content->instances[encoding->by_type[instance]].type == type->type)
            instance++;
        struct section *fields = &encoding->sections[CHANNEL_SECTION_FIELDS];
        uint8_t *record = advance(&encoding->sections[CHANNEL_SECTION_TYPES], CHANNEL_RECORD_TYPES);
        store(record, type->type, 2);
        store(record + 2, type->field_count, 2);
        store(record + 4, fields->used, 4);
        store(record + 8, first, 4);
        store(record + 12, instance - first, 4);
        memcpy(advance(fields, type->field_count), type->kinds,
               type->field_count < sizeof type->kinds ? type->field_count : sizeof type->kinds);
    }
}

static void write_network(uint8_t *record, const struct content_value *value)
{
    memcpy(record, value->address, sizeof value->address);
    record[16] = value->prefix;
}

static void write_expression(struct encoding *encoding, const struct content_value *value)
{
    struct section *instructions = &encoding->sections[CHANNEL_SECTION_INSTRUCTIONS];
    uint8_t *record =
        advance(&encoding->sections[CHANNEL_SECTION_EXPRESSIONS], CHANNEL_RECORD_EXPRESSIONS);

    store(record, instructions->used / CHANNEL_RECORD_INSTRUCTIONS, 4);
    store(record + 4, value->instruction_count, 4);
    write_text(encoding, record + 8, value->text, false);
    store(record + 16, value->flags, 1);
    for (uint32_t i = 0; i < value->instruction_count; i++) {
        const struct channel_instruction *instruction = &value->program[i];
        uint8_t *bytes = advance(instructions, CHANNEL_RECORD_INSTRUCTIONS);
        store(bytes, instruction->op, 1);
        store(bytes + 1, instruction->a, 3);
        store(bytes + 4, instruction->flags, 1);
        store(bytes + 5, instruction->b, 3);
    }
}

static void write_value(struct encoding *encoding, const struct content_criterion *criterion,
                        const struct content_value *value)
{
    struct section *sections = encoding->sections;
    uint8_t *record;

    switch (channel_kind_rules(criterion->kind)->form) {
    case CHANNEL_FORM_PATTERN:
        record = advance(&sections[CHANNEL_SECTION_PATTERNS], CHANNEL_RECORD_PATTERNS);
        write_text(encoding, record, value->text, (criterion->flags & CHANNEL_FLAG_CASED) == 0);
        break;
    case CHANNEL_FORM_RANGE:
        record = advance(&sections[CHANNEL_SECTION_RANGES], CHANNEL_RECORD_RANGES);
        store(record, (uint64_t)value->minimum, 8);
        store(record + 8, (uint64_t)value->maximum, 8);
        break;
    case CHANNEL_FORM_NETWORK:
        write_network(advance(&sections[CHANNEL_SECTION_NETWORKS], CHANNEL_RECORD_NETWORKS), value);
        break;
    case CHANNEL_FORM_EXPRESSION:
        write_expression(encoding, value);
        break;
    case CHANNEL_FORM_REFERENCE:
        record = advance(&sections[CHANNEL_SECTION_REFERENCES], CHANNEL_RECORD_REFERENCES);
        store(record, value->field, 2);
        store(record + 2, value->mode, 1);
        break;
    default:
        break;
    }
}

static void write_criterion(struct encoding *encoding, const struct content_criterion *criterion)
{
    const uint8_t form = channel_kind_rules(criterion->kind)->form;
    uint8_t *record =
        advance(&encoding->sections[CHANNEL_SECTION_CRITERIA], CHANNEL_RECORD_CRITERIA);

    store(record, criterion->field, 2);
    store(record + 2, criterion->kind, 1);
    store(record + 3, criterion->flags, 1);
    store(record + 4, form == CHANNEL_FORM_NONE ? 0 : encoding->next_value[form], 4);
    store(record + 8, criterion->value_count, 4);
    encoding->next_value[form] += criterion->value_count;
    for (uint32_t i = 0; i < criterion->value_count; i++)
        write_value(encoding, criterion, &criterion->values[i]);
}

static void write_instances(struct encoding *encoding)
{
    struct section *sections = encoding->sections;

    for (uint32_t i = 0; i < encoding->content->instance_count; i++) {
        const uint32_t index = encoding->by_type[i];
        const struct content_instance *instance = &encoding->content->instances[index];
        uint8_t *record = advance(&sections[CHANNEL_SECTION_INSTANCES], CHANNEL_RECORD_INSTANCES);
        store(record, encoding->rules[index], 4);
        store(record + 4, sections[CHANNEL_SECTION_CRITERIA].used / CHANNEL_RECORD_CRITERIA, 4);
        store(record + 8, instance->criterion_count, 4);
        store(record + 12, sections[CHANNEL_SECTION_NODES].used / CHANNEL_RECORD_NODES, 4);
        store(record + 16, instance->node_count, 4);
        for (uint32_t c = 0; c < instance->criterion_count; c++)
            write_criterion(encoding, &instance->criteria[c]);
        for (uint32_t n = 0; n < instance->node_count; n++) {
            uint8_t *node = advance(&sections[CHANNEL_SECTION_NODES], CHANNEL_RECORD_NODES);
            store(node, instance->nodes[n].op, 1);
            store(node + 4, instance->nodes[n].operand, 4);
        }
    }
}

static void write_directory(struct encoding *encoding)
{
    static const uint8_t records[CHANNEL_SECTION_END] = {
#define X(name, number, record) [CHANNEL_SECTION_##name] = (record),
        CHANNEL_SECTIONS(X)
#undef X
    };
    uint64_t begin = CHANNEL_HEADER_SIZE + CHANNEL_DIRECTORY_SIZE;

    for (uint32_t i = 1; i < CHANNEL_SECTION_END; i++) {
        struct section *section = &encoding->sections[i];
        uint8_t *entry =
            encoding->file + CHANNEL_HEADER_SIZE + (i - 1) * CHANNEL_DIRECTORY_ENTRY_SIZE;
        section->bytes = encoding->file + begin;
        store(entry, i, 4);
        store(entry + 4, begin, 4);
        store(entry + 8, padded(section->size), 4);
        store(entry + 12, section->size / records[i], 4);
        begin += padded(section->size);
    }
}

static void write_header(struct encoding *encoding)
{
    uint8_t *header = encoding->file;

    memcpy(header, channel_magic, CHANNEL_MAGIC_SIZE);
    store(header + 8, CHANNEL_FORMAT_VERSION, 4);
    store(header + 12, encoding->size, 4);
    store(header + 24, encoding->content->channel, 4);
    store(header + 28, encoding->content->revision, 4);
    store(header + CHANNEL_OLDEST_SENSOR_OFFSET, encoding->content->oldest_sensor, 4);
    header[36] = CHANNEL_FOLDING_ASCII;
    store(header + CHANNEL_CHECKSUM_OFFSET,
          channel_checksum(header + CHANNEL_CHECKSUM_BEGIN,
                           (size_t)encoding->size - CHANNEL_CHECKSUM_BEGIN),
          8);
}

/* --- the whole ----------------------------------------------------------------------------------
 */

enum outcome { ENCODED, OUT_OF_MEMORY, TOO_LARGE };

static enum outcome encode(struct encoding *encoding)
{
    if (!order_instances(encoding))
        return OUT_OF_MEMORY;
    collect_types(encoding);
    measure(encoding);
    if (encoding->size > LIMIT_FILE)
        return TOO_LARGE;
    encoding->file = calloc(1, (size_t)encoding->size);
    if (encoding->file == NULL)
        return OUT_OF_MEMORY;
    write_directory(encoding);
    write_rules(encoding);
    write_types(encoding);
    write_instances(encoding);
    write_header(encoding);
    return ENCODED;
}

static enum outcome encode_model(const struct content *content, uint8_t **bytes, size_t *size)
{
    struct encoding encoding = {.content = content};
    const enum outcome outcome = encode(&encoding);

    free(encoding.by_rule);
    free(encoding.by_type);
    free(encoding.rules);
    free(encoding.types);
    *bytes = encoding.file;
    *size = encoding.file != NULL ? (size_t)encoding.size : 0;
    return outcome;
}

bool builder_encode_unchecked(const struct content *content, uint8_t **bytes, size_t *size)
{
    return encode_model(content, bytes, size) == ENCODED;
}

/* The model's instance that stands at a place of the file: of its instances, or of its rules. */
static uint32_t model_index(const struct content *content, bool by_type, uint32_t place)
{
    uint32_t *order = sorted(content, by_type);
    const uint32_t index =
        order != NULL && place < content->instance_count ? order[place] : CHANNEL_NO_INDEX;
    free(order);
    return index;
}

/* Whether the bytes are what a reader accepts. */
static bool check(const struct content *content, const uint8_t *bytes, size_t size,
                  struct builder_error *error)
{
    struct channel_file file;
    struct channel_walk walk;
    enum channel_walk_step step;
    uint32_t offset;

    error->error = channel_open(bytes, size, &file, &offset);
    if (error->error != CHANNEL_OK)
        return false;
    channel_walk_begin(&file, &walk);
    do {
        step = channel_walk_next(&walk);
    } while (step != CHANNEL_WALK_END && step != CHANNEL_WALK_ERROR);
    if (step == CHANNEL_WALK_END)
        return true;
    error->error = walk.error;
    if (walk.attempted == CHANNEL_WALK_RULE)
        error->instance = model_index(content, false, walk.rule_index);
    else if (walk.attempted != CHANNEL_WALK_END && walk.attempted != CHANNEL_WALK_TYPE)
        error->instance = model_index(content, true, walk.instance_index);
    return false;
}

bool builder_encode(const struct content *content, uint8_t **bytes, size_t *size,
                    struct builder_error *error)
{
    *error = (struct builder_error){false, CHANNEL_OK, CHANNEL_NO_INDEX};
    const enum outcome outcome = encode_model(content, bytes, size);

    if (outcome == ENCODED && check(content, *bytes, *size, error))
        return true;
    error->out_of_memory = outcome == OUT_OF_MEMORY;
    if (outcome == TOO_LARGE)
        error->error = CHANNEL_ERROR_FILE_TOO_LARGE;
    free(*bytes);
    *bytes = NULL;
    *size = 0;
    return false;
}
