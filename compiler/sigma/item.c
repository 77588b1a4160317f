/* Values of one key into as few criteria as the format allows: one for each kind. Relies on
 * literal.h for what a value means. */
#include "item.h"

#include "distinct.h"
#include "suspect.h"

enum { KINDS = CHANNEL_CRITERION_REFERENCE + 1 };

struct item {
    struct sigma_work *work;
    const struct sigma_target *target;
    struct sigma_key key;
    bool known; /* the type has the field */
    uint16_t field;
};

/* Whether the field is of the kind of input that the criteria of the key read. */
static bool check_kind(const struct item *item)
{
    const uint8_t kind = item->key.family == SIGMA_FAMILY_NETWORK ? CHANNEL_CRITERION_CIDR4
                         : item->key.family == SIGMA_FAMILY_RANGE ? CHANNEL_CRITERION_RANGE
                                                                  : CHANNEL_CRITERION_EXACT;
    const uint8_t needed = channel_kind_rules(kind)->input_kind;

    if (needed == CHANNEL_KIND_ABSENT || !item->known ||
        item->target->type->fields[item->field].kind == needed)
        return true;
    return sigma_refuse(item->work, SIGMA_REASON_FIELD, item->key.line,
                        "modifier %s needs a field of %s, and %s is none",
                        sigma_modifier_name(item->key.typed),
                        needed == CHANNEL_KIND_NUMBER ? "numbers" : "addresses",
                        sigma_excerpt(item->key.field).text);
}

/* The test of a criterion; on a field that the type lacks, which is always absent, what it says of
 * an absent field. */
static struct sigma_tree *make_test(const struct item *item, struct content_criterion *criterion)
{
    if (criterion->kind == SIGMA_KIND_NEVER)
        return sigma_tree_constant(item->work, false);
    if (!item->known)
        return sigma_tree_constant(item->work, criterion->kind == CHANNEL_CRITERION_ABSENT);
    if (criterion->value_count < 2)
        criterion->flags &= (uint8_t)~CHANNEL_FLAG_ALL;
    if ((criterion->flags & CHANNEL_FLAG_ALL) != 0)
        sigma_warn_of_exclusion(item->work, item->key.line, criterion);
    return sigma_tree_test(item->work, criterion);
}

static struct content_criterion *new_criterion(const struct item *item, uint8_t kind, bool all)
{
    const struct channel_kind_rules *rules = channel_kind_rules(kind);
    const bool cased = sigma_key_has(&item->key, SIGMA_MODIFIER_CASED);
    struct content_criterion *criterion = sigma_take(item->work, 1, sizeof *criterion);

    if (criterion == NULL)
        return NULL;
    criterion->field = item->field;
    criterion->kind = kind;
    criterion->flags = (uint8_t)((cased ? CHANNEL_FLAG_CASED : 0) | (all ? CHANNEL_FLAG_ALL : 0));
    criterion->flags &= rules->flags;
    return criterion;
}

static bool add_value(const struct item *item, struct content_criterion *criterion,
                      const struct content_value *value)
{
    struct content_value *values = arena_grow(item->work->arena, criterion->values, sizeof *values,
                                              criterion->value_count, &criterion->value_capacity);

    if (values == NULL)
        return sigma_out_of_memory(item->work);
    values[criterion->value_count++] = *value;
    criterion->values = values;
    return true;
}

/* The definition of the field; NULL for keywords, and for a field that the type lacks. */
static const struct channel_field_definition *definition_of(const struct item *item)
{
    const bool keyword = item->field == CHANNEL_FIELD_ALL;

    return item->known && !keyword ? &item->target->type->fields[item->field] : NULL;
}

/* One criterion for each kind among the literals, in the order in which the kinds appear: any of
 * them, or, with `all`, every one. */
static struct sigma_tree *join_literals(const struct item *item, struct sigma_literals *literals,
                                        bool all)
{
    struct content_criterion *criteria[KINDS] = {NULL};
    struct sigma_tree *trees[KINDS];
    uint8_t order[KINDS];
    uint32_t kinds = 0;

    if (!sigma_mark_repeated(item->work, literals))
        return NULL;
    sigma_warn_of_values(item->work, definition_of(item), literals);
    for (uint32_t i = 0; i < literals->count; i++) {
        const struct sigma_literal *literal = &literals->list[i];
        const uint8_t kind = literal->kind;
        if (literal->repeats != NULL)
            continue;
        if (criteria[kind] == NULL) {
            criteria[kind] = new_criterion(item, kind, all);
            order[kinds++] = kind;
        }
        if (criteria[kind] == NULL)
            return NULL;
        if (channel_kind_rules(kind)->form != CHANNEL_FORM_NONE &&
            !add_value(item, criteria[kind], &literal->value))
            return NULL;
    }
    if (all && kinds > 1 && criteria[CHANNEL_CRITERION_ABSENT] != NULL)
        sigma_warn(item->work, item->key.line, "modifier all: null excludes every other value");
    for (uint32_t i = 0; i < kinds; i++)
        trees[i] = make_test(item, criteria[order[i]]);
    return sigma_tree_join(item->work, all ? SIGMA_TREE_AND : SIGMA_TREE_OR, trees, kinds,
                           item->key.line);
}

static uint32_t count_of(const struct sigma_node *values)
{
    return values->kind == SIGMA_SEQUENCE ? values->count : 1;
}

static const struct sigma_node *value_at(const struct sigma_node *values, uint32_t index)
{
    return values->kind == SIGMA_SEQUENCE ? values->items[index] : values;
}

static struct sigma_tree *join_any(const struct item *item, const struct sigma_node *values)
{
    struct sigma_literals literals = {NULL, 0, 0};

    for (uint32_t i = 0; i < count_of(values); i++) {
        if (!sigma_literal_add(item->work, item->target, &item->key, value_at(values, i),
                               &literals))
            return NULL;
    }
    return join_literals(item, &literals, false);
}

/* Every value must match; what one value expands to takes one another's place, and becomes a
 * disjunction of its own. So does each keyword: it may stand in another field than the next one,
 * and a criterion looks at one field at a time. */
static struct sigma_tree *join_all(const struct item *item, const struct sigma_node *values)
{
    const bool keyword = item->key.field.size == 0;
    struct sigma_literals singles = {NULL, 0, 0};
    struct sigma_forest forest = {NULL, 0, 0};

    for (uint32_t i = 0; i < count_of(values); i++) {
        struct sigma_literals literals = {NULL, 0, 0};
        if (!sigma_literal_add(item->work, item->target, &item->key, value_at(values, i),
                               &literals))
            return NULL;
        const bool single = !keyword && literals.count == 1;
        if (single && !sigma_literals_append(item->work, &singles, literals.list[0]))
            return NULL;
        if (!single &&
            !sigma_forest_add(item->work, &forest, join_literals(item, &literals, false)))
            return NULL;
    }
    if (singles.count > 0 &&
        !sigma_forest_add(item->work, &forest, join_literals(item, &singles, true)))
        return NULL;
    return sigma_tree_join(item->work, SIGMA_TREE_AND, forest.trees, forest.count, item->key.line);
}

static bool check_values(struct sigma_work *work, const struct sigma_key *key,
                         const struct sigma_node *values)
{
    if (values->kind == SIGMA_MAPPING)
        return sigma_refuse(work, SIGMA_REASON_VALUE, values->line, "the value of a key is a map");
    if (values->kind == SIGMA_SEQUENCE && values->count == 0)
        return sigma_refuse(work, SIGMA_REASON_VALUE, values->line, "a list of values is empty");
    if (values->kind == SIGMA_SEQUENCE && key->family == SIGMA_FAMILY_EXISTS)
        return sigma_refuse(work, SIGMA_REASON_VALUE, values->line,
                            "modifier exists takes one value, not a list");
    return true;
}

struct sigma_tree *sigma_item(struct sigma_work *work, const struct sigma_target *target,
                              struct content_text key, uint32_t line,
                              const struct sigma_node *values)
{
    struct item item = {.work = work, .target = target, .known = true, .field = CHANNEL_FIELD_ALL};

    if (!sigma_key_parse(work, key, line, &item.key) || !check_values(work, &item.key, values))
        return NULL;
    if (item.key.field.size > 0 &&
        (!sigma_find_field(work, target, item.key.field, line, &item.known, &item.field) ||
         !check_kind(&item)))
        return NULL;
    struct sigma_tree *tree = sigma_key_has(&item.key, SIGMA_MODIFIER_ALL)
                                  ? join_all(&item, values)
                                  : join_any(&item, values);
    return sigma_key_has(&item.key, SIGMA_MODIFIER_NEQ) ? sigma_tree_not(work, tree) : tree;
}
