/* Relies on the promises of channel/decode.h, and checks them. */
#include "check_walk.h"
#include "channel/explanation/describe.h"

#include <string.h>

#include "support/contract.h"

static void add_slice(const struct channel_file *file, enum channel_section section,
                      struct channel_slice slice, struct digest *digest)
{
    digest_add(digest, slice.size);
    if (slice.size == 0)
        return;
    const struct channel_slice home = file->sections[section];
    const uintptr_t begin = (uintptr_t)home.base;
    const uintptr_t at = (uintptr_t)slice.base;
    contract_require(at >= begin && at - begin <= home.size &&
                         slice.size <= home.size - (at - begin),
                     "what the walk hands out lies in its section", "slice");
    digest_add(digest, at - begin);
}

/* Tools print what they read by name. */
static void check_name(const char *name)
{
    contract_require(strcmp(name, "unknown") != 0, "what is accepted has a name", "unknown");
}

static void add_text(const struct channel_walk *walk, struct channel_slice text,
                     struct digest *digest)
{
    add_slice(walk->file, CHANNEL_SECTION_STRINGS, text, digest);
}

static void add_rule(const struct channel_walk *walk, struct digest *digest)
{
    const struct channel_rule *rule = &walk->rule;
    struct channel_rule by_index;

    contract_require(channel_rule_at(walk->file, walk->rule_index, &by_index) == CHANNEL_OK,
                     "a decoder by index takes what the walk took", "rule");
    contract_require(by_index.instance == rule->instance && by_index.id.base == rule->id.base,
                     "a decoder by index and the walk agree", "rule");
    check_name(channel_level_name(rule->level));
    digest_add(digest, rule->instance);
    digest_add(digest, rule->level);
    add_text(walk, rule->id, digest);
    add_text(walk, rule->title, digest);
    add_text(walk, rule->author, digest);
    add_text(walk, rule->licence, digest);
    add_text(walk, rule->link, digest);
}

static void add_type(const struct channel_walk *walk, struct digest *digest)
{
    const struct channel_type *type = &walk->type;
    struct channel_type by_index;

    contract_require(channel_type_at(walk->file, walk->type_index, &by_index) == CHANNEL_OK,
                     "a decoder by index takes what the walk took", "type");
    contract_require(by_index.type == type->type && by_index.instance_count == type->instance_count,
                     "a decoder by index and the walk agree", "type");
    contract_require(type->kinds.size == type->field_count, "a type has a kind for each field",
                     "kinds");
    check_name(channel_kind_name(type->kinds.base[0]));
    digest_add(digest, type->type);
    digest_add(digest, type->first_instance);
    digest_add(digest, type->instance_count);
    add_slice(walk->file, CHANNEL_SECTION_FIELDS, type->kinds, digest);
}

static void add_instance(const struct channel_walk *walk, struct digest *digest)
{
    const struct channel_instance *instance = &walk->instance;
    struct channel_instance by_index;

    contract_require(channel_instance_at(walk->file, walk->instance_index, &by_index) == CHANNEL_OK,
                     "a decoder by index takes what the walk took", "instance");
    contract_require(by_index.rule == instance->rule && by_index.node_count == instance->node_count,
                     "a decoder by index and the walk agree", "instance");
    contract_require(instance->rule < channel_section_count(walk->file, CHANNEL_SECTION_RULES),
                     "an instance names a rule that exists", "instance");
    digest_add(digest, instance->rule);
    digest_add(digest, instance->criterion_count);
    digest_add(digest, instance->node_count);
}

static void add_criterion(const struct channel_walk *walk, struct digest *digest)
{
    const struct channel_criterion *criterion = &walk->criterion;
    struct channel_criterion by_index;

    contract_require(channel_criterion_at(walk->file, &walk->type,
                                          walk->instance.first_criterion + walk->criterion_index,
                                          &by_index) == CHANNEL_OK,
                     "a decoder by index takes what the walk took", "criterion");
    contract_require(by_index.field == criterion->field && by_index.kind == criterion->kind,
                     "a decoder by index and the walk agree", "criterion");
    contract_require(criterion->field < walk->type.field_count ||
                         criterion->field == CHANNEL_FIELD_ALL,
                     "a criterion names a field that its type declares",
                     channel_kind_rules(criterion->kind)->name);
    digest_add(digest, criterion->field);
    digest_add(digest, criterion->kind);
    digest_add(digest, criterion->flags);
    digest_add(digest, criterion->value_count);
}

static void check_value_by_index(const struct channel_walk *walk)
{
    const struct channel_value *value = &walk->value;
    const char *kind = channel_kind_rules(walk->criterion.kind)->name;
    struct channel_value by_index;

    contract_require(channel_value_at(walk->file, &walk->criterion,
                                      walk->criterion.first_value + walk->value_index,
                                      &by_index) == CHANNEL_OK,
                     "a decoder by index takes what the walk took", kind);
    contract_require(by_index.text.base == value->text.base &&
                         by_index.text.size == value->text.size &&
                         by_index.program.base == value->program.base &&
                         by_index.address.base == value->address.base &&
                         by_index.minimum == value->minimum && by_index.field == value->field,
                     "a decoder by index and the walk agree", kind);
}

static void add_value(const struct channel_walk *walk, struct digest *digest)
{
    const struct channel_value *value = &walk->value;

    check_value_by_index(walk);
    switch (channel_kind_rules(walk->criterion.kind)->form) {
    case CHANNEL_FORM_PATTERN:
        add_text(walk, value->text, digest);
        break;
    case CHANNEL_FORM_RANGE:
        contract_require(value->minimum <= value->maximum, "a range is not empty", "range");
        digest_add(digest, (uint64_t)value->minimum);
        digest_add(digest, (uint64_t)value->maximum);
        break;
    case CHANNEL_FORM_NETWORK:
        add_slice(walk->file, CHANNEL_SECTION_NETWORKS, value->address, digest);
        digest_add(digest, value->prefix);
        break;
    case CHANNEL_FORM_EXPRESSION:
        add_text(walk, value->text, digest);
        add_slice(walk->file, CHANNEL_SECTION_INSTRUCTIONS, value->program, digest);
        digest_add(digest, value->flags);
        break;
    case CHANNEL_FORM_REFERENCE:
        contract_require(value->field < walk->type.field_count,
                         "a reference names a field that its type declares", "reference");
        check_name(channel_reference_mode_name(value->mode));
        digest_add(digest, value->field);
        digest_add(digest, value->mode);
        break;
    default:
        contract_failed("the walk hands out values of forms that have values", "form");
    }
}

static void add_node(const struct channel_walk *walk, struct digest *digest)
{
    const struct channel_node *node = &walk->node;
    const uint32_t bound = node->op == CHANNEL_OPERATOR_TEST
                               ? walk->instance.criterion_count
                               : walk->instance.node_count - walk->node_index;

    struct channel_node by_index;

    contract_require(channel_node_at(walk->file, walk->instance.first_node + walk->node_index,
                                     &by_index) == CHANNEL_OK,
                     "a decoder by index takes what the walk took", "node");
    contract_require(by_index.op == node->op && by_index.operand == node->operand,
                     "a decoder by index and the walk agree", "node");
    check_name(channel_operator_name(node->op));
    contract_require(node->operand < bound, "a condition stays inside its instance",
                     channel_operator_name(node->op));
    digest_add(digest, node->op);
    digest_add(digest, node->operand);
}

static void add_step(enum channel_walk_step step, const struct channel_walk *walk,
                     struct digest *digest)
{
    digest_add(digest, step);
    digest_add(digest, walk->offset);
    switch (step) {
    case CHANNEL_WALK_RULE:
        add_rule(walk, digest);
        break;
    case CHANNEL_WALK_TYPE:
        add_type(walk, digest);
        break;
    case CHANNEL_WALK_INSTANCE:
        add_instance(walk, digest);
        break;
    case CHANNEL_WALK_CRITERION:
        add_criterion(walk, digest);
        break;
    case CHANNEL_WALK_VALUE:
        add_value(walk, digest);
        break;
    case CHANNEL_WALK_NODE:
        add_node(walk, digest);
        break;
    case CHANNEL_WALK_ERROR:
        digest_add(digest, walk->error);
        break;
    case CHANNEL_WALK_END:
    default:
        contract_failed("a step of a walk is one of the known ones", "step");
    }
}

/* What stands behind the last record of a table. */
static void check_behind(const struct channel_file *file)
{
    static const struct channel_type no_type = {0};
    const struct channel_criterion wildcard = {.kind = CHANNEL_CRITERION_ANY};
    const struct channel_criterion range = {.kind = CHANNEL_CRITERION_RANGE};
    const uint32_t ranges = channel_section_count(file, CHANNEL_SECTION_RANGES);
    struct channel_rule rule;
    struct channel_type type;
    struct channel_instance instance;
    struct channel_criterion criterion;
    struct channel_value value;
    struct channel_node node;
    const struct {
        enum channel_error is, expected;
    } rows[] = {
        {channel_rule_at(file, channel_section_count(file, CHANNEL_SECTION_RULES), &rule),
         CHANNEL_ERROR_RULE_INDEX},
        {channel_type_at(file, channel_section_count(file, CHANNEL_SECTION_TYPES), &type),
         CHANNEL_ERROR_TYPE_INDEX},
        {channel_instance_at(file, channel_section_count(file, CHANNEL_SECTION_INSTANCES),
                             &instance),
         CHANNEL_ERROR_INSTANCE_INDEX},
        {channel_criterion_at(file, &no_type, channel_section_count(file, CHANNEL_SECTION_CRITERIA),
                              &criterion),
         CHANNEL_ERROR_CRITERION_INDEX},
        {channel_value_at(file, &range, ranges, &value), CHANNEL_ERROR_VALUE_INDEX},
        {channel_value_at(file, &wildcard, 0, &value), CHANNEL_ERROR_VALUE_NONE},
        {channel_node_at(file, channel_section_count(file, CHANNEL_SECTION_NODES), &node),
         CHANNEL_ERROR_NODE_INDEX},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        contract_require(rows[i].is == rows[i].expected,
                         "a decoder by index refuses what stands behind its table",
                         channel_error_name(rows[i].expected));
    contract_require(channel_section_count(file, CHANNEL_SECTION_END) == 0,
                     "what is no section has no records", "section");
}

bool check_walk(const struct channel_file *file, struct digest *digest)
{
    struct channel_walk walk;
    enum channel_walk_step step;
    bool clean = true;
    uint32_t steps = 0;

    check_behind(file);
    channel_walk_begin(file, &walk);
    describe_walk(&walk);
    while ((step = channel_walk_next(&walk)) != CHANNEL_WALK_END) {
        contract_require(steps++ <= file->bytes.size, "a walk takes no more steps than bytes",
                         "steps");
        contract_require(walk.offset <= file->bytes.size, "a step names a place in the file",
                         "offset");
        add_step(step, &walk, digest);
        if (step == CHANNEL_WALK_ERROR)
            clean = false;
    }
    describe_nothing();
    contract_require(channel_walk_next(&walk) == CHANNEL_WALK_END, "a walk that ended stays ended",
                     "end");
    return clean;
}
