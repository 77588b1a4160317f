/* A content model with one of everything. */
#include "sample.h"

#include "test.h"

static const uint8_t network4[] = {10};
static const uint8_t network6[] = {0x20, 0x01, 0x0d, 0xb8};

static void add_values_of_every_form(struct content *content, struct content_instance *instance)
{
    struct content_criterion *criterion =
        model_text(content, instance, 0, CHANNEL_CRITERION_EXACT, CHANNEL_FLAG_ALL, "x");
    model_pattern(content, criterion, "yz");
    criterion = model_criterion(content, instance, 2, CHANNEL_CRITERION_RANGE, 0);
    model_range(content, criterion, 1, 5);
    criterion = model_criterion(content, instance, 3, CHANNEL_CRITERION_CIDR4, 0);
    model_network(content, criterion, network4, sizeof network4, 8);
    criterion = model_criterion(content, instance, 3, CHANNEL_CRITERION_CIDR6, 0);
    model_network(content, criterion, network6, sizeof network6, 32);
    criterion = model_criterion(content, instance, 0, CHANNEL_CRITERION_REFERENCE, 0);
    model_reference(content, criterion, 1, CHANNEL_REFERENCE_EXACT);
    model_criterion(content, instance, 1, CHANNEL_CRITERION_EXISTS, 0);
    model_text(content, instance, 1, CHANNEL_CRITERION_GLOB, 0, "a*b");
    model_text(content, instance, CHANNEL_FIELD_ALL, CHANNEL_CRITERION_CONTAINS, CHANNEL_FLAG_CASED,
               "Q");
}

static void add_first(struct content *content)
{
    static const struct content_node nodes[] = {
        {CHANNEL_OPERATOR_AND, 10}, {CHANNEL_OPERATOR_TEST, 0}, {CHANNEL_OPERATOR_OR, 2},
        {CHANNEL_OPERATOR_TEST, 1}, {CHANNEL_OPERATOR_TEST, 2}, {CHANNEL_OPERATOR_NOT, 1},
        {CHANNEL_OPERATOR_TEST, 3}, {CHANNEL_OPERATOR_TEST, 4}, {CHANNEL_OPERATOR_TEST, 5},
        {CHANNEL_OPERATOR_TEST, 6}, {CHANNEL_OPERATOR_TEST, 7},
    };
    struct content_instance *instance = model_instance(content, 3, "a");

    instance->title = model_bytes(content, "Title");
    instance->author = model_bytes(content, "\xc3\xa9ve");
    instance->licence = model_bytes(content, "DRL");
    instance->link = model_bytes(content, "l");
    instance->level = CHANNEL_LEVEL_CRITICAL;
    add_values_of_every_form(content, instance);
    for (size_t i = 0; i < COUNT_OF(nodes); i++)
        model_node(content, instance, nodes[i].op, nodes[i].operand);
}

static void add_others(struct content *content)
{
    struct content_instance *instance = model_instance(content, 3, "c");
    model_text(content, instance, 0, CHANNEL_CRITERION_EXACT, 0, "e");
    model_test_only(content, instance);

    instance = model_instance(content, 9, "b");
    model_pattern(content, model_text(content, instance, 0, CHANNEL_CRITERION_PREFIX, 0, "p"), "q");
    model_criterion(content, instance, 1, CHANNEL_CRITERION_ANY, 0);
    model_node(content, instance, CHANNEL_OPERATOR_OR, 2);
    model_node(content, instance, CHANNEL_OPERATOR_TEST, 0);
    model_node(content, instance, CHANNEL_OPERATOR_TEST, 1);

    instance = model_instance(content, 9, "d");
    model_pattern(content, model_text(content, instance, 0, CHANNEL_CRITERION_EXACT, 0, "s"), "zz");
    model_criterion(content, instance, 1, CHANNEL_CRITERION_ANY, 0);
    model_node(content, instance, CHANNEL_OPERATOR_AND, 3);
    model_node(content, instance, CHANNEL_OPERATOR_TEST, 0);
    model_node(content, instance, CHANNEL_OPERATOR_NOT, 1);
    model_node(content, instance, CHANNEL_OPERATOR_TEST, 1);
}

struct exact sample_encode(void)
{
    struct content *content = model_new();
    struct content_type *type = model_type(content, 3, 4);

    type->kinds[2] = CHANNEL_KIND_NUMBER;
    type->kinds[3] = CHANNEL_KIND_ADDRESS;
    model_type(content, 9, 3);
    add_first(content);
    add_others(content);
    const struct exact file = model_encode(content);
    content_free(content);
    return file;
}

struct exact sample_smallest(void)
{
    struct content *content = model_new();

    model_type(content, 1, 1);
    struct content_instance *instance = model_instance(content, 1, "r");
    model_criterion(content, instance, 0, CHANNEL_CRITERION_EXISTS, 0);
    model_test_only(content, instance);
    const struct exact file = model_encode(content);
    content_free(content);
    return file;
}
