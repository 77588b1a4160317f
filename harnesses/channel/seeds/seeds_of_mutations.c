/* Seeds of the target `mutator`: files of each form of value, with and without a trailer, each with
 * a few seeds of the mutator and with rooms that are large, tight, and too small. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "channel/inputs/trailer.h"
#include "channel/kinds.h"
#include "channel/template_types.h"
#include "seed_model.h"
#include "seed_writer.h"

enum { SEEDS_OF_EACH = 4, LARGE_ROOM = 16 * 1024, FOOTER = 8 };

static const char target[] = "mutator";

struct mutation_row {
    const char *name;
    const char *holds;
    uint8_t kind;
    const char *text; /* null: the kind takes no value */
};

static const struct mutation_row rows[] = {
    {"exists", "a criterion without value", CHANNEL_CRITERION_EXISTS, NULL},
    {"contains", "a text", CHANNEL_CRITERION_CONTAINS, "whoami"},
    {"glob", "a glob", CHANNEL_CRITERION_GLOB, "a*b?c\\*"},
    {"expression", "a regular expression", CHANNEL_CRITERION_EXPRESSION, "^a[b-d]+(e|f)?$"},
    {"range", "a range", CHANNEL_CRITERION_RANGE, ""},
    {"cidr4", "a network", CHANNEL_CRITERION_CIDR4, ""},
    {"reference", "a reference", CHANNEL_CRITERION_REFERENCE, ""},
};

/* A model of two instances: the row's criterion, and a condition around two of it. */
static struct content *make_model(const struct mutation_row *row)
{
    const uint8_t reads = channel_kind_rules(row->kind)->input_kind;
    const uint16_t type = reads == CHANNEL_KIND_ADDRESS ? SEED_TYPE_WITH_ADDRESSES : SEED_TYPE;
    struct content *content = seed_content();
    const uint16_t field =
        seed_field(content, type, reads == CHANNEL_KIND_ABSENT ? CHANNEL_KIND_TEXT : reads);
    struct content_instance *instance = seed_instance(content, type, "one");

    seed_criterion(content, instance, field, row->kind, row->text);
    seed_node(content, instance, CHANNEL_OPERATOR_TEST, 0);
    instance = seed_instance(content, type, "two");
    seed_criterion(content, instance, field, row->kind, row->text);
    seed_criterion(content, instance, 0, CHANNEL_CRITERION_ANY, NULL);
    seed_node(content, instance, CHANNEL_OPERATOR_NOT, 3);
    seed_node(content, instance, CHANNEL_OPERATOR_AND, 2);
    seed_node(content, instance, CHANNEL_OPERATOR_TEST, 0);
    seed_node(content, instance, CHANNEL_OPERATOR_TEST, 1);
    return content;
}

static void store(uint8_t *bytes, uint32_t value)
{
    for (unsigned i = 0; i < 4; i++)
        bytes[i] = (uint8_t)(value >> (8 * i));
}

static void write_order(struct seed_writer *writer, const char *name, const char *holds,
                        const uint8_t *bytes, size_t size, uint32_t seed, uint32_t room)
{
    uint8_t *order = seed_need(malloc(size + FOOTER));

    if (size > 0)
        memcpy(order, bytes, size);
    store(order + size, seed);
    store(order + size + 4, room);
    seed_write(writer, target, name, holds, order, size + FOOTER);
    free(order);
}

static void write_trailed(struct seed_writer *writer, const struct mutation_row *row,
                          const struct content *content, const uint8_t *bytes, size_t size)
{
    const struct content_text text = seed_text("whoami");
    struct trailer_writer trailer;
    struct exact_event event;
    char name[64];

    exact_event_new(content->instances[0].type, 2, &event);
    exact_event_set(&event, 1, CHANNEL_KIND_TEXT, (const uint8_t *)text.bytes, text.size);
    trailer_write_file(&trailer, bytes, size);
    trailer_write_event(&trailer, &event.event);
    trailer_write_end(&trailer);
    for (uint32_t seed = 0; seed < SEEDS_OF_EACH; seed++) {
        snprintf(name, sizeof name, "trailer/%s-%u", row->name, (unsigned)seed);
        write_order(writer, name, row->holds, trailer.bytes, trailer.size, seed, LARGE_ROOM);
    }
    exact_event_free(&event);
    free(trailer.bytes);
}

static void write_row(struct seed_writer *writer, const struct mutation_row *row)
{
    struct content *content = make_model(row);
    size_t size;
    uint8_t *bytes = seed_encode(content, &size);
    char name[64];

    for (uint32_t seed = 0; seed < SEEDS_OF_EACH; seed++) {
        snprintf(name, sizeof name, "%s-%u", row->name, (unsigned)seed);
        write_order(writer, name, row->holds, bytes, size, seed, LARGE_ROOM);
        snprintf(name, sizeof name, "tight/%s-%u", row->name, (unsigned)seed);
        write_order(writer, name, row->holds, bytes, size, seed, (uint32_t)size);
    }
    write_trailed(writer, row, content, bytes, size);
    free(bytes);
    content_free(content);
}

void seeds_of_mutations(struct seed_writer *writer)
{
    static const uint8_t zero[1] = {0};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        write_row(writer, &rows[i]);
    write_order(writer, "nothing-fresh", "no file; one is made", zero, 0, 1, LARGE_ROOM);
    write_order(writer, "nothing-engine", "no file; left to the engine", zero, 0, 2, LARGE_ROOM);
    write_order(writer, "zero-byte", "what an empty corpus begins with", zero, 1, 0, LARGE_ROOM);
    write_order(writer, "no-room", "no room for any result", zero, 0, 0, 0);
    write_order(writer, "room-for-one", "room for a byte", zero, 1, 0, 1);
    seed_write(writer, target, "short", "too short for a seed and a room", zero, 1);
}
