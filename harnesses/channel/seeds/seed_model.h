/* Short ways to build the small content models that seeds are made of. */
#ifndef HARNESS_CHANNEL_SEED_MODEL_H
#define HARNESS_CHANNEL_SEED_MODEL_H

#include "content.h"

/* The template types of seeds: one with text and numbers, one with addresses. */
#define SEED_TYPE CHANNEL_TYPE_PROCESS_CREATION
#define SEED_TYPE_WITH_ADDRESSES CHANNEL_TYPE_NETWORK_CONNECTION

/* An empty model with both types declared. */
struct content *seed_content(void);

/* The first field of a type of this input kind. */
uint16_t seed_field(const struct content *content, uint16_t type, uint8_t kind);

/* Text that stays: a string literal. */
struct content_text seed_text(const char *text);

/* Adds an instance of `type` with a rule of this identifier; the pointer is void after the next. */
struct content_instance *seed_instance(struct content *content, uint16_t type, const char *id);

/* Adds a criterion with one text (none when null). */
struct content_criterion *seed_criterion(struct content *content, struct content_instance *instance,
                                         uint16_t field, uint8_t kind, const char *text);

/* Adds another value with this text; of a regular expression the source, which is compiled. */
void seed_value(struct content *content, struct content_criterion *criterion, const char *text);

/* Adds a condition node. */
void seed_node(struct content *content, struct content_instance *instance, uint8_t op,
               uint32_t operand);

/* A type of its own for events and sensors of every size; no sensor has it unless it says so. */
#define SEED_TYPE_OF_TESTS 291

/* A model of that type, of `fields` fields of one kind, with an instance that tests one criterion
 * (a value with this text; none when null). Nothing is checked. */
struct content *seed_one_criterion(uint16_t fields, uint8_t kind, uint16_t field, uint8_t criterion,
                                   const char *text);

#endif
