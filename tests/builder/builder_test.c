/* The only encoder: one form whatever the order of the model, round trips, folding, refusals. */
#include "builder.h"

#include <stdlib.h>
#include <string.h>

#include "channel/template_types.h"
#include "limits.h"
#include "model.h"
#include "test.h"

/* --- order -------------------------------------------------------------------------------------
 */

static const struct {
    const char *id;
    uint16_t type;
} parts[] = {{"b", 2}, {"a", 9}, {"ab", 2}, {"c", 2}, {"aa", 9}};

enum { PARTS = 5, ORDERS = 120 };

/* Order `number` of the parts, as a permutation. */
static void permutation(uint32_t number, uint32_t order[PARTS])
{
    for (uint32_t i = 0; i < PARTS; i++)
        order[i] = i;
    for (uint32_t left = PARTS; left > 1; left--) {
        const uint32_t other = number % left;
        const uint32_t kept = order[left - 1];
        order[left - 1] = order[other];
        order[other] = kept;
        number /= left;
    }
}

static struct content *model_in_order(const uint32_t order[PARTS], bool types_first)
{
    struct content *content = model_new();

    model_type(content, types_first ? 2 : 9, 2);
    for (uint32_t i = 0; i < PARTS; i++) {
        struct content_instance *instance =
            model_instance(content, parts[order[i]].type, parts[order[i]].id);
        model_text(content, instance, 0, CHANNEL_CRITERION_EXACT, 0, parts[order[i]].id);
        model_test_only(content, instance);
    }
    model_type(content, 5, 1); /* has no instance: not in the file */
    model_type(content, types_first ? 9 : 2, 2);
    return content;
}

static void the_order_of_the_model_changes_nothing(void **state)
{
    (void)state;
    uint32_t order[PARTS];
    permutation(0, order);
    struct content *content = model_in_order(order, true);
    struct exact first = model_encode(content);
    content_free(content);
    for (uint32_t number = 0; number < 2 * ORDERS; number++) {
        permutation(number / 2, order);
        content = model_in_order(order, number % 2 == 0);
        struct exact bytes = model_encode(content);
        assert_int_equal(bytes.size, first.size);
        assert_memory_equal(bytes.bytes, first.bytes, first.size);
        free_exact(&bytes);
        content_free(content);
    }
    free_exact(&first);
}

static void types_without_instances_are_left_out(void **state)
{
    (void)state;
    uint32_t order[PARTS];
    permutation(0, order);
    struct content *content = model_in_order(order, true);
    struct exact bytes = model_encode(content);
    const struct channel_file file = model_open(&bytes);
    assert_int_equal(content->type_count, 3);
    assert_int_equal(channel_section_count(&file, CHANNEL_SECTION_TYPES), 2);
    assert_int_equal(channel_section_count(&file, CHANNEL_SECTION_FIELDS), 4);
    free_exact(&bytes);
    content_free(content);
}

static void a_model_of_nothing_is_a_valid_file(void **state)
{
    (void)state;
    struct content *content = model_new();
    struct exact bytes = model_encode(content);
    assert_int_equal(bytes.size, CHANNEL_HEADER_SIZE + CHANNEL_DIRECTORY_SIZE);
    free_exact(&bytes);
    content_free(content);
}

/* --- round trips -------------------------------------------------------------------------------
 */

static struct content_text random_text(struct content *content, uint32_t *random, uint32_t least)
{
    static const char *const pieces[] = {"a", "B", "\xc3\xa9", "\xf0\x9f\x98\x80", "\\", "*", " "};
    char bytes[64];
    size_t size = 0;

    const uint32_t count = least + next_random(random) % 8;
    for (uint32_t i = 0; i < count; i++) {
        const char *piece = pieces[next_random(random) % COUNT_OF(pieces)];
        memcpy(bytes + size, piece, strlen(piece));
        size += strlen(piece);
    }
    struct content_text text;
    assert_true(content_text(content, bytes, size, &text));
    return text;
}

static void add_random_criterion(struct content *content, struct content_instance *instance,
                                 uint32_t *random)
{
    static const uint8_t kinds[] = {CHANNEL_CRITERION_ANY,    CHANNEL_CRITERION_EXACT,
                                    CHANNEL_CRITERION_PREFIX, CHANNEL_CRITERION_SUFFIX,
                                    CHANNEL_CRITERION_RANGE,  CHANNEL_CRITERION_REFERENCE,
                                    CHANNEL_CRITERION_ABSENT, CHANNEL_CRITERION_CONTAINS};
    const uint8_t kind = kinds[next_random(random) % COUNT_OF(kinds)];
    struct content_criterion *criterion =
        model_criterion(content, instance, (uint16_t)(next_random(random) % 4), kind, 0);
    const uint8_t form = channel_kind_rules(kind)->form;
    const uint32_t count = form == CHANNEL_FORM_NONE ? 0 : 1 + next_random(random) % 4;

    for (uint32_t i = 0; i < count; i++) {
        if (form == CHANNEL_FORM_PATTERN) {
            model_pattern(content, criterion, "");
            criterion->values[i].text = random_text(content, random, 1);
        } else if (form == CHANNEL_FORM_RANGE) {
            model_range(content, criterion, -(int64_t)next_random(random), next_random(random));
        } else {
            model_reference(content, criterion, (uint16_t)(next_random(random) % 4),
                            (uint8_t)(next_random(random) % CHANNEL_REFERENCE_MODES));
        }
    }
    criterion->flags = count > 1 ? (uint8_t)(next_random(random) % 2 * CHANNEL_FLAG_ALL) : 0;
    if (form == CHANNEL_FORM_PATTERN)
        criterion->flags |= (uint8_t)(next_random(random) % 2);
}

static struct content *random_model(uint32_t *random)
{
    struct content *content = model_new();
    const uint32_t instances = next_random(random) % 6;

    model_type(content, 1, 4);
    model_type(content, 2, 5);
    content->channel = next_random(random);
    content->revision = next_random(random);
    content->oldest_sensor = next_random(random);
    for (uint32_t i = 0; i < instances; i++) {
        struct content_instance *instance = model_instance(
            content, (uint16_t)(1 + next_random(random) % 2), (char[]){(char)('a' + i), 0});
        const uint32_t criteria = 1 + next_random(random) % 4;
        instance->level = (uint8_t)(next_random(random) % 6);
        instance->title = random_text(content, random, 0);
        instance->author = random_text(content, random, 0);
        instance->licence = random_text(content, random, 0);
        instance->link = random_text(content, random, 0);
        if (criteria > 1)
            model_node(content, instance, CHANNEL_OPERATOR_OR, criteria);
        for (uint32_t c = 0; c < criteria; c++) {
            add_random_criterion(content, instance, random);
            model_node(content, instance, CHANNEL_OPERATOR_TEST, c);
        }
    }
    return content;
}

static void a_decoded_file_is_encoded_to_the_same_bytes(void **state)
{
    (void)state;
    uint32_t random = 29;
    for (uint32_t round = 0; round < 2000; round++) {
        struct content *content = random_model(&random);
        struct exact bytes = model_encode(content);
        const struct channel_file file = model_open(&bytes);
        enum channel_error error;
        uint32_t offset;
        struct content *decoded = content_decode(&file, &error, &offset);
        assert_non_null(decoded);
        assert_int_equal(decoded->instance_count, content->instance_count);
        struct exact again = model_encode(decoded);
        assert_int_equal(again.size, bytes.size);
        assert_memory_equal(again.bytes, bytes.bytes, bytes.size);
        free_exact(&again);
        content_free(decoded);
        free_exact(&bytes);
        content_free(content);
    }
}

static void a_file_that_is_not_canonical_has_no_model(void **state)
{
    (void)state;
    struct content *content = model_new();
    enum channel_error error;
    uint32_t offset;

    model_instance(content, 1, "r");
    struct exact bytes = model_encode_unchecked(content);
    const struct channel_file file = model_open(&bytes);
    assert_null(content_decode(&file, &error, &offset));
    assert_int_equal(error, CHANNEL_ERROR_TYPE_NO_FIELDS);
    assert_int_equal(offset, record_place(bytes.bytes, CHANNEL_SECTION_TYPES, 0, 0));
    free_exact(&bytes);
    content_free(content);
}

/* --- folding -----------------------------------------------------------------------------------
 */

static void caseless_patterns_are_folded_and_nothing_else(void **state)
{
    (void)state;
    struct content *content = model_new();
    model_type(content, 1, 1);
    struct content_instance *instance = model_instance(content, 1, "ID");
    instance->title = model_bytes(content, "T");
    model_text(content, instance, 0, CHANNEL_CRITERION_EXACT, 0, "AZ[@\xc3\x89");
    struct content_criterion *criterion =
        model_text(content, instance, 0, CHANNEL_CRITERION_EXACT, CHANNEL_FLAG_CASED, "AZ");
    model_node(content, instance, CHANNEL_OPERATOR_AND, 2);
    model_node(content, instance, CHANNEL_OPERATOR_TEST, 0);
    model_node(content, instance, CHANNEL_OPERATOR_TEST, 1);
    struct exact bytes = model_encode(content);
    const struct channel_file file = model_open(&bytes);
    const struct channel_slice pool = file.sections[CHANNEL_SECTION_STRINGS];
    const char expected[] = "IDT"
                            "az[@\xc3\x89"
                            "AZ";
    assert_int_equal(pool.size, sizeof expected - 1);
    assert_memory_equal(pool.base, expected, pool.size);
    assert_int_equal(criterion->values[0].text.bytes[0], 'A'); /* the model is as it was */
    free_exact(&bytes);
    content_free(content);
}

/* --- refusals ----------------------------------------------------------------------------------
 */

static struct content_instance *add_good(struct content *content, const char *id, uint16_t type)
{
    struct content_instance *instance = model_instance(content, type, id);
    model_text(content, instance, 0, CHANNEL_CRITERION_PREFIX, 0, "x");
    model_test_only(content, instance);
    return instance;
}

static void give_bad_level(struct content *content, struct content_instance *instance)
{
    (void)content;
    instance->level = 6;
}

static void give_no_id(struct content *content, struct content_instance *instance)
{
    (void)content;
    instance->id.size = 0;
}

static void give_long_author(struct content *content, struct content_instance *instance)
{
    instance->author = model_repeat(content, 'a', LIMIT_TEXT + 1);
}

static void give_no_criteria(struct content *content, struct content_instance *instance)
{
    (void)content;
    instance->criterion_count = 0;
}

static void give_no_nodes(struct content *content, struct content_instance *instance)
{
    (void)content;
    instance->node_count = 0;
}

static void give_bad_kind(struct content *content, struct content_instance *instance)
{
    (void)content;
    instance->criteria[0].kind = 14;
}

static void give_bad_field(struct content *content, struct content_instance *instance)
{
    (void)content;
    instance->criteria[0].field = 2;
}

static void give_no_values(struct content *content, struct content_instance *instance)
{
    (void)content;
    instance->criteria[0].value_count = 0;
}

static void give_empty_prefix(struct content *content, struct content_instance *instance)
{
    (void)content;
    instance->criteria[0].values[0].text.size = 0;
}

static void give_bad_glob(struct content *content, struct content_instance *instance)
{
    instance->criteria[0].kind = CHANNEL_CRITERION_GLOB;
    instance->criteria[0].values[0].text = model_bytes(content, "a**");
}

static void give_expression(struct content *content, struct content_instance *instance)
{
    (void)content;
    instance->criteria[0].kind = CHANNEL_CRITERION_EXPRESSION;
}

static void give_bad_node(struct content *content, struct content_instance *instance)
{
    (void)content;
    instance->nodes[0].op = 0;
}

static void give_unused_criterion(struct content *content, struct content_instance *instance)
{
    model_criterion(content, instance, 0, CHANNEL_CRITERION_ANY, 0);
}

static const struct {
    void (*damage)(struct content *content, struct content_instance *instance);
    enum channel_error expected;
} refusals[] = {
    {give_bad_level, CHANNEL_ERROR_RULE_LEVEL},
    {give_no_id, CHANNEL_ERROR_RULE_ID_EMPTY},
    {give_long_author, CHANNEL_ERROR_TEXT_TOO_LONG},
    {give_no_criteria, CHANNEL_ERROR_INSTANCE_NO_CRITERIA},
    {give_no_nodes, CHANNEL_ERROR_INSTANCE_NO_NODES},
    {give_bad_kind, CHANNEL_ERROR_CRITERION_KIND},
    {give_bad_field, CHANNEL_ERROR_CRITERION_FIELD},
    {give_no_values, CHANNEL_ERROR_CRITERION_NO_VALUES},
    {give_empty_prefix, CHANNEL_ERROR_PATTERN_EMPTY},
    {give_bad_glob, CHANNEL_ERROR_GLOB_RUN},
    {give_expression, CHANNEL_ERROR_EXPRESSION_EMPTY},
    {give_bad_node, CHANNEL_ERROR_NODE_OPERATOR},
    {give_unused_criterion, CHANNEL_ERROR_CRITERION_UNUSED},
};

/* Four good instances whose order in the file is neither that of the model nor that of the ids. */
static struct content *model_of_four(void)
{
    static const char *const ids[] = {"d", "a", "c", "b"};
    static const uint16_t types[] = {1, 2, 2, 1};
    struct content *content = model_new();

    model_type(content, 1, 2);
    model_type(content, 2, 2);
    for (uint32_t i = 0; i < COUNT_OF(ids); i++)
        add_good(content, ids[i], types[i]);
    return content;
}

static void a_refusal_names_the_instance_of_the_model(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < COUNT_OF(refusals) * 4; i++) {
        struct content *content = model_of_four();
        struct builder_error error;
        uint8_t *bytes;
        size_t size;
        refusals[i / 4].damage(content, &content->instances[i % 4]);
        assert_false(builder_encode(content, &bytes, &size, &error));
        assert_null(bytes);
        assert_int_equal(size, 0);
        if (error.error != refusals[i / 4].expected || error.instance != i % 4 ||
            error.out_of_memory)
            fail_msg("%s of instance %u: said %s of %u",
                     channel_error_name(refusals[i / 4].expected), i % 4,
                     channel_error_name(error.error), error.instance);
        content_free(content);
    }
}

static void of_two_rules_with_one_identifier_the_later_is_named(void **state)
{
    (void)state;
    struct content *content = model_of_four();
    struct builder_error error;
    uint8_t *bytes;
    size_t size;

    content->instances[3].id = content->instances[1].id;
    assert_false(builder_encode(content, &bytes, &size, &error));
    assert_int_equal(error.error, CHANNEL_ERROR_RULE_ORDER);
    assert_int_equal(error.instance, 3);
    content_free(content);
}

static void a_type_that_is_not_declared_is_refused(void **state)
{
    (void)state;
    struct content *content = model_of_four();
    struct builder_error error;
    uint8_t *bytes;
    size_t size;

    content->instances[2].type = 7;
    assert_false(builder_encode(content, &bytes, &size, &error));
    assert_int_equal(error.error, CHANNEL_ERROR_TYPE_NO_FIELDS);
    content_free(content);
}

static void a_model_beyond_64_mebibytes_is_refused(void **state)
{
    (void)state;
    struct content *content = model_of_four();
    struct builder_error error;
    uint8_t *bytes;
    size_t size;
    struct content_criterion *criterion = &content->instances[0].criteria[0];
    const struct content_text text = model_repeat(content, 'x', LIMIT_TEXT);

    while (criterion->value_count < LIMIT_FILE / LIMIT_TEXT) {
        model_pattern(content, criterion, "");
        criterion->values[criterion->value_count - 1].text = text;
    }
    assert_false(builder_encode(content, &bytes, &size, &error));
    assert_int_equal(error.error, CHANNEL_ERROR_FILE_TOO_LARGE);
    assert_int_equal(error.instance, CHANNEL_NO_INDEX);
    assert_false(builder_encode_unchecked(content, &bytes, &size));
    assert_null(bytes);
    content_free(content);
}

/* --- the model ---------------------------------------------------------------------------------
 */

static void what_is_added_is_zero_also_where_something_was_dropped(void **state)
{
    (void)state;
    struct content *content = model_new();
    struct content_instance *instance = model_instance(content, 3, "x");
    struct content_criterion *criterion =
        model_text(content, instance, 7, CHANNEL_CRITERION_EXACT, 1, "v");
    model_node(content, instance, CHANNEL_OPERATOR_TEST, 5);
    criterion->value_count = 0;
    assert_int_equal(content_add_value(content, criterion)->text.size, 0);
    instance->criterion_count = instance->node_count = 0;
    criterion = content_add_criterion(content, instance);
    assert_int_equal(criterion->field | criterion->kind | criterion->flags, 0);
    assert_int_equal(criterion->value_count, 0);
    const struct content_node *node = content_add_node(content, instance);
    assert_int_equal(node->op | node->operand, 0);
    content->instance_count = 0;
    instance = content_add_instance(content);
    assert_int_equal(instance->type | instance->id.size | instance->criterion_count, 0);
    content_free(content);
    content_free(NULL);
}

static void declaring_a_type_takes_the_definition_once(void **state)
{
    (void)state;
    const struct channel_type_definition *definition =
        channel_find_type(CHANNEL_TYPE_PROCESS_CREATION);
    struct content *content = model_new();

    assert_true(content_declare(content, CHANNEL_TYPE_PROCESS_CREATION));
    assert_true(content_declare(content, CHANNEL_TYPE_PROCESS_CREATION));
    assert_false(content_declare(content, UINT16_MAX));
    assert_int_equal(content->type_count, 1);
    const struct content_type *type = content_find_type(content, CHANNEL_TYPE_PROCESS_CREATION);
    assert_non_null(type);
    assert_int_equal(type->field_count, definition->field_count);
    for (uint16_t i = 0; i < type->field_count; i++)
        assert_int_equal(type->kinds[i], definition->fields[i].kind);
    assert_null(content_find_type(content, CHANNEL_TYPE_SYSMON));
    content_free(content);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_of_the_model_changes_nothing),
        cmocka_unit_test(types_without_instances_are_left_out),
        cmocka_unit_test(a_model_of_nothing_is_a_valid_file),
        cmocka_unit_test(a_decoded_file_is_encoded_to_the_same_bytes),
        cmocka_unit_test(a_file_that_is_not_canonical_has_no_model),
        cmocka_unit_test(caseless_patterns_are_folded_and_nothing_else),
        cmocka_unit_test(a_refusal_names_the_instance_of_the_model),
        cmocka_unit_test(of_two_rules_with_one_identifier_the_later_is_named),
        cmocka_unit_test(a_type_that_is_not_declared_is_refused),
        cmocka_unit_test(a_model_beyond_64_mebibytes_is_refused),
        cmocka_unit_test(what_is_added_is_zero_also_where_something_was_dropped),
        cmocka_unit_test(declaring_a_type_takes_the_definition_once),
    };
    return RUN_TESTS(tests);
}
