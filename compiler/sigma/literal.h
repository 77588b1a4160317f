/* One value of a rule, as the kinds and values of criteria that it comes to. */
#ifndef REDZONE_SIGMA_LITERAL_H
#define REDZONE_SIGMA_LITERAL_H

#include "channel/template_types.h"
#include "document.h"
#include "modifier.h"

/* What the rule is compiled against. */
struct sigma_target {
    const struct channel_type_definition *type;
    bool allow_unknown_fields;
};

enum { SIGMA_KIND_NEVER = 0 }; /* of a value that no event can have; no kind of criterion */

/* One of the values that an event may have. */
struct sigma_literal {
    uint8_t kind; /* enum channel_criterion_kind, or SIGMA_KIND_NEVER */
    struct content_value value;
    const struct sigma_node *source;  /* the value of the rule that it comes from */
    const struct sigma_node *repeats; /* the source of an earlier one that says the same, or NULL */
};

/* Values that take one another's place: any of them does. Those of one source stand together. */
struct sigma_literals {
    struct sigma_literal *list;
    uint32_t count, capacity;
};

/* Appends one. False after a refusal. */
bool sigma_literals_append(struct sigma_work *work, struct sigma_literals *literals,
                           struct sigma_literal literal);

/* Appends what the value `scalar` of a key means. False after a refusal. */
bool sigma_literal_add(struct sigma_work *work, const struct sigma_target *target,
                       const struct sigma_key *key, const struct sigma_node *scalar,
                       struct sigma_literals *literals);

/* Looks a field up. *known is false for a field that the type lacks and options allow, with a
 * warning; false after a refusal. */
bool sigma_find_field(struct sigma_work *work, const struct sigma_target *target,
                      struct content_text name, uint32_t line, bool *known, uint16_t *index);

/* An IPv4 or IPv6 network, "address/prefix" or an address alone. False after a refusal. */
bool sigma_network_parse(struct sigma_work *work, struct content_text text, uint32_t line,
                         struct sigma_literal *literal);

#endif
