/* The identifiers of rules that were compiled, and where: a hash table. */
#ifndef REDZONE_SIGMA_RULE_IDS_H
#define REDZONE_SIGMA_RULE_IDS_H

#include "content.h"

struct sigma_rule_ids;

struct sigma_rule_id {
    struct content_text id;
    const char *file; /* NUL-terminated */
    uint32_t line;    /* of the identifier; 0: not known */
};

/* An empty table; NULL when memory is short. sigma_rule_ids_free takes NULL. */
struct sigma_rule_ids *sigma_rule_ids_new(void);
void sigma_rule_ids_free(struct sigma_rule_ids *ids);

/* The entry of an identifier; NULL when there is none. Void after the next addition. */
const struct sigma_rule_id *sigma_rule_ids_find(const struct sigma_rule_ids *ids,
                                                struct content_text id);

/* Adds an identifier that is not there yet; its bytes must live as long as the table, the name of
 * the file is copied. False when memory is short; the table is as it was then. */
bool sigma_rule_ids_add(struct sigma_rule_ids *ids, struct content_text id, const char *file,
                        uint32_t line);

#endif
