/* The content model: what a channel file holds, as structures that can be changed.
 *
 * The Sigma front end and the seed maker fill it, the builder encodes it, content_decode makes it
 * from a file. Everything in it is owned by its arena and freed at once. Members hold what they say
 * without being checked: the builder refuses what cannot be encoded. */
#ifndef REDZONE_CONTENT_H
#define REDZONE_CONTENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "channel/decode.h"

/* Bytes with a length; not terminated, may hold anything. */
struct content_text {
    const char *bytes;
    uint32_t size;
};

/* One value; which members count, the form of the criterion's kind tells (channel/kinds.h). A
 * glob's text is in the escaped form of docs/format.md. */
struct content_value {
    struct content_text text;
    int64_t minimum, maximum;
    uint8_t address[16];
    uint8_t prefix;
    uint8_t mode;
    uint16_t field;
    uint8_t flags; /* expression; its source is `text` */
    struct channel_instruction *program;
    uint32_t instruction_count;
};

struct content_criterion {
    uint16_t field;
    uint8_t kind;
    uint8_t flags;
    struct content_value *values;
    uint32_t value_count, value_capacity;
};

struct content_node {
    uint8_t op;
    uint32_t operand;
};

/* A template instance together with its rule. */
struct content_instance {
    uint16_t type;
    uint8_t level;
    struct content_text id, title, author, licence, link;
    struct content_criterion *criteria;
    uint32_t criterion_count, criterion_capacity;
    struct content_node *nodes;
    uint32_t node_count, node_capacity;
};

/* A template type that instances may refer to. */
struct content_type {
    uint16_t type;
    uint16_t field_count;
    uint8_t kinds[128];
};

struct content {
    struct arena *arena;
    uint32_t channel, revision, oldest_sensor;
    struct content_type *types;
    uint32_t type_count, type_capacity;
    struct content_instance *instances;
    uint32_t instance_count, instance_capacity;
};

/* An empty model; NULL when memory is short. Free it with content_free (which takes NULL). */
struct content *content_new(void);
void content_free(struct content *content);

/* Copies bytes into the model's arena. False when memory is short. */
bool content_text(struct content *content, const void *bytes, size_t size,
                  struct content_text *out);

/* Each appends an element that is all zero and returns it, NULL when memory is short. A pointer
 * returned before to an element of the same array is void then. */
struct content_type *content_add_type(struct content *content);
struct content_instance *content_add_instance(struct content *content);
struct content_criterion *content_add_criterion(struct content *content,
                                                struct content_instance *instance);
struct content_value *content_add_value(struct content *content,
                                        struct content_criterion *criterion);
struct content_node *content_add_node(struct content *content, struct content_instance *instance);

/* The declared type, NULL when the model has none of this identifier. */
const struct content_type *content_find_type(const struct content *content, uint16_t type);

/* Appends the definition of parser's table (channel/template_types.h) unless it is there already.
 * False when memory is short or no such type is defined. */
bool content_declare(struct content *content, uint16_t type);

/* The model of an opened file, NULL on a refusal (*error and *offset as channel_walk) or when
 * memory is short (*error is CHANNEL_OK then). Encoding it gives the same bytes. */
struct content *content_decode(const struct channel_file *file, enum channel_error *error,
                               uint32_t *offset);

#endif
