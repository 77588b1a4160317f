/* Conditions that have lost nodes or criteria. Relies on nodes standing in prefix order, and on
 * nothing else that they say. */
#include <stdlib.h>

#include "channel/kinds.h"
#include "table_parts.h"

/* The nodes of an instance while cuts are made good: a condition stays a condition. */
struct condition {
    struct tables *tables;
    uint32_t first, count;           /* nodes */
    uint32_t criteria, criteria_end; /* of the instance */
};

static uint8_t op_of(const struct condition *condition, uint32_t node)
{
    return record_of(condition->tables, CHANNEL_SECTION_NODES, condition->first + node)[0];
}

static bool is_cut(const struct condition *condition, uint32_t node)
{
    return condition->tables->tables[CHANNEL_SECTION_NODES].cut[condition->first + node];
}

static void cut_node(const struct condition *condition, uint32_t node)
{
    condition->tables->tables[CHANNEL_SECTION_NODES].cut[condition->first + node] = true;
}

/* Where what stands below a node ends. */
static uint32_t span_end(const struct condition *condition, uint32_t node)
{
    const uint8_t *record =
        record_of(condition->tables, CHANNEL_SECTION_NODES, condition->first + node);
    const uint32_t below = record[0] == CHANNEL_OPERATOR_TEST ? 0 : table_get(record + 4, 4);
    const uint32_t room = condition->count - node - 1;
    return node + 1 + (below < room ? below : room);
}

/* Tests of criteria that are gone go as well; with `used` the criteria that are tested are noted.
 */
static void look_at_tests(const struct condition *condition, bool *used)
{
    const struct table *criteria = &condition->tables->tables[CHANNEL_SECTION_CRITERIA];

    for (uint32_t i = 0; i < condition->count; i++) {
        if (op_of(condition, i) != CHANNEL_OPERATOR_TEST || is_cut(condition, i))
            continue;
        const uint32_t operand = table_get(
            record_of(condition->tables, CHANNEL_SECTION_NODES, condition->first + i) + 4, 4);
        if (operand >= condition->criteria_end - condition->criteria)
            continue;
        if (criteria->cut[condition->criteria + operand])
            cut_node(condition, i);
        else if (used != NULL)
            used[operand] = true;
    }
}

/* Cuts operators that are none any more: without operands; `and`, `or` with one; one directly below
 * its like. Returns whether there was any. */
static bool tidy(const struct condition *condition)
{
    bool changed = false;

    for (uint32_t i = condition->count; i > 0; i--) {
        const uint32_t node = i - 1, end = span_end(condition, node);
        const uint8_t op = op_of(condition, node);
        uint32_t operands = 0;
        if (op == CHANNEL_OPERATOR_TEST || is_cut(condition, node))
            continue;
        for (uint32_t child = node + 1; child < end;) {
            if (is_cut(condition, child)) {
                child++; /* an operator that went leaves its operands */
                continue;
            }
            operands++;
            if (op_of(condition, child) == op) {
                cut_node(condition, child);
                changed = true;
                if (op == CHANNEL_OPERATOR_NOT)
                    cut_node(condition, node);
            }
            child = span_end(condition, child);
        }
        if (operands == 0 || (operands == 1 && op != CHANNEL_OPERATOR_NOT)) {
            cut_node(condition, node);
            changed = true;
        }
    }
    return changed;
}

/* Puts the condition of an instance right after cuts, and cuts criteria that it no longer tests.
 * False when memory is short. */
static bool settle(struct tables *tables, uint32_t instance)
{
    const uint8_t *record = record_of(tables, CHANNEL_SECTION_INSTANCES, instance);
    const uint32_t criteria = table_get(record + 4, 4), nodes = table_get(record + 12, 4);
    const uint32_t criteria_end =
        run_end(&tables->tables[CHANNEL_SECTION_CRITERIA], criteria, table_get(record + 8, 4));
    const uint32_t nodes_end =
        run_end(&tables->tables[CHANNEL_SECTION_NODES], nodes, table_get(record + 16, 4));
    const struct condition condition = {tables, nodes, nodes_end - nodes, criteria, criteria_end};
    const uint32_t count = criteria_end - criteria;
    bool *used = calloc((size_t)count + 1, sizeof *used);

    if (used == NULL)
        return false;
    look_at_tests(&condition, NULL);
    while (tidy(&condition))
        continue;
    look_at_tests(&condition, used);
    for (uint32_t i = 0; i < count; i++)
        if (!used[i])
            tables_cut(tables, CHANNEL_SECTION_CRITERIA, criteria + i);
    free(used);
    if (all_cut(&tables->tables[CHANNEL_SECTION_NODES], nodes, nodes_end - nodes))
        tables_cut(tables, CHANNEL_SECTION_INSTANCES, instance);
    return true;
}

bool table_conditions_settle(struct tables *tables)
{
    const struct table *instances = &tables->tables[CHANNEL_SECTION_INSTANCES];

    for (uint32_t i = 0; i < instances->count; i++) {
        const uint8_t *record = record_of(tables, CHANNEL_SECTION_INSTANCES, i);
        const bool touched = some_cut(&tables->tables[CHANNEL_SECTION_CRITERIA],
                                      table_get(record + 4, 4), table_get(record + 8, 4)) ||
                             some_cut(&tables->tables[CHANNEL_SECTION_NODES],
                                      table_get(record + 12, 4), table_get(record + 16, 4));
        if (touched && !instances->cut[i] && !settle(tables, i))
            return false;
    }
    return true;
}
