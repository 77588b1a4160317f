/* Seeds of validator_contract: a file, and a trailer that says what the sensor supplies. July 19
 * and its mirror images; each kind of criterion on each kind of input; known sensors. What the
 * validator must say of each stands in tests/harnesses/sensors_test.c. */
#include <stdlib.h>
#include <string.h>

#include "channel/inputs/exact_sensor.h"
#include "channel/template_types.h"
#include "seed_model.h"
#include "seed_writer.h"

enum { DEFINED = 21, SUPPLIED = 20, TYPE = SEED_TYPE_OF_TESTS, MOST_SUPPLIED = 300 };

static const char target[] = "validator_contract";

/* Text is text, a number and an address at once for the kind that an input has. */
static const char *text_of_kind(uint8_t kind)
{
    static const char *const texts[] = {"", "a", "0", "0.0.0.0"};
    return texts[kind <= CHANNEL_KIND_ADDRESS ? kind : CHANNEL_KIND_ABSENT];
}

/* Two events: as many inputs as are supplied, and as many as are defined. */
static void write_events(struct trailer_writer *trailer, uint16_t type, uint16_t supplied,
                         uint8_t kind)
{
    const uint16_t counts[] = {supplied < 128 ? supplied : 128, DEFINED};
    const struct content_text text = seed_text(text_of_kind(kind));
    struct exact_event event;

    for (unsigned i = 0; i < 2; i++) {
        exact_event_new(type, counts[i], &event);
        for (uint16_t input = 0; input < counts[i]; input++)
            exact_event_set(&event, input, kind, (const uint8_t *)text.bytes, text.size);
        trailer_write_event(trailer, &event.event);
        exact_event_free(&event);
    }
}

/* Writes a seed; frees the model. */
static void write_seed(struct seed_writer *writer, const char *name, const char *holds,
                       struct content *content, const struct channel_supplied *rows,
                       unsigned row_count)
{
    const uint16_t type = content->instances[0].type;
    struct trailer_writer trailer;
    size_t size;
    uint8_t *bytes = seed_encode_unchecked(content, &size);

    trailer_write_file(&trailer, bytes, size);
    for (unsigned i = 0; i < row_count; i++)
        trailer_write_type(&trailer, &rows[i]);
    const struct channel_sensor sensor = {0, rows, row_count};
    const struct channel_supplied *row = sensor_find(&sensor, type);
    if (row != NULL && row->input_count > 0)
        write_events(&trailer, type, row->input_count, row->kinds[0]);
    else
        write_events(&trailer, type, 0, CHANNEL_KIND_TEXT);
    trailer_write_end(&trailer);
    seed_write(writer, target, name, holds, trailer.bytes, trailer.size);
    free(trailer.bytes);
    free(bytes);
}

/* Counts: how many fields the definition has, how many inputs the sensor supplies, which one is
 * read. All are text. */
struct count_row {
    const char *name;
    const char *holds;
    uint16_t defined, supplied, field;
    uint8_t criterion;
    uint16_t other; /* that a reference reads */
};

static const struct count_row count_rows[] = {
    {"july-19", "21 are defined, 20 supplied, the 21st is read", DEFINED, SUPPLIED, 20,
     CHANNEL_CRITERION_CONTAINS, 0},
    {"july-19-wildcard", "21 are defined, 20 supplied, a wildcard on the 21st", DEFINED, SUPPLIED,
     20, CHANNEL_CRITERION_ANY, 0},
    {"july-19-keyword", "21 are defined, 20 supplied, all are searched", DEFINED, SUPPLIED,
     CHANNEL_FIELD_ALL, CHANNEL_CRITERION_CONTAINS, 0},
    {"july-19-reference", "21 are defined, 20 supplied, the 21st is compared with", DEFINED,
     SUPPLIED, 0, CHANNEL_CRITERION_REFERENCE, 20},
    {"july-19-absent", "21 are defined, 20 supplied, the 21st is asked to be absent", DEFINED,
     SUPPLIED, 20, CHANNEL_CRITERION_ABSENT, 0},
    {"mirror", "20 are defined, 21 supplied, the 20th is read", SUPPLIED, DEFINED, 19,
     CHANNEL_CRITERION_CONTAINS, 0},
    {"mirror-beyond", "20 are defined, 21 supplied, the 21st is read", SUPPLIED, DEFINED, 20,
     CHANNEL_CRITERION_CONTAINS, 0},
    {"last-supplied", "21 are defined, 20 supplied, the 20th is read", DEFINED, SUPPLIED, 19,
     CHANNEL_CRITERION_CONTAINS, 0},
    {"last-supplied-reference", "21 are defined, 20 supplied, the 20th is compared with", DEFINED,
     SUPPLIED, 0, CHANNEL_CRITERION_REFERENCE, 19},
    {"equal", "21 are defined and supplied, the 21st is read", DEFINED, DEFINED, 20,
     CHANNEL_CRITERION_CONTAINS, 0},
    {"equal-reference", "21 are defined and supplied, the 21st is compared with", DEFINED, DEFINED,
     0, CHANNEL_CRITERION_REFERENCE, 20},
    {"none", "no input is supplied, one is read", DEFINED, 0, 0, CHANNEL_CRITERION_CONTAINS, 0},
    {"none-wildcard", "no input is supplied, none is read", DEFINED, 0, 0, CHANNEL_CRITERION_ANY,
     0},
    {"none-keyword", "no input is supplied, all are searched", DEFINED, 0, CHANNEL_FIELD_ALL,
     CHANNEL_CRITERION_CONTAINS, 0},
    {"most", "as many as a type can have, the last is read", 128, 128, 127,
     CHANNEL_CRITERION_CONTAINS, 0},
    {"most-but-one", "one fewer than a type can have, the last is read", 128, 127, 127,
     CHANNEL_CRITERION_CONTAINS, 0},
    {"more-than-most", "a sensor that claims more inputs than an event can have", 128,
     MOST_SUPPLIED, 127, CHANNEL_CRITERION_CONTAINS, 0},
};

static void write_counts(struct seed_writer *writer)
{
    uint8_t kinds[MOST_SUPPLIED];

    memset(kinds, CHANNEL_KIND_TEXT, sizeof kinds);
    for (size_t i = 0; i < sizeof count_rows / sizeof count_rows[0]; i++) {
        const struct count_row *row = &count_rows[i];
        const struct channel_supplied supplied = {TYPE, row->supplied, kinds};
        const char *text =
            row->criterion == CHANNEL_CRITERION_ANY || row->criterion == CHANNEL_CRITERION_ABSENT
                ? NULL
                : "a";
        struct content *content =
            seed_one_criterion(row->defined, CHANNEL_KIND_TEXT, row->field, row->criterion, text);

        if (row->criterion == CHANNEL_CRITERION_REFERENCE)
            content->instances[0].criteria[0].values[0].field = row->other;
        write_seed(writer, row->name, row->holds, content, &supplied, 1);
    }
}

/* A criterion of every kind, on a field of the kind that it needs, on a sensor that supplies it in
 * each kind that there is, and in one that there is not. */
static void write_kinds(struct seed_writer *writer)
{
    for (uint8_t criterion = CHANNEL_CRITERION_ANY; channel_kind_rules(criterion)->kind != 0;
         criterion++) {
        const struct channel_kind_rules *rules = channel_kind_rules(criterion);
        const uint8_t needed =
            rules->input_kind == CHANNEL_KIND_ABSENT ? CHANNEL_KIND_TEXT : rules->input_kind;
        const char *glob_or_text = criterion == CHANNEL_CRITERION_GLOB ? "?" : "a";

        for (uint8_t has = CHANNEL_KIND_ABSENT; has <= CHANNEL_KIND_ADDRESS + 1; has++) {
            const struct channel_supplied supplied = {TYPE, 1, &has};
            struct content *content = seed_one_criterion(
                1, needed, 0, criterion, rules->form == CHANNEL_FORM_NONE ? NULL : glob_or_text);
            char name[64];

            snprintf(name, sizeof name, "kinds/%s-on-%s", rules->name, channel_kind_name(has));
            write_seed(writer, name, "a criterion on an input that the sensor supplies so", content,
                       &supplied, 1);
        }
    }
}

/* The definition says text, the sensor supplies the number that is read. */
static void write_defined_otherwise(struct seed_writer *writer)
{
    static const uint8_t number[] = {CHANNEL_KIND_NUMBER};
    const struct channel_supplied supplied = {TYPE, 1, number};

    write_seed(writer, "defined-otherwise", "a range on a field that is defined as text",
               seed_one_criterion(1, CHANNEL_KIND_TEXT, 0, CHANNEL_CRITERION_RANGE, ""), &supplied,
               1);
}

/* Which types a sensor lists. */
static void write_types(struct seed_writer *writer)
{
    enum { MANY = 65 };
    static uint8_t kinds[DEFINED];
    struct channel_supplied rows[MANY];
    const struct channel_supplied right = {TYPE, DEFINED, kinds};
    const struct channel_supplied poorer = {TYPE, SUPPLIED, kinds};
    const struct channel_supplied other = {TYPE + 1, DEFINED, kinds};
    struct {
        const char *name, *holds;
        struct channel_supplied rows[2];
        unsigned count;
    } table[] = {
        {"type-standard", "a type that the standard sensor does not have", {right, right}, 0},
        {"type-missing", "a sensor of another type", {other, other}, 1},
        {"type-extra", "a sensor of another type besides", {right, other}, 2},
        {"type-twice", "a type twice, poorer the second time", {right, poorer}, 2},
        {"type-twice-first", "a type twice, poorer the first time", {poorer, right}, 2},
        {"type-twice-equal", "a type twice, the same", {right, right}, 2},
    };

    memset(kinds, CHANNEL_KIND_TEXT, sizeof kinds);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        write_seed(writer, table[i].name, table[i].holds,
                   seed_one_criterion(DEFINED, CHANNEL_KIND_TEXT, DEFINED - 1,
                                      CHANNEL_CRITERION_CONTAINS, "a"),
                   table[i].rows, table[i].count);
    for (uint16_t i = 0; i < MANY; i++)
        rows[i] = (struct channel_supplied){(uint16_t)(TYPE + MANY - 1 - i), 1, kinds};
    write_seed(writer, "type-behind-many", "a type behind more than a target takes",
               seed_one_criterion(1, CHANNEL_KIND_TEXT, 0, CHANNEL_CRITERION_EXISTS, NULL), rows,
               MANY);
}

/* The known sensors: content on a type that only the newest supplies, and on one of all. */
static void write_known(struct seed_writer *writer)
{
    static const struct {
        const char *prefix;
        uint16_t type;
    } table[] = {{"newest-type", CHANNEL_TYPE_FILE_EXECUTABLE_DETECTED},
                 {"old-type", CHANNEL_TYPE_PROCESS_CREATION}};
    uint32_t count;
    const struct channel_named_sensor *sensors = channel_known_sensors(&count);

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        for (uint32_t sensor = 0; sensor < count; sensor++) {
            struct content *content = seed_need(content_new());
            char name[64];

            if (!content_declare(content, table[i].type))
                seed_need(NULL);
            struct content_instance *instance = seed_instance(content, table[i].type, "one");
            seed_criterion(content, instance, (uint16_t)(content->types[0].field_count - 1),
                           CHANNEL_CRITERION_EXISTS, NULL);
            seed_node(content, instance, CHANNEL_OPERATOR_TEST, 0);
            snprintf(name, sizeof name, "%s-%s", table[i].prefix, sensors[sensor].name);
            write_seed(writer, name, "the last field of a type, on a known sensor", content,
                       sensors[sensor].sensor.types, sensors[sensor].sensor.type_count);
        }
    }
}

void seeds_of_sensors(struct seed_writer *writer)
{
    write_counts(writer);
    write_kinds(writer);
    write_defined_otherwise(writer);
    write_types(writer);
    write_known(writer);
}
