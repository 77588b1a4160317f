/* What a rule says about itself: identifier, title, author, level, licence, log source. */
#ifndef REDZONE_SIGMA_RULE_H
#define REDZONE_SIGMA_RULE_H

#include "channel/template_types.h"
#include "document.h"

struct sigma_rule {
    struct content_text id, title, author, licence; /* empty: the rule has none (not id, title) */
    uint32_t id_line;
    uint8_t level;                              /* enum channel_level */
    const struct channel_type_definition *type; /* of its log source */
    const struct sigma_node *detection;         /* a map */
};

/* Reads the head of a rule. False after a refusal: a member that is needed is missing or no text,
 * the log source has no template type, or the document is another sort of Sigma rule. */
bool sigma_rule_read(struct sigma_work *work, const struct sigma_node *root,
                     struct sigma_rule *rule);

#endif
