/* Every cap on a count or a size of the tables: the value at the cap is accepted, the next refused.
 */
#include <stdlib.h>

#include "limits.h"
#include "model.h"
#include "test.h"
#include "walk_log.h"

/* One instance of type 1 with one criterion and a condition that tests it. */
static struct content_instance *add_plain(struct content *content, const char *id)
{
    struct content_instance *instance = model_instance(content, 1, id);
    model_criterion(content, instance, 0, CHANNEL_CRITERION_EXISTS, 0);
    model_test_only(content, instance);
    return instance;
}

static void make_fields(struct content *content, uint32_t count)
{
    model_type(content, 1, (uint16_t)count);
    add_plain(content, "r");
}

static void make_types(struct content *content, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const char id[] = {'r', (char)('0' + i / 100), (char)('0' + i / 10 % 10),
                           (char)('0' + i % 10), 0};
        model_type(content, (uint16_t)(i + 1), 1);
        add_plain(content, id)->type = (uint16_t)(i + 1);
    }
}

static void make_instances(struct content *content, uint32_t count)
{
    model_type(content, 1, 1);
    for (uint32_t i = 0; i < count; i++) {
        const char id[] = {(char)(' ' + i / 4096), (char)(' ' + i / 64 % 64), (char)(' ' + i % 64),
                           0};
        add_plain(content, id);
    }
}

static void make_criteria(struct content *content, uint32_t count)
{
    model_type(content, 1, 1);
    struct content_instance *instance = model_instance(content, 1, "r");
    model_node(content, instance, CHANNEL_OPERATOR_AND, count);
    for (uint32_t i = 0; i < count; i++) {
        model_criterion(content, instance, 0, CHANNEL_CRITERION_EXISTS, 0);
        model_node(content, instance, CHANNEL_OPERATOR_TEST, i);
    }
}

static void make_nodes(struct content *content, uint32_t count)
{
    model_type(content, 1, 1);
    struct content_instance *instance = model_instance(content, 1, "r");
    model_criterion(content, instance, 0, CHANNEL_CRITERION_EXISTS, 0);
    model_node(content, instance, CHANNEL_OPERATOR_OR, count - 1);
    for (uint32_t i = 1; i < count; i++)
        model_node(content, instance, CHANNEL_OPERATOR_TEST, 0);
}

/* and(test, or(test, and(test, … test))) */
static void make_depth(struct content *content, uint32_t count)
{
    model_type(content, 1, 1);
    struct content_instance *instance = model_instance(content, 1, "r");
    model_criterion(content, instance, 0, CHANNEL_CRITERION_EXISTS, 0);
    for (uint32_t i = 0; i < count; i++) {
        model_node(content, instance, i % 2 == 0 ? CHANNEL_OPERATOR_AND : CHANNEL_OPERATOR_OR,
                   2 * (count - i));
        model_node(content, instance, CHANNEL_OPERATOR_TEST, 0);
    }
    model_node(content, instance, CHANNEL_OPERATOR_TEST, 0);
}

static void make_values(struct content *content, uint32_t count)
{
    model_type(content, 1, 1);
    struct content_instance *instance = model_instance(content, 1, "r");
    struct content_criterion *criterion =
        model_criterion(content, instance, 0, CHANNEL_CRITERION_EXACT, 0);
    criterion->values = arena_take(content->arena, (size_t)count * sizeof *criterion->values);
    assert_non_null(criterion->values);
    criterion->value_count = count;
    model_test_only(content, instance);
}

static void make_pattern(struct content *content, uint32_t size)
{
    model_type(content, 1, 1);
    struct content_instance *instance = model_instance(content, 1, "r");
    struct content_criterion *criterion =
        model_text(content, instance, 0, CHANNEL_CRITERION_CONTAINS, 0, "");
    criterion->values[0].text = model_repeat(content, 'p', size);
    model_test_only(content, instance);
}

static void make_id(struct content *content, uint32_t size)
{
    model_type(content, 1, 1);
    struct content_instance *instance = add_plain(content, "");
    instance->id = model_repeat(content, 'i', size);
}

static void make_link(struct content *content, uint32_t size)
{
    model_type(content, 1, 1);
    struct content_instance *instance = add_plain(content, "r");
    instance->link = model_repeat(content, 'l', size);
}

struct row {
    const char *what;
    void (*make)(struct content *content, uint32_t count);
    uint32_t limit;
    enum channel_error beyond;
};

static const struct row rows[] = {
    {"fields of a type", make_fields, LIMIT_FIELDS, CHANNEL_ERROR_TYPE_FIELDS},
    {"types", make_types, LIMIT_TYPES, CHANNEL_ERROR_TYPE_COUNT},
    {"instances", make_instances, LIMIT_INSTANCES, CHANNEL_ERROR_INSTANCE_COUNT},
    {"criteria of an instance", make_criteria, LIMIT_CRITERIA, CHANNEL_ERROR_INSTANCE_CRITERIA},
    {"nodes of an instance", make_nodes, LIMIT_NODES, CHANNEL_ERROR_INSTANCE_NODES},
    {"nested operators", make_depth, LIMIT_DEPTH, CHANNEL_ERROR_NODE_DEPTH},
    {"values of a criterion", make_values, LIMIT_VALUES, CHANNEL_ERROR_CRITERION_VALUES},
    {"bytes of a pattern", make_pattern, LIMIT_TEXT, CHANNEL_ERROR_TEXT_TOO_LONG},
    {"bytes of an identifier", make_id, LIMIT_TEXT, CHANNEL_ERROR_TEXT_TOO_LONG},
    {"bytes of a link", make_link, LIMIT_TEXT, CHANNEL_ERROR_TEXT_TOO_LONG},
};

static enum channel_error first_error(const struct row *row, uint32_t count)
{
    struct content *content = model_new();
    struct walk_log log;

    row->make(content, count);
    struct exact bytes = model_encode_unchecked(content);
    content_free(content);
    const struct channel_file file = model_open(&bytes);
    walk_all(&file, &log);
    free_exact(&bytes);
    return log.first;
}

static void each_cap_holds_and_the_next_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const enum channel_error at = first_error(&rows[i], rows[i].limit);
        const enum channel_error beyond = first_error(&rows[i], rows[i].limit + 1);
        if (at != CHANNEL_OK || beyond != rows[i].beyond)
            fail_msg("%s: %s at the cap, %s beyond", rows[i].what, channel_error_name(at),
                     channel_error_name(beyond));
    }
}

/* The builder, the only encoder, says the same of the same models. */
static void the_builder_refuses_what_the_walk_refuses(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct content *content = model_new();
        struct builder_error error;
        uint8_t *bytes;
        size_t size;

        rows[i].make(content, rows[i].limit + 1);
        assert_false(builder_encode(content, &bytes, &size, &error));
        assert_null(bytes);
        assert_int_equal(error.error, rows[i].beyond);
        content_free(content);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_cap_holds_and_the_next_is_refused),
        cmocka_unit_test(the_builder_refuses_what_the_walk_refuses),
    };
    return RUN_TESTS(tests);
}
