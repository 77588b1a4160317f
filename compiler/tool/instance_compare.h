/* Two template instances, of two channel files, compared by what they mean. */
#ifndef REDZONE_TOOL_INSTANCE_COMPARE_H
#define REDZONE_TOOL_INSTANCE_COMPARE_H

#include "channel/decode.h"

enum instance_change {
    INSTANCE_TITLE,
    INSTANCE_AUTHOR,
    INSTANCE_LEVEL,
    INSTANCE_LICENCE,
    INSTANCE_LINK,
    INSTANCE_TYPE,
    INSTANCE_CRITERIA,
    INSTANCE_CONDITION,
    INSTANCE_CHANGES
};

/* An instance with what belongs to it. */
struct compared_instance {
    const struct channel_file *file;
    struct channel_rule rule;
    struct channel_type type;
    struct channel_instance instance;
};

/* The instance that was made from rule `index` of a sound file. False behind the last rule. */
bool compared_instance_at(const struct channel_file *file, uint32_t index,
                          struct compared_instance *out);

/* What differs: a set of 1 << enum instance_change; 0 when nothing does. */
uint32_t instance_compare(const struct compared_instance *a, const struct compared_instance *b);

/* The name of a change ("level"), and the text that changed; empty for criteria and condition. */
const char *instance_change_name(uint32_t change);
struct channel_slice instance_change_text(const struct compared_instance *instance,
                                          enum instance_change change);

#endif
