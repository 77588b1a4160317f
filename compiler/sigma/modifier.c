/* The table of modifiers, and which orders have a meaning. Relies on transform.h. */
#include "modifier.h"

#include <string.h>

#include "transform.h"

static const struct {
    const char *name;
    enum sigma_family family;
} table[] = {
#define X(name, spelling, family) [SIGMA_MODIFIER_##name] = {spelling, SIGMA_FAMILY_##family},
    SIGMA_MODIFIERS(X)
#undef X
};

const char *sigma_modifier_name(enum sigma_modifier modifier)
{
    return modifier < SIGMA_MODIFIER_END ? table[modifier].name : "unknown";
}

bool sigma_key_has(const struct sigma_key *key, enum sigma_modifier modifier)
{
    for (uint32_t i = 0; i < key->count; i++) {
        if (key->modifiers[i] == modifier)
            return true;
    }
    return false;
}

static bool is_typed(enum sigma_family family)
{
    return family == SIGMA_FAMILY_EXISTS || family == SIGMA_FAMILY_NETWORK ||
           family == SIGMA_FAMILY_RANGE || family == SIGMA_FAMILY_REFERENCE ||
           family == SIGMA_FAMILY_EXPRESSION;
}

/* What a channel file cannot hold, or what the options do not allow. */
static bool check_supported(struct sigma_work *work, const struct sigma_key *key,
                            enum sigma_modifier modifier)
{
    const char *name = table[modifier].name;

    if (table[modifier].family == SIGMA_FAMILY_EXPAND && work->placeholders == NULL)
        return sigma_refuse(work, SIGMA_REASON_PLACEHOLDER, key->line,
                            "modifier %s: its placeholders have no values (--placeholders FILE "
                            "gives them)",
                            name);
    if (table[modifier].family == SIGMA_FAMILY_TIME)
        return sigma_refuse(work, SIGMA_REASON_MODIFIER, key->line,
                            "modifier %s: parts of a date are not supported", name);
    return true;
}

/* Flags stand behind `re`; two spellings of one are one. */
static bool add_flag(struct sigma_work *work, struct sigma_key *key, enum sigma_modifier modifier)
{
    const bool caseless = modifier == SIGMA_MODIFIER_I || modifier == SIGMA_MODIFIER_IGNORECASE;
    const bool lines = modifier == SIGMA_MODIFIER_M || modifier == SIGMA_MODIFIER_MULTILINE;
    const uint8_t flag = caseless ? CHANNEL_EXPRESSION_CASELESS
                         : lines  ? CHANNEL_EXPRESSION_MULTILINE
                                  : CHANNEL_EXPRESSION_DOTALL;

    if (key->family != SIGMA_FAMILY_EXPRESSION)
        return sigma_refuse(work, SIGMA_REASON_MODIFIER, key->line,
                            "modifier %s stands only behind re", table[modifier].name);
    if ((key->expression_flags & flag) != 0)
        return sigma_refuse(work, SIGMA_REASON_MODIFIER, key->line,
                            "modifier %s says again what another one has said",
                            table[modifier].name);
    key->expression_flags |= flag;
    return true;
}

static bool add_modifier(struct sigma_work *work, struct sigma_key *key, struct content_text name)
{
    enum sigma_modifier modifier = 0;

    while (modifier < SIGMA_MODIFIER_END && !sigma_is(name, table[modifier].name))
        modifier++;
    if (modifier == SIGMA_MODIFIER_END)
        return sigma_refuse(work, SIGMA_REASON_MODIFIER, key->line, "unknown modifier %s",
                            sigma_excerpt(name).text);
    if (!check_supported(work, key, modifier))
        return false;
    if (sigma_key_has(key, modifier))
        return sigma_refuse(work, SIGMA_REASON_MODIFIER, key->line, "modifier %s stands twice",
                            table[modifier].name);
    if (is_typed(table[modifier].family) && key->typed != SIGMA_MODIFIER_END)
        return sigma_refuse(work, SIGMA_REASON_MODIFIER, key->line,
                            "modifiers %s and %s exclude each other", table[key->typed].name,
                            table[modifier].name);
    if (is_typed(table[modifier].family)) {
        key->family = table[modifier].family;
        key->typed = modifier;
    }
    if (table[modifier].family == SIGMA_FAMILY_FLAG && !add_flag(work, key, modifier))
        return false;
    key->modifiers[key->count++] = (uint8_t)modifier;
    return true;
}

/* Whether a typed key may have a modifier beside the one that gives it its type. */
static bool is_companion(enum sigma_family family, enum sigma_modifier modifier)
{
    switch (family) {
    case SIGMA_FAMILY_EXISTS:
        return modifier == SIGMA_MODIFIER_NEQ;
    case SIGMA_FAMILY_NETWORK:
    case SIGMA_FAMILY_RANGE:
        return table[modifier].family == SIGMA_FAMILY_LIST;
    case SIGMA_FAMILY_REFERENCE:
        return table[modifier].family != SIGMA_FAMILY_STRING &&
               table[modifier].family != SIGMA_FAMILY_EXPAND;
    case SIGMA_FAMILY_EXPRESSION:
        return table[modifier].family == SIGMA_FAMILY_LIST ||
               table[modifier].family == SIGMA_FAMILY_FLAG;
    case SIGMA_FAMILY_LIST:
    case SIGMA_FAMILY_CASED:
    case SIGMA_FAMILY_PLACE:
    case SIGMA_FAMILY_STRING:
    case SIGMA_FAMILY_FLAG:
    case SIGMA_FAMILY_EXPAND:
    case SIGMA_FAMILY_TIME:
    default:
        return false;
    }
}

/* A key whose values are no strings. */
static bool check_typed(struct sigma_work *work, const struct sigma_key *key)
{
    bool typed = false;
    uint32_t places = 0;

    for (uint32_t i = 0; i < key->count; i++) {
        const enum sigma_modifier modifier = key->modifiers[i];
        const bool place = table[modifier].family == SIGMA_FAMILY_PLACE;
        typed = typed || modifier == key->typed;
        places += place;
        if (modifier != key->typed && !is_companion(key->family, modifier))
            return sigma_refuse(work, SIGMA_REASON_MODIFIER, key->line,
                                "modifiers %s and %s exclude each other", table[modifier].name,
                                table[key->typed].name);
        if (place && (!typed || places > 1))
            return sigma_refuse(work, SIGMA_REASON_MODIFIER, key->line,
                                "behind %s stands at most one of contains, startswith, endswith",
                                table[key->typed].name);
    }
    return true;
}

/* Whether a family makes strings of strings, so that the order of its modifiers counts. */
static bool makes_strings(enum sigma_family family)
{
    return family == SIGMA_FAMILY_STRING || family == SIGMA_FAMILY_PLACE ||
           family == SIGMA_FAMILY_EXPAND;
}

static bool is_utf16(enum sigma_modifier modifier)
{
    return modifier == SIGMA_MODIFIER_WIDE || modifier == SIGMA_MODIFIER_UTF16LE ||
           modifier == SIGMA_MODIFIER_UTF16BE || modifier == SIGMA_MODIFIER_UTF16;
}

/* UTF-16 has NUL bytes, and no input can: it must go on into base64. */
static bool check_strings(struct sigma_work *work, const struct sigma_key *key)
{
    enum sigma_modifier wide = SIGMA_MODIFIER_END;

    for (uint32_t i = 0; i < key->count; i++) {
        const enum sigma_modifier modifier = key->modifiers[i];
        const enum sigma_family family = table[modifier].family;
        if (!makes_strings(family))
            continue;
        if (wide != SIGMA_MODIFIER_END && modifier != SIGMA_MODIFIER_BASE64 &&
            modifier != SIGMA_MODIFIER_BASE64OFFSET)
            break;
        wide = is_utf16(modifier) ? modifier : SIGMA_MODIFIER_END;
    }
    if (wide == SIGMA_MODIFIER_END)
        return true;
    return sigma_refuse(work, SIGMA_REASON_MODIFIER, key->line,
                        "modifier %s must be followed by base64 or base64offset: UTF-16 has NUL "
                        "bytes, and no input can",
                        table[wide].name);
}

static bool check_keyword(struct sigma_work *work, const struct sigma_key *key)
{
    for (uint32_t i = 0; i < key->count; i++) {
        const enum sigma_modifier modifier = key->modifiers[i];
        const bool typed = is_typed(table[modifier].family) && modifier != SIGMA_MODIFIER_RE;
        if (typed || modifier == SIGMA_MODIFIER_STARTSWITH || modifier == SIGMA_MODIFIER_ENDSWITH)
            return sigma_refuse(work, SIGMA_REASON_MODIFIER, key->line,
                                "modifier %s needs a field, and keywords have none",
                                table[modifier].name);
    }
    return true;
}

static struct content_text part_of(struct content_text text, uint32_t begin)
{
    const char *bytes = text.bytes + begin;
    const char *end = text.size == begin ? NULL : memchr(bytes, '|', text.size - begin);

    return (struct content_text){bytes, end == NULL ? text.size - begin : (uint32_t)(end - bytes)};
}

bool sigma_key_parse(struct sigma_work *work, struct content_text text, uint32_t line,
                     struct sigma_key *key)
{
    *key = (struct sigma_key){
        .line = line, .family = SIGMA_FAMILY_STRING, .typed = SIGMA_MODIFIER_END};
    key->field = part_of(text, 0);
    for (uint32_t at = key->field.size; at < text.size;) {
        const struct content_text name = part_of(text, at + 1);
        if (!add_modifier(work, key, name))
            return false;
        at += 1 + name.size;
    }
    if (key->field.size == 0 && !check_keyword(work, key))
        return false;
    return key->typed == SIGMA_MODIFIER_END ? check_strings(work, key) : check_typed(work, key);
}

static bool apply_one(struct sigma_work *work, enum sigma_modifier modifier,
                      struct sigma_string string, uint32_t line, struct sigma_strings *out)
{
    const bool front = modifier != SIGMA_MODIFIER_STARTSWITH;
    const bool back = modifier != SIGMA_MODIFIER_ENDSWITH;

    if (table[modifier].family == SIGMA_FAMILY_PLACE) {
        *out = (struct sigma_strings){sigma_take(work, 1, sizeof *out->list), 1, line};
        return out->list != NULL &&
               sigma_string_surround(work, string, front, back, line, out->list);
    }
    if (modifier == SIGMA_MODIFIER_EXPAND)
        return sigma_expand(work, string, line, out);
    if (modifier == SIGMA_MODIFIER_WINDASH)
        return sigma_windash(work, string, line, out);
    if (modifier == SIGMA_MODIFIER_BASE64 || modifier == SIGMA_MODIFIER_BASE64OFFSET)
        return sigma_base64(work, string, modifier == SIGMA_MODIFIER_BASE64OFFSET, line, out);
    const enum sigma_utf16 form = modifier == SIGMA_MODIFIER_UTF16BE ? SIGMA_UTF16_BE
                                  : modifier == SIGMA_MODIFIER_UTF16 ? SIGMA_UTF16_MARKED
                                                                     : SIGMA_UTF16_LE;
    return sigma_utf16(work, string, form, line, out);
}

/* Applies a modifier to each string of a list; their results stand one behind the other. */
static bool apply_to_all(struct sigma_work *work, enum sigma_modifier modifier,
                         struct sigma_strings *strings)
{
    struct sigma_strings *results = sigma_take(work, strings->count, sizeof *results);
    uint32_t total = 0;

    for (uint32_t i = 0; i < strings->count; i++) {
        if (results == NULL ||
            !apply_one(work, modifier, strings->list[i], strings->line, &results[i]))
            return false;
        total += results[i].count; /* the budget of values bounds it */
    }
    struct sigma_string *list = sigma_take(work, total, sizeof *list);
    if (list == NULL)
        return false;
    uint32_t used = 0;
    for (uint32_t i = 0; i < strings->count; i++) {
        memcpy(list + used, results[i].list, results[i].count * sizeof *list);
        used += results[i].count;
    }
    *strings = (struct sigma_strings){list, total, strings->line};
    return true;
}

bool sigma_key_apply(struct sigma_work *work, const struct sigma_key *key, struct content_text text,
                     uint32_t line, struct sigma_strings *out)
{
    *out = (struct sigma_strings){sigma_take(work, 1, sizeof *out->list), 1, line};
    if (out->list == NULL || !sigma_string_parse(work, text, line, out->list))
        return false;
    for (uint32_t i = 0; i < key->count; i++) {
        const enum sigma_modifier modifier = key->modifiers[i];
        if (makes_strings(table[modifier].family) && !apply_to_all(work, modifier, out))
            return false;
    }
    return true;
}
