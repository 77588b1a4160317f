/* Content models in few words. Everything lives in the model's arena; what cannot be had fails the
 * test. Pointers to an instance or criterion hold until the next one is added beside it. */
#ifndef TEST_MODEL_H
#define TEST_MODEL_H

#include "builder.h"
#include "bytes.h"

/* An empty model; content_free() it. */
struct content *model_new(void);

/* Declares a type of `fields` fields of kind text. */
struct content_type *model_type(struct content *content, uint16_t type, uint16_t fields);

/* An instance of a type; its rule has this identifier and nothing else. */
struct content_instance *model_instance(struct content *content, uint16_t type, const char *id);

struct content_criterion *model_criterion(struct content *content,
                                          struct content_instance *instance, uint16_t field,
                                          uint8_t kind, uint8_t flags);

/* A criterion with one text value. */
struct content_criterion *model_text(struct content *content, struct content_instance *instance,
                                     uint16_t field, uint8_t kind, uint8_t flags,
                                     const char *value);

/* One more value of a criterion, by its form. */
void model_pattern(struct content *content, struct content_criterion *criterion, const char *value);
void model_range(struct content *content, struct content_criterion *criterion, int64_t minimum,
                 int64_t maximum);
void model_network(struct content *content, struct content_criterion *criterion,
                   const uint8_t *address, uint32_t size, uint8_t prefix);
void model_reference(struct content *content, struct content_criterion *criterion, uint16_t field,
                     uint8_t mode);

void model_node(struct content *content, struct content_instance *instance, uint8_t op,
                uint32_t operand);

/* A condition that tests criterion 0, for an instance that has one. */
void model_test_only(struct content *content, struct content_instance *instance);

/* The pieces of text that a model holds. */
struct content_text model_bytes(struct content *content, const char *text);
struct content_text model_repeat(struct content *content, char byte, uint32_t count);

/* The encoded model in an allocation of its size; fails the test if it is refused. */
struct exact model_encode(const struct content *content);

/* The same without asking whether the result is a valid file. */
struct exact model_encode_unchecked(const struct content *content);

/* Opens bytes that must be sound as a container. */
struct channel_file model_open(const struct exact *bytes);

#endif
