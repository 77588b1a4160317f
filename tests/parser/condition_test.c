/* Conditions: every tree of up to six nodes over three criteria against a naive evaluator, what is
 * not needed is not read, and malformed trees end in their own errors. */
#include <stdlib.h>

#include "channel/evaluate.h"
#include "evaluation.h"
#include "limits.h"
#include "model.h"
#include "test.h"

enum { LEAVES = 3, LARGEST = 6, ENOUGH = 100000000 };

/* --- all trees ---------------------------------------------------------------------------------
 */

struct tree {
    struct content_node nodes[LARGEST];
    uint32_t size;
};

/* Sequence `number` of `size` nodes, be it a tree or not; false behind the last one. */
static bool sequence_at(uint32_t size, uint32_t number, struct tree *out)
{
    out->size = size;
    for (uint32_t i = 0; i < size; i++) {
        const uint32_t behind = size - 1 - i;
        const uint32_t choices = LEAVES + 3 * behind;
        const uint32_t choice = number % choices;
        const uint32_t inner = choice - LEAVES; /* counts only where there is something below */
        out->nodes[i] =
            choice < LEAVES
                ? (struct content_node){CHANNEL_OPERATOR_TEST, choice}
                : (struct content_node){(uint8_t)(CHANNEL_OPERATOR_AND + inner % 3), 1 + inner / 3};
        number /= choices;
    }
    return number == 0;
}

/* Where the tree at `position` ends; 0 when there is none that ends by `end`. */
static uint32_t end_of_tree(const struct tree *tree, uint32_t position, uint32_t end)
{
    const struct content_node node = tree->nodes[position];
    uint32_t operands = 0;

    if (node.op == CHANNEL_OPERATOR_TEST)
        return position + 1;
    const uint32_t own_end = position + 1 + node.operand;
    if (own_end > end)
        return 0;
    for (uint32_t next = position + 1; next < own_end; operands++) {
        next = end_of_tree(tree, next, own_end);
        if (next == 0)
            return 0;
    }
    return node.op == CHANNEL_OPERATOR_NOT && operands != 1 ? 0 : own_end;
}

/* The value of the tree at *position, which moves behind it; bit i of `facts` is criterion i. */
static bool naive_value(const struct tree *tree, uint32_t *position, uint32_t facts)
{
    const struct content_node node = tree->nodes[*position];
    *position += 1;
    if (node.op == CHANNEL_OPERATOR_TEST)
        return (facts >> node.operand & 1) != 0;
    const uint32_t end = *position + node.operand;
    bool value = node.op == CHANNEL_OPERATOR_AND;
    while (*position < end) {
        const bool operand = naive_value(tree, position, facts);
        if (node.op == CHANNEL_OPERATOR_AND)
            value = value && operand;
        else if (node.op == CHANNEL_OPERATOR_OR)
            value = value || operand;
        else
            value = !operand;
    }
    return value;
}

/* Criterion i of every instance: field i exists. */
static void add_tree(struct content *content, const struct tree *tree)
{
    struct content_instance *instance = model_instance(content, 1, "");

    for (uint16_t field = 0; field < LEAVES; field++)
        model_criterion(content, instance, field, CHANNEL_CRITERION_EXISTS, 0);
    for (uint32_t i = 0; i < tree->size; i++)
        model_node(content, instance, tree->nodes[i].op, tree->nodes[i].operand);
}

static uint32_t add_all_trees(struct content *content, struct tree *trees, uint32_t room)
{
    uint32_t count = 0;
    struct tree tree;

    for (uint32_t size = 1; size <= LARGEST; size++) {
        for (uint32_t i = 0; sequence_at(size, i, &tree); i++) {
            if (end_of_tree(&tree, 0, size) != size)
                continue;
            assert_in_range(count, 0, room - 1);
            trees[count++] = tree;
            add_tree(content, &tree);
        }
    }
    return count;
}

/* An event whose input i is there if bit i of `facts` is set. */
static struct event event_of_facts(uint32_t facts)
{
    struct input inputs[LEAVES] = {{NULL, 0}};
    for (uint32_t i = 0; i < LEAVES; i++)
        inputs[i].text = (facts >> i & 1) != 0 ? "" : NULL;
    return event_new(1, inputs, LEAVES);
}

static void compare_all(const struct channel_file *file, const struct tree *trees, uint32_t count,
                        uint32_t facts)
{
    struct event event = event_of_facts(facts);
    const uint32_t words = channel_workspace_size(file);
    const struct channel_workspace workspace = {malloc(words * sizeof(uint32_t)), words};
    struct channel_evaluation evaluation;
    struct channel_match match;

    assert_non_null(workspace.words);
    assert_int_equal(channel_evaluate(file, &event.event, workspace, ENOUGH, &evaluation),
                     CHANNEL_OK);
    bool more = channel_evaluate_next(&evaluation, &match);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t position = 0;
        const bool matched = more && match.instance == i;
        assert_true(!matched || match.error == CHANNEL_OK);
        if (matched != naive_value(&trees[i], &position, facts))
            fail_msg("tree %u of %u, facts %u: %d", i, count, facts, matched);
        if (matched)
            more = channel_evaluate_next(&evaluation, &match);
    }
    assert_false(more);
    free(workspace.words);
    event_free(&event);
}

static void every_tree_has_the_value_that_the_naive_evaluator_gives(void **state)
{
    (void)state;
    enum { ROOM = 30000 };
    struct tree *trees = calloc(ROOM, sizeof *trees);
    struct content *content = model_new();

    assert_non_null(trees);
    model_type(content, 1, LEAVES);
    const uint32_t count = add_all_trees(content, trees, ROOM);
    assert_int_equal(count, 3 + 9 + 45 + 297 + 2241 + 18225);
    struct exact bytes = model_encode_unchecked(content);
    content_free(content);
    const struct channel_file file = model_open(&bytes);
    for (uint32_t facts = 0; facts < 1u << LEAVES; facts++)
        compare_all(&file, trees, count, facts);
    free_exact(&bytes);
    free(trees);
}

/* --- order and errors --------------------------------------------------------------------------
 */

enum { MOST_NODES = 2 * LIMIT_DEPTH + 4 };

/* Field 0 exists; field 1, which the event does not have, is "x". */
struct row {
    const char *holds;
    struct content_node nodes[4];
    uint32_t count;
    bool first_exists, matches;
    enum channel_error error;
};

#define AND CHANNEL_OPERATOR_AND
#define OR CHANNEL_OPERATOR_OR
#define NOT CHANNEL_OPERATOR_NOT
#define TEST CHANNEL_OPERATOR_TEST

static const struct row rows[] = {
    {"or is decided by its first operand", {{OR, 2}, {TEST, 0}, {TEST, 1}}, 3, true, true, 0},
    {"or goes on to its second operand",
     {{OR, 2}, {TEST, 0}, {TEST, 1}},
     3,
     false,
     false,
     CHANNEL_ERROR_INPUT_MISSING},
    {"and is decided by its first operand", {{AND, 2}, {TEST, 0}, {TEST, 1}}, 3, false, false, 0},
    {"and goes on to its second operand",
     {{AND, 2}, {TEST, 0}, {TEST, 1}},
     3,
     true,
     false,
     CHANNEL_ERROR_INPUT_MISSING},
    {"operands are read from left to right",
     {{OR, 2}, {TEST, 1}, {TEST, 0}},
     3,
     true,
     false,
     CHANNEL_ERROR_INPUT_MISSING},
    {"not of what is missing is no match",
     {{NOT, 1}, {TEST, 1}},
     2,
     true,
     false,
     CHANNEL_ERROR_INPUT_MISSING},
    {"a decided or skips all that is below it",
     {{OR, 3}, {TEST, 0}, {NOT, 1}, {TEST, 1}},
     4,
     true,
     true,
     0},
    {"a criterion that is not there",
     {{OR, 2}, {TEST, 2}, {TEST, 0}},
     3,
     true,
     false,
     CHANNEL_ERROR_NODE_CRITERION},
    {"an operator behind the end",
     {{OR, 3}, {TEST, 0}, {TEST, 0}},
     3,
     true,
     false,
     CHANNEL_ERROR_NODE_SPAN},
    {"an operator that spans more than the one around it",
     {{OR, 2}, {NOT, 2}, {TEST, 0}, {TEST, 0}},
     4,
     true,
     false,
     CHANNEL_ERROR_NODE_SPAN},
    {"an operator of nothing at the end",
     {{OR, 1}, {NOT, 1}},
     2,
     true,
     false,
     CHANNEL_ERROR_NODE_SPAN},
    {"an operator without operands",
     {{AND, 0}, {TEST, 0}},
     2,
     true,
     false,
     CHANNEL_ERROR_NODE_EMPTY},
    {"an operator that is none", {{9, 1}, {TEST, 0}}, 2, true, false, CHANNEL_ERROR_NODE_OPERATOR},
    {"a condition of no nodes", {{0, 0}}, 0, true, false, CHANNEL_ERROR_INSTANCE_NO_NODES},
};

/* What comes of one condition for an event of one input. */
static void run_condition(const struct content_node *nodes, uint32_t count, bool first_exists,
                          struct results *results)
{
    struct content *content = model_new();
    const struct input input = {first_exists ? "" : NULL, 0};

    model_type(content, 1, 2);
    struct content_instance *instance = model_instance(content, 1, "r");
    model_criterion(content, instance, 0, CHANNEL_CRITERION_EXISTS, 0);
    model_text(content, instance, 1, CHANNEL_CRITERION_EXACT, 0, "x");
    for (uint32_t i = 0; i < count; i++)
        model_node(content, instance, nodes[i].op, nodes[i].operand);
    struct exact bytes = model_encode_unchecked(content);
    content_free(content);
    const struct channel_file file = model_open(&bytes);
    struct event event = event_new(1, &input, 1);
    evaluate(&file, &event, ENOUGH, results);
    event_free(&event);
    free_exact(&bytes);
}

static void what_is_not_needed_is_not_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct results results;
        run_condition(rows[i].nodes, rows[i].count, rows[i].first_exists, &results);
        const enum channel_error error = results.count > 0 ? results.list[0].error : CHANNEL_OK;
        const uint32_t expected = rows[i].matches || rows[i].error != CHANNEL_OK ? 1 : 0;
        if (results.refused != CHANNEL_OK || error != rows[i].error || results.count != expected)
            fail_msg("%s: %s, %u results", rows[i].holds, channel_error_name(error), results.count);
    }
}

/* and(or(and(… test 0 …))) of `depth` operators, each with one operand. */
static enum channel_error error_of_depth(uint32_t depth, uint32_t *matches)
{
    struct content_node nodes[MOST_NODES];
    struct results results;

    for (uint32_t i = 0; i < depth; i++)
        nodes[i] = (struct content_node){i % 2 == 0 ? AND : OR, depth - i};
    nodes[depth] = (struct content_node){TEST, 0};
    run_condition(nodes, depth + 1, true, &results);
    *matches = results.count;
    return results.count > 0 ? results.list[0].error : CHANNEL_OK;
}

static void operators_nest_128_deep_and_no_deeper(void **state)
{
    (void)state;
    uint32_t count;
    assert_int_equal(error_of_depth(LIMIT_DEPTH, &count), CHANNEL_OK);
    assert_int_equal(count, 1);
    assert_int_equal(error_of_depth(LIMIT_DEPTH + 1, &count), CHANNEL_ERROR_CONDITION_STACK);
    assert_int_equal(count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_tree_has_the_value_that_the_naive_evaluator_gives),
        cmocka_unit_test(what_is_not_needed_is_not_read),
        cmocka_unit_test(operators_nest_128_deep_and_no_deeper),
    };
    return RUN_TESTS(tests);
}
