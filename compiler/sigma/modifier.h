/* Keys of a selection: a field, and the modifiers behind it. */
#ifndef REDZONE_SIGMA_MODIFIER_H
#define REDZONE_SIGMA_MODIFIER_H

#include "value.h"

/* What a modifier belongs to; of the families that change what a value *is*, a key has one. */
enum sigma_family {
    SIGMA_FAMILY_LIST,       /* how values are linked: all, neq */
    SIGMA_FAMILY_CASED,      /* bytes compare as they are: cased */
    SIGMA_FAMILY_PLACE,      /* where in the field: contains, startswith, endswith */
    SIGMA_FAMILY_STRING,     /* makes other strings of a string */
    SIGMA_FAMILY_EXISTS,     /* the value says whether the field is there */
    SIGMA_FAMILY_NETWORK,    /* the value is a network */
    SIGMA_FAMILY_RANGE,      /* the value bounds a number */
    SIGMA_FAMILY_REFERENCE,  /* the value is another field */
    SIGMA_FAMILY_EXPRESSION, /* the value is a regular expression */
    SIGMA_FAMILY_FLAG,       /* of a regular expression */
    SIGMA_FAMILY_EXPAND,     /* the value holds placeholders */
    SIGMA_FAMILY_TIME,       /* refused: parts of a date */
};

/* All modifiers of the specification: X(NAME, spelling, family). */
#define SIGMA_MODIFIERS(X)                                                                         \
    X(ALL, "all", LIST)                                                                            \
    X(NEQ, "neq", LIST)                                                                            \
    X(CASED, "cased", CASED)                                                                       \
    X(CONTAINS, "contains", PLACE)                                                                 \
    X(STARTSWITH, "startswith", PLACE)                                                             \
    X(ENDSWITH, "endswith", PLACE)                                                                 \
    X(WINDASH, "windash", STRING)                                                                  \
    X(BASE64, "base64", STRING)                                                                    \
    X(BASE64OFFSET, "base64offset", STRING)                                                        \
    X(WIDE, "wide", STRING)                                                                        \
    X(UTF16LE, "utf16le", STRING)                                                                  \
    X(UTF16BE, "utf16be", STRING)                                                                  \
    X(UTF16, "utf16", STRING)                                                                      \
    X(EXISTS, "exists", EXISTS)                                                                    \
    X(CIDR, "cidr", NETWORK)                                                                       \
    X(LT, "lt", RANGE)                                                                             \
    X(LTE, "lte", RANGE)                                                                           \
    X(GT, "gt", RANGE)                                                                             \
    X(GTE, "gte", RANGE)                                                                           \
    X(FIELDREF, "fieldref", REFERENCE)                                                             \
    X(RE, "re", EXPRESSION)                                                                        \
    X(I, "i", FLAG)                                                                                \
    X(IGNORECASE, "ignorecase", FLAG)                                                              \
    X(M, "m", FLAG)                                                                                \
    X(MULTILINE, "multiline", FLAG)                                                                \
    X(S, "s", FLAG)                                                                                \
    X(DOTALL, "dotall", FLAG)                                                                      \
    X(EXPAND, "expand", EXPAND)                                                                    \
    X(MINUTE, "minute", TIME)                                                                      \
    X(HOUR, "hour", TIME)                                                                          \
    X(DAY, "day", TIME)                                                                            \
    X(WEEK, "week", TIME)                                                                          \
    X(MONTH, "month", TIME)                                                                        \
    X(YEAR, "year", TIME)

enum sigma_modifier {
#define X(name, spelling, family) SIGMA_MODIFIER_##name,
    SIGMA_MODIFIERS(X)
#undef X
        SIGMA_MODIFIER_END
};

struct sigma_key {
    struct content_text field; /* empty: keywords, for all fields */
    uint32_t line;
    uint8_t modifiers[SIGMA_MODIFIER_END]; /* in the order of the rule, each at most once */
    uint32_t count;
    enum sigma_family family;  /* EXISTS, NETWORK, RANGE, REFERENCE or EXPRESSION; else STRING */
    enum sigma_modifier typed; /* the modifier of that family; END for STRING */
    uint8_t expression_flags;  /* CHANNEL_EXPRESSION_… that stand behind `re` */
};

/* The spelling of a modifier; static text. */
const char *sigma_modifier_name(enum sigma_modifier modifier);

/* Takes a key apart. Refused: unknown modifiers, those that no channel file can do, repeated ones,
 * `expand` where no placeholders were given, and orders that have no meaning. */
bool sigma_key_parse(struct sigma_work *work, struct content_text text, uint32_t line,
                     struct sigma_key *key);

bool sigma_key_has(const struct sigma_key *key, enum sigma_modifier modifier);

/* What a text value of a STRING key becomes: its modifiers applied in their order. */
bool sigma_key_apply(struct sigma_work *work, const struct sigma_key *key, struct content_text text,
                     uint32_t line, struct sigma_strings *out);

#endif
