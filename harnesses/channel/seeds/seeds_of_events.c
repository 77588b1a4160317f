/* Seeds of targets that take events: a file and a trailer. One for each kind of event that hurts;
 * above all, July 19: an input less than the content reads. */
#include <stdlib.h>

#include "channel/inputs/trailer.h"
#include "channel/template_types.h"
#include "limit_models.h"
#include "seed_model.h"
#include "seed_writer.h"

enum { DEFINED = 21, SUPPLIED = 20, TYPE = SEED_TYPE_OF_TESTS };

static const char target[] = "interpreter";

struct event_row {
    const char *name;
    const char *holds;
    uint16_t type;
    uint16_t inputs;
    uint8_t kind; /* of every input */
    const char *text;
    uint16_t field; /* that the criterion reads */
    uint8_t criterion;
    const char *pattern;
    uint32_t operand; /* of the condition: the criterion that it tests */
};

/* A type of 21 fields and a criterion on one of them. */
static struct content *make(const struct event_row *row)
{
    struct content *content =
        seed_one_criterion(DEFINED, CHANNEL_KIND_TEXT, row->field, row->criterion, row->pattern);

    content->instances[0].nodes[0].operand = row->operand;
    return content;
}

static const struct event_row event_rows[] = {
    {"hit", "an event that matches", TYPE, DEFINED, CHANNEL_KIND_TEXT, "cmd.exe /c whoami",
     DEFINED - 1, CHANNEL_CRITERION_CONTAINS, "whoami", 0},
    {"miss", "an event that does not match", TYPE, DEFINED, CHANNEL_KIND_TEXT, "cmd.exe",
     DEFINED - 1, CHANNEL_CRITERION_CONTAINS, "whoami", 0},
    {"absent", "an event that lacks every input", TYPE, DEFINED, CHANNEL_KIND_ABSENT, "",
     DEFINED - 1, CHANNEL_CRITERION_CONTAINS, "whoami", 0},
    {"empty", "an event of empty inputs", TYPE, DEFINED, CHANNEL_KIND_TEXT, "", DEFINED - 1,
     CHANNEL_CRITERION_EXACT, "", 0},
    {"july-19", "20 inputs, and a criterion on the 21st", TYPE, SUPPLIED, CHANNEL_KIND_TEXT, "a",
     DEFINED - 1, CHANNEL_CRITERION_CONTAINS, "a", 0},
    {"july-19-wildcard", "20 inputs, and a wildcard on the 21st", TYPE, SUPPLIED, CHANNEL_KIND_TEXT,
     "a", DEFINED - 1, CHANNEL_CRITERION_ANY, NULL, 0},
    {"no-inputs", "an event without inputs", TYPE, 0, CHANNEL_KIND_TEXT, "", 0,
     CHANNEL_CRITERION_EXISTS, NULL, 0},
    {"keyword", "a criterion on all inputs", TYPE, SUPPLIED, CHANNEL_KIND_TEXT, "a",
     CHANNEL_FIELD_ALL, CHANNEL_CRITERION_EXACT, "a", 0},
    {"keyword-no-inputs", "a criterion on all inputs of an event that has none", TYPE, 0,
     CHANNEL_KIND_TEXT, "", CHANNEL_FIELD_ALL, CHANNEL_CRITERION_EXACT, "a", 0},
    {"inputs-128", "as many inputs as an event may have", TYPE, 128, CHANNEL_KIND_TEXT, "a", 0,
     CHANNEL_CRITERION_EXACT, "a", 0},
    {"inputs-129", "an input more than an event may have", TYPE, 129, CHANNEL_KIND_TEXT, "a", 0,
     CHANNEL_CRITERION_EXACT, "a", 0},
    {"kind-unknown", "inputs of an unknown kind", TYPE, DEFINED, CHANNEL_KIND_ADDRESS + 1, "a", 0,
     CHANNEL_CRITERION_EXACT, "a", 0},
    {"absent-with-bytes", "absent inputs that have bytes", TYPE, DEFINED, CHANNEL_KIND_ABSENT, "a",
     0, CHANNEL_CRITERION_EXACT, "a", 0},
    {"kind-other", "text where the content reads a number", TYPE, DEFINED, CHANNEL_KIND_TEXT, "1",
     0, CHANNEL_CRITERION_RANGE, "", 0},
    {"number", "a number in a range", TYPE, DEFINED, CHANNEL_KIND_NUMBER, "0", 0,
     CHANNEL_CRITERION_RANGE, "", 0},
    {"number-torn", "a number that does not parse", TYPE, DEFINED, CHANNEL_KIND_NUMBER,
     "9223372036854775808", 0, CHANNEL_CRITERION_RANGE, "", 0},
    {"address", "an address in a network", TYPE, DEFINED, CHANNEL_KIND_ADDRESS, "0.0.0.0", 0,
     CHANNEL_CRITERION_CIDR4, "", 0},
    {"address-torn", "an address that does not parse", TYPE, DEFINED, CHANNEL_KIND_ADDRESS,
     "1.2.3.256", 0, CHANNEL_CRITERION_CIDR4, "", 0},
    {"field-beyond", "a criterion on a field that the type does not have", TYPE, DEFINED,
     CHANNEL_KIND_TEXT, "a", DEFINED, CHANNEL_CRITERION_EXACT, "a", 0},
    {"reference", "a field compared with another", TYPE, DEFINED, CHANNEL_KIND_TEXT, "a",
     DEFINED - 1, CHANNEL_CRITERION_REFERENCE, "", 0},
    {"glob-explodes", "many stars on a value that almost matches", TYPE, DEFINED, CHANNEL_KIND_TEXT,
     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", 0, CHANNEL_CRITERION_GLOB,
     "*a*a*a*a*a*a*a*a*a*a*a*a*a*c", 0},
    {"expression", "a regular expression that matches", TYPE, DEFINED, CHANNEL_KIND_TEXT,
     "cmd.exe /c whoami", 0, CHANNEL_CRITERION_EXPRESSION, "(?i)^CMD\\.[a-z]+ .*?w(?:ho|at)ami\\b$",
     0},
    {"expression-explodes", "nested loops on a value that almost matches", TYPE, DEFINED,
     CHANNEL_KIND_TEXT, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", 0,
     CHANNEL_CRITERION_EXPRESSION, "(?:(a|a)*a)*c", 0},
    {"expression-nothing", "a regular expression without a program", TYPE, DEFINED,
     CHANNEL_KIND_TEXT, "a", 0, CHANNEL_CRITERION_EXPRESSION, "", 0},
    {"test-beyond", "a condition on the criterion behind the last", TYPE, DEFINED,
     CHANNEL_KIND_TEXT, "a", 0, CHANNEL_CRITERION_EXACT, "a", 1},
    {"other-type", "an event of a type that the content does not have", TYPE + 1, DEFINED,
     CHANNEL_KIND_TEXT, "a", 0, CHANNEL_CRITERION_EXACT, "a", 0},
};

/* A file, and an event whose inputs are all of one kind and text. Frees the model. */
static void write_event(struct seed_writer *writer, const struct event_row *row,
                        struct content *content)
{
    const struct content_text text = seed_text(row->text);
    struct trailer_writer trailer;
    struct exact_event event;
    size_t size;
    uint8_t *bytes = seed_encode_unchecked(content, &size);

    exact_event_new(row->type, row->inputs, &event);
    for (uint16_t i = 0; i < row->inputs; i++)
        exact_event_set(&event, i, row->kind, (const uint8_t *)text.bytes, text.size);
    trailer_write_file(&trailer, bytes, size);
    trailer_write_event(&trailer, &event.event);
    trailer_write_end(&trailer);
    seed_write(writer, target, row->name, row->holds, trailer.bytes, trailer.size);
    exact_event_free(&event);
    free(trailer.bytes);
    free(bytes);
}

/* Conditions of the largest depth, and of one more. */
static void write_depth(struct seed_writer *writer)
{
    const struct event_row at = {.name = "depth-128",
                                 .holds = "a condition of the largest depth, all of it run",
                                 .type = TYPE,
                                 .inputs = 1,
                                 .kind = CHANNEL_KIND_TEXT,
                                 .text = "abc"};
    struct event_row above = at;

    above.name = "depth-129";
    above.holds = "a condition one deeper than the largest, all of it run";
    write_event(writer, &at, limit_depth());
    write_event(writer, &above, limit_depth_above());
}

/* Trailers that say too much or too little. */
static void write_torn(struct seed_writer *writer)
{
    static const uint8_t length_beyond[] = {0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 'R', 'Z', 'T', 'R'};
    static const uint8_t types_beyond[] = {0xff, 0xff, 2, 0, 0, 0, 'R', 'Z', 'T', 'R'};
    static const uint8_t alone[] = {0, 0, 2, 0, 0, 0, 'R', 'Z', 'T', 'R'};
    static const uint8_t no_payload[] = {0, 0, 0, 0, 'R', 'Z', 'T', 'R'};

    seed_write(writer, target, "trailer-beyond", "a trailer longer than the input", length_beyond,
               sizeof length_beyond);
    seed_write(writer, target, "trailer-types-beyond", "more types than the trailer holds",
               types_beyond, sizeof types_beyond);
    seed_write(writer, target, "trailer-alone", "a trailer without a file", alone, sizeof alone);
    seed_write(writer, target, "trailer-empty", "a trailer without a payload", no_payload,
               sizeof no_payload);
}

void seeds_of_events(struct seed_writer *writer)
{
    for (size_t i = 0; i < sizeof event_rows / sizeof event_rows[0]; i++)
        write_event(writer, &event_rows[i], make(&event_rows[i]));
    write_depth(writer);
    write_torn(writer);
}
