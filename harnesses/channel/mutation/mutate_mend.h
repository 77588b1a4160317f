/* Makes of a model that was changed carelessly one that a reader accepts, keeping what it can. */
#ifndef HARNESS_CHANNEL_MUTATE_MEND_H
#define HARNESS_CHANNEL_MUTATE_MEND_H

#include "mutation.h"

/* The declared type, NULL when there is none. */
struct content_type *mend_find_type(const struct content *content, uint16_t type);

/* Declares the type with `fields` fields of kind text unless the model has it. */
void mend_declare(struct mutation *mutation, uint16_t type, uint16_t fields);

/* An identifier that hardly any rule has. */
struct content_text mend_new_id(struct mutation *mutation);

/* Makes instance `index` canonical, and of use on a sensor that supplies what its type declares,
 * whatever it holds: missing pieces are made up, what cannot stand is changed or dropped. */
void mend_instance(struct mutation *mutation, uint32_t index);

#endif
