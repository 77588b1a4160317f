/* Names and rules that follow from the X-macro lists of the public headers. */
#include "channel/errors.h"
#include "channel/kinds.h"

const char *channel_error_sentence(enum channel_error error)
{
    static const char *const sentences[] = {"no error",
#define X(name, sentence) sentence,
                                            CHANNEL_ERRORS(X)
#undef X
    };
    return error < CHANNEL_ERROR_END ? sentences[error] : "no error of this version";
}

const char *channel_error_name(enum channel_error error)
{
    static const char *const names[] = {"ok",
#define X(name, sentence) #name,
                                        CHANNEL_ERRORS(X)
#undef X
    };
    return error < CHANNEL_ERROR_END ? names[error] : "unknown";
}

const struct channel_kind_rules *channel_kind_rules(uint8_t kind)
{
    static const struct channel_kind_rules rules[] = {
        {"unknown", 0, 0, CHANNEL_FORM_NONE, CHANNEL_KIND_ABSENT, false, false},
#define X(name, number, text, form, flags, input, reads, keyword)                                  \
    [CHANNEL_CRITERION_##                                                                          \
        name] = {text, number, flags, CHANNEL_FORM_##form, CHANNEL_KIND_##input, reads, keyword},
        CHANNEL_CRITERION_KINDS(X)
#undef X
    };
    return &rules[kind < sizeof rules / sizeof rules[0] ? kind : 0];
}

const struct channel_instruction_rules *channel_instruction_rules(uint8_t op)
{
    static const struct channel_instruction_rules rules[] = {{"unknown", 0, 0, false, false},
#define X(name, number, text, a, b, flags)                                                         \
    [CHANNEL_INSTRUCTION_##name] = {text, number, flags, a, b},
                                                             CHANNEL_INSTRUCTIONS(X)
#undef X
    };
    return &rules[op < sizeof rules / sizeof rules[0] ? op : 0];
}

const char *channel_kind_name(uint8_t kind)
{
    static const char *const names[] = {"absent", "text", "number", "address"};
    return kind < sizeof names / sizeof names[0] ? names[kind] : "unknown";
}

const char *channel_level_name(uint8_t level)
{
    static const char *const names[] = {"none",   "informational", "low",
                                        "medium", "high",          "critical"};
    return level < sizeof names / sizeof names[0] ? names[level] : "unknown";
}

const char *channel_operator_name(uint8_t op)
{
    static const char *const names[] = {"unknown", "and", "or", "not", "test"};
    return names[op < sizeof names / sizeof names[0] ? op : 0];
}

const char *channel_reference_mode_name(uint8_t mode)
{
    static const char *const names[] = {"exact", "prefix", "suffix", "contains"};
    return mode < sizeof names / sizeof names[0] ? names[mode] : "unknown";
}
