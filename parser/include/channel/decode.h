/* What a channel file holds, record by record: the tables layer.
 *
 * Two ways in. The walk hands out every record once, in the order of the file, and proves on the
 * way that the file is canonical: no record unused, none used twice, one meaning in one form. The
 * decoders by index (channel_…_at) serve the interpreter and tools; each checks all that it reads
 * and relies on nobody having walked. */
#ifndef CHANNEL_DECODE_H
#define CHANNEL_DECODE_H

#include <stdbool.h>
#include <stdint.h>

#include "channel/file.h"
#include "channel/kinds.h"

enum { CHANNEL_MAX_CONDITION_DEPTH = 128 }; /* reason: parser/limits.h */

#define CHANNEL_NO_INDEX UINT32_MAX /* in place of an index: concerns none */

struct channel_rule {
    uint32_t instance; /* index of the template instance that was made from it */
    uint8_t level;     /* enum channel_level */
    struct channel_slice id, title, author, licence, link;
};

struct channel_type {
    uint16_t type;
    uint16_t field_count;
    struct channel_slice kinds; /* field_count bytes, enum channel_kind each */
    uint32_t first_field;
    uint32_t first_instance;
    uint32_t instance_count;
};

struct channel_instance {
    uint32_t rule; /* index into the rules */
    uint32_t first_criterion;
    uint32_t criterion_count;
    uint32_t first_node;
    uint32_t node_count;
};

struct channel_criterion {
    uint16_t field; /* of the type; CHANNEL_FIELD_ALL */
    uint8_t kind;   /* enum channel_criterion_kind */
    uint8_t flags;
    uint32_t first_value; /* in the table of the kind's form */
    uint32_t value_count;
};

/* One value of a criterion; which members count, the form of the criterion's kind tells. */
struct channel_value {
    struct channel_slice text;    /* pattern */
    int64_t minimum, maximum;     /* range */
    struct channel_slice address; /* network: 16 bytes, an IPv4 address in the first four */
    uint8_t prefix;               /* network: leading bits that count */
    uint8_t mode;                 /* reference: enum channel_reference_mode */
    uint16_t field;               /* reference */
    struct channel_slice program; /* expression: its instructions, CHANNEL_RECORD_INSTRUCTIONS each;
                                     `text` is its source */
    uint8_t flags;                /* expression */
};

/* An instruction of a program; what a and b are, its kind tells (channel/kinds.h). */
struct channel_instruction {
    uint8_t op;    /* enum channel_instruction_kind */
    uint8_t flags; /* 0 or 1 */
    uint32_t a, b; /* of 24 bits */
};

struct channel_node {
    uint8_t op; /* enum channel_operator */
    uint32_t operand;
};

/* Decoders by index. They refuse an index beyond the table and a record that is wrong in itself,
 * and leave *out all zero then. `type` is the one that the instance belongs to. */
enum channel_error channel_rule_at(const struct channel_file *file, uint32_t index,
                                   struct channel_rule *out);
enum channel_error channel_type_at(const struct channel_file *file, uint32_t index,
                                   struct channel_type *out);
enum channel_error channel_instance_at(const struct channel_file *file, uint32_t index,
                                       struct channel_instance *out);
enum channel_error channel_criterion_at(const struct channel_file *file,
                                        const struct channel_type *type, uint32_t index,
                                        struct channel_criterion *out);
enum channel_error channel_value_at(const struct channel_file *file,
                                    const struct channel_criterion *criterion, uint32_t index,
                                    struct channel_value *out);
enum channel_error channel_instruction_at(struct channel_slice program, uint32_t index,
                                          struct channel_instruction *out);
enum channel_error channel_node_at(const struct channel_file *file, uint32_t index,
                                   struct channel_node *out);

/* What channel_walk_next has found. */
enum channel_walk_step {
    CHANNEL_WALK_END, /* nothing is left */
    CHANNEL_WALK_RULE,
    CHANNEL_WALK_TYPE,
    CHANNEL_WALK_INSTANCE,
    CHANNEL_WALK_CRITERION,
    CHANNEL_WALK_VALUE,
    CHANNEL_WALK_NODE,
    CHANNEL_WALK_ERROR, /* a record was refused; see `error` and `offset`; the walk can go on */
};

/* A walk. The caller provides the room (about 900 bytes) and reads the upper part; all rules come
 * first, then each type, each of its instances, each criterion followed by its values, the nodes.
 */
struct channel_walk {
    const struct channel_file *file;
    enum channel_error error;         /* of the last step, if that was CHANNEL_WALK_ERROR */
    enum channel_walk_step attempted; /* what the last step was about; END: the file as a whole */
    uint32_t offset;                  /* in the file, of the record of the last step */
    struct channel_rule rule;
    uint32_t rule_index;
    struct channel_type type;
    uint32_t type_index;
    struct channel_instance instance;
    uint32_t instance_index;
    struct channel_criterion criterion;
    uint32_t criterion_index; /* in its instance */
    struct channel_value value;
    uint32_t value_index; /* in its criterion */
    struct channel_node node;
    uint32_t node_index; /* in its instance */

    /* The walk's own state. */
    bool started, ended, broken, opened;
    uint32_t rules_left, types_left, instances_left, criteria_left, values_left, nodes_left;
    uint32_t next_string, next_field, next_instance, next_criterion, next_node, next_instruction;
    uint32_t next_value[CHANNEL_FORMS];
    uint32_t next_use; /* criteria of the instance that its condition has used so far */
    uint32_t depth;
    uint32_t ends[CHANNEL_MAX_CONDITION_DEPTH];
    uint8_t operators[CHANNEL_MAX_CONDITION_DEPTH];
};

/* Begins a walk over an opened file. */
void channel_walk_begin(const struct channel_file *file, struct channel_walk *walk);

/* The next record. After CHANNEL_WALK_ERROR the walk goes on behind what was refused: with the next
 * rule, type or instance. A walk that ended without an error has proved the file canonical. */
enum channel_walk_step channel_walk_next(struct channel_walk *walk);

#endif
