/* Values by the family of their key's modifiers. Relies on modifier.h, and on the table of template
 * types for fields. */
#include "literal.h"

#include <string.h>

#include "expression/expression.h"
#include "limits.h"

bool sigma_literals_append(struct sigma_work *work, struct sigma_literals *literals,
                           struct sigma_literal literal)
{
    struct sigma_literal *list =
        arena_grow(work->arena, literals->list, sizeof *list, literals->count, &literals->capacity);

    if (list == NULL)
        return sigma_out_of_memory(work);
    list[literals->count++] = literal;
    literals->list = list;
    return true;
}

bool sigma_find_field(struct sigma_work *work, const struct sigma_target *target,
                      struct content_text name, uint32_t line, bool *known, uint16_t *index)
{
    *known = channel_find_field(target->type, name.bytes, name.size, index);
    if (*known)
        return true;
    if (target->allow_unknown_fields) {
        sigma_warn(work, line, "template type %s has no field %s: it is always absent",
                   target->type->name, sigma_excerpt(name).text);
        return true;
    }
    return sigma_refuse(work, SIGMA_REASON_FIELD, line, "template type %s has no field %s",
                        target->type->name, sigma_excerpt(name).text);
}

static bool refuse_value(struct sigma_work *work, const struct sigma_key *key, uint32_t line,
                         const char *wanted)
{
    return sigma_refuse(work, SIGMA_REASON_VALUE, line, "modifier %s needs %s",
                        sigma_modifier_name(key->typed), wanted);
}

/* The first modifier that null cannot take; END if there is none. */
static enum sigma_modifier text_modifier(const struct sigma_key *key)
{
    for (uint32_t i = 0; i < key->count; i++) {
        const enum sigma_modifier modifier = key->modifiers[i];
        if (modifier != SIGMA_MODIFIER_ALL && modifier != SIGMA_MODIFIER_NEQ)
            return modifier;
    }
    return SIGMA_MODIFIER_END;
}

/* Text, and what compares as its text: numbers and booleans. */
static bool add_text(struct sigma_work *work, const struct sigma_key *key,
                     const struct sigma_scalar *value, uint32_t line,
                     struct sigma_literals *literals)
{
    const bool cased = sigma_key_has(key, SIGMA_MODIFIER_CASED);
    struct sigma_strings strings;

    if (!sigma_key_apply(work, key, value->text, line, &strings))
        return false;
    for (uint32_t i = 0; i < strings.count; i++) {
        struct sigma_string string = strings.list[i];
        struct sigma_literal literal = {0};
        if (key->field.size == 0 && !sigma_string_surround(work, string, true, true, line, &string))
            return false;
        if (!sigma_string_classify(work, string, cased, line, &literal.kind, &literal.value.text))
            return false;
        if (key->field.size == 0 && literal.kind == CHANNEL_CRITERION_EXISTS)
            return sigma_refuse(work, SIGMA_REASON_VALUE, line,
                                "a keyword that is empty or stars alone would match every event");
        if (!sigma_literals_append(work, literals, literal))
            return false;
    }
    return true;
}

static bool add_string(struct sigma_work *work, const struct sigma_key *key,
                       const struct sigma_scalar *value, uint32_t line,
                       struct sigma_literals *literals)
{
    const enum sigma_modifier modifier = text_modifier(key);

    if (value->type == SIGMA_NULL && key->field.size == 0)
        return sigma_refuse(work, SIGMA_REASON_VALUE, line, "null cannot be a keyword");
    if (value->type == SIGMA_NULL && modifier != SIGMA_MODIFIER_END)
        return sigma_refuse(work, SIGMA_REASON_VALUE, line, "modifier %s needs text, not null",
                            sigma_modifier_name(modifier));
    if (value->type == SIGMA_NULL)
        return sigma_literals_append(work, literals,
                                     (struct sigma_literal){.kind = CHANNEL_CRITERION_ABSENT});
    return add_text(work, key, value, line, literals);
}

static bool add_exists(struct sigma_work *work, const struct sigma_key *key,
                       const struct sigma_scalar *value, uint32_t line,
                       struct sigma_literals *literals)
{
    if (value->type != SIGMA_BOOLEAN)
        return refuse_value(work, key, line, "true or false without quotes");
    return sigma_literals_append(work, literals,
                                 (struct sigma_literal){.kind = value->boolean
                                                                    ? CHANNEL_CRITERION_EXISTS
                                                                    : CHANNEL_CRITERION_ABSENT});
}

static bool add_network(struct sigma_work *work, const struct sigma_key *key,
                        const struct sigma_scalar *value, uint32_t line,
                        struct sigma_literals *literals)
{
    struct sigma_literal literal;

    if (value->type != SIGMA_TEXT)
        return refuse_value(work, key, line, "a network");
    return sigma_network_parse(work, value->text, line, &literal) &&
           sigma_literals_append(work, literals, literal);
}

/* The numbers that a bound leaves; none if it lies beyond int64, or at its end. */
static bool add_range(struct sigma_work *work, const struct sigma_key *key,
                      const struct sigma_scalar *value, uint32_t line,
                      struct sigma_literals *literals)
{
    const bool below = key->typed == SIGMA_MODIFIER_LT || key->typed == SIGMA_MODIFIER_LTE;
    const bool strict = key->typed == SIGMA_MODIFIER_LT || key->typed == SIGMA_MODIFIER_GT;
    struct sigma_literal literal = {.kind = CHANNEL_CRITERION_RANGE};

    if (value->type != SIGMA_INTEGER)
        return refuse_value(work, key, line, "an integer without quotes");
    literal.value.minimum = below ? INT64_MIN : value->integer;
    literal.value.maximum = below ? value->integer : INT64_MAX;
    const bool at_end = value->integer == (below ? INT64_MIN : INT64_MAX);
    if (value->overflow == (below ? -1 : 1) || (value->overflow == 0 && strict && at_end))
        return sigma_literals_append(work, literals,
                                     (struct sigma_literal){.kind = SIGMA_KIND_NEVER});
    if (value->overflow == 0 && strict && below)
        literal.value.maximum--;
    if (value->overflow == 0 && strict && !below)
        literal.value.minimum++;
    return sigma_literals_append(work, literals, literal);
}

static uint8_t reference_mode(const struct sigma_key *key)
{
    if (sigma_key_has(key, SIGMA_MODIFIER_CONTAINS))
        return CHANNEL_REFERENCE_CONTAINS;
    if (sigma_key_has(key, SIGMA_MODIFIER_STARTSWITH))
        return CHANNEL_REFERENCE_PREFIX;
    return sigma_key_has(key, SIGMA_MODIFIER_ENDSWITH) ? CHANNEL_REFERENCE_SUFFIX
                                                       : CHANNEL_REFERENCE_EXACT;
}

static bool add_reference(struct sigma_work *work, const struct sigma_target *target,
                          const struct sigma_key *key, const struct sigma_scalar *value,
                          uint32_t line, struct sigma_literals *literals)
{
    struct sigma_literal literal = {.kind = CHANNEL_CRITERION_REFERENCE};
    bool known;

    if (value->type != SIGMA_TEXT || value->text.size == 0)
        return refuse_value(work, key, line, "the name of a field");
    if (!sigma_find_field(work, target, value->text, line, &known, &literal.value.field))
        return false;
    literal.value.mode = reference_mode(key);
    return sigma_literals_append(
        work, literals, known ? literal : (struct sigma_literal){.kind = SIGMA_KIND_NEVER});
}

static bool add_expression(struct sigma_work *work, const struct sigma_key *key,
                           const struct sigma_scalar *value, uint32_t line,
                           struct sigma_literals *literals)
{
    struct sigma_literal literal = {.kind = CHANNEL_CRITERION_EXPRESSION};
    struct expression_error error;

    if (value->type != SIGMA_TEXT)
        return refuse_value(work, key, line, "text");
    if (value->text.size > LIMIT_TEXT)
        return sigma_refuse(work, SIGMA_REASON_LIMIT, line, "a value is longer than %d bytes",
                            LIMIT_TEXT);
    if (!sigma_spend(work, &work->elements_left, (uint64_t)value->text.size + 1, line,
                     "bytes of values"))
        return false;
    if (!expression_compile(work->arena, value->text, key->expression_flags, &literal.value,
                            &error))
        return error.out_of_memory ? sigma_out_of_memory(work)
                                   : sigma_refuse(work, SIGMA_REASON_EXPRESSION, line,
                                                  "regular expression, byte %u: %s",
                                                  error.position + 1, error.reason);
    return sigma_spend(work, &work->instructions_left, literal.value.instruction_count, line,
                       "instructions of regular expressions") &&
           sigma_literals_append(work, literals, literal);
}

/* By the family of the key. */
static bool add_value(struct sigma_work *work, const struct sigma_target *target,
                      const struct sigma_key *key, const struct sigma_scalar *value, uint32_t line,
                      struct sigma_literals *literals)
{
    switch (key->family) {
    case SIGMA_FAMILY_EXISTS:
        return add_exists(work, key, value, line, literals);
    case SIGMA_FAMILY_NETWORK:
        return add_network(work, key, value, line, literals);
    case SIGMA_FAMILY_RANGE:
        return add_range(work, key, value, line, literals);
    case SIGMA_FAMILY_REFERENCE:
        return add_reference(work, target, key, value, line, literals);
    case SIGMA_FAMILY_EXPRESSION:
        return add_expression(work, key, value, line, literals);
    case SIGMA_FAMILY_LIST:
    case SIGMA_FAMILY_CASED:
    case SIGMA_FAMILY_PLACE:
    case SIGMA_FAMILY_STRING:
    case SIGMA_FAMILY_FLAG:
    case SIGMA_FAMILY_EXPAND:
    case SIGMA_FAMILY_TIME:
    default:
        return add_string(work, key, value, line, literals);
    }
}

bool sigma_literal_add(struct sigma_work *work, const struct sigma_target *target,
                       const struct sigma_key *key, const struct sigma_node *scalar,
                       struct sigma_literals *literals)
{
    const uint32_t first = literals->count;
    struct sigma_scalar value;

    if (scalar->kind != SIGMA_SCALAR)
        return sigma_refuse(work, SIGMA_REASON_VALUE, scalar->line,
                            "a value of a field is a list or a map");
    if (!sigma_spend(work, &work->values_left, 1, scalar->line, "values") ||
        !sigma_scalar_read(work, scalar, &value) ||
        !add_value(work, target, key, &value, scalar->line, literals))
        return false;
    for (uint32_t i = first; i < literals->count; i++)
        literals->list[i].source = scalar;
    return true;
}
