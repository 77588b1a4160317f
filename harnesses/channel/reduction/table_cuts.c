/* Cuts records out of tables. What refers to what stands in one list; every reference is an index
 * or a run of indices, so a map from old to new indices puts all of them right. */
#include <stdlib.h>
#include <string.h>

#include "channel/kinds.h"
#include "table_parts.h"

/* A run of records of another section: where a record says its first, and how many. */
static const struct link {
    uint8_t from, to;
    uint8_t first, count; /* offsets in the record */
    uint8_t count_size;   /* bytes of the count */
} links[] = {
    {CHANNEL_SECTION_TYPES, CHANNEL_SECTION_FIELDS, 4, 2, 2},
    {CHANNEL_SECTION_TYPES, CHANNEL_SECTION_INSTANCES, 8, 12, 4},
    {CHANNEL_SECTION_INSTANCES, CHANNEL_SECTION_CRITERIA, 4, 8, 4},
    {CHANNEL_SECTION_INSTANCES, CHANNEL_SECTION_NODES, 12, 16, 4},
    {CHANNEL_SECTION_EXPRESSIONS, CHANNEL_SECTION_INSTRUCTIONS, 0, 4, 4},
    {CHANNEL_SECTION_RULES, CHANNEL_SECTION_STRINGS, 8, 12, 4},
    {CHANNEL_SECTION_RULES, CHANNEL_SECTION_STRINGS, 16, 20, 4},
    {CHANNEL_SECTION_RULES, CHANNEL_SECTION_STRINGS, 24, 28, 4},
    {CHANNEL_SECTION_RULES, CHANNEL_SECTION_STRINGS, 32, 36, 4},
    {CHANNEL_SECTION_RULES, CHANNEL_SECTION_STRINGS, 40, 44, 4},
    {CHANNEL_SECTION_PATTERNS, CHANNEL_SECTION_STRINGS, 0, 4, 4},
    {CHANNEL_SECTION_EXPRESSIONS, CHANNEL_SECTION_STRINGS, 8, 12, 4},
};
enum { LINKS = sizeof links / sizeof links[0] };

static const uint8_t section_of_form[CHANNEL_FORMS] = {
    [CHANNEL_FORM_PATTERN] = CHANNEL_SECTION_PATTERNS,
    [CHANNEL_FORM_RANGE] = CHANNEL_SECTION_RANGES,
    [CHANNEL_FORM_NETWORK] = CHANNEL_SECTION_NETWORKS,
    [CHANNEL_FORM_REFERENCE] = CHANNEL_SECTION_REFERENCES,
    [CHANNEL_FORM_EXPRESSION] = CHANNEL_SECTION_EXPRESSIONS,
};

static void cut_run(struct tables *tables, const struct link *link, const uint8_t *record)
{
    struct table *to = &tables->tables[link->to];
    const uint32_t first = table_get(record + link->first, 4);
    const uint32_t end = run_end(to, first, table_get(record + link->count, link->count_size));

    for (uint32_t i = first; i < end; i++) {
        if (link->to == CHANNEL_SECTION_STRINGS)
            to->cut[i] = true;
        else
            tables_cut(tables, link->to, i);
    }
}

static void cut_values(struct tables *tables, const uint8_t *criterion)
{
    const uint8_t form = channel_kind_rules(criterion[2])->form;
    if (form == CHANNEL_FORM_NONE)
        return;
    const uint8_t section = section_of_form[form];
    const uint32_t first = table_get(criterion + 4, 4);
    const uint32_t end = run_end(&tables->tables[section], first, table_get(criterion + 8, 4));

    for (uint32_t i = first; i < end; i++)
        tables_cut(tables, section, i);
}

void tables_cut(struct tables *tables, enum channel_section section, uint32_t index)
{
    struct table *table = &tables->tables[section];

    if (index >= table->count || table->cut[index])
        return;
    table->cut[index] = true;
    const uint8_t *record = record_of(tables, section, index);
    for (unsigned i = 0; i < LINKS; i++)
        if (links[i].from == section)
            cut_run(tables, &links[i], record);
    if (section == CHANNEL_SECTION_CRITERIA)
        cut_values(tables, record);
    if (section == CHANNEL_SECTION_INSTANCES)
        tables_cut(tables, CHANNEL_SECTION_RULES, table_get(record, 4));
}

void tables_cut_subtree(struct tables *tables, uint32_t node)
{
    struct table *nodes = &tables->tables[CHANNEL_SECTION_NODES];

    if (node >= nodes->count)
        return;
    const uint8_t *record = record_of(tables, CHANNEL_SECTION_NODES, node);
    const uint32_t below = record[0] == CHANNEL_OPERATOR_TEST ? 0 : table_get(record + 4, 4);
    const uint32_t end = run_end(nodes, node, below == UINT32_MAX ? below : below + 1);
    for (uint32_t i = node; i < end; i++)
        nodes->cut[i] = true;
}

void tables_cut_text(struct tables *tables, uint32_t begin, uint32_t end)
{
    struct table *strings = &tables->tables[CHANNEL_SECTION_STRINGS];
    for (uint32_t i = begin; i < end && i < strings->count; i++)
        strings->cut[i] = true;
}

/* Cuts parents that have nothing left: types without instances. */
static void cut_empty_types(struct tables *tables)
{
    const struct table *instances = &tables->tables[CHANNEL_SECTION_INSTANCES];
    const struct table *types = &tables->tables[CHANNEL_SECTION_TYPES];

    for (uint32_t i = 0; i < types->count; i++) {
        const uint8_t *record = record_of(tables, CHANNEL_SECTION_TYPES, i);
        if (!types->cut[i] &&
            all_cut(instances, table_get(record + 8, 4), table_get(record + 12, 4)))
            tables_cut(tables, CHANNEL_SECTION_TYPES, i);
    }
}

static uint32_t count_kept(const struct table *table, uint32_t first, uint32_t count)
{
    const uint32_t end = run_end(table, first, count);
    uint32_t kept = 0;

    for (uint32_t i = first; i < end; i++)
        kept += !table->cut[i];
    return kept;
}

/* Criteria that have lost values: one without any goes, and one value alone is not *all of* some.
 */
static void settle_criteria(struct tables *tables)
{
    const struct table *criteria = &tables->tables[CHANNEL_SECTION_CRITERIA];

    for (uint32_t i = 0; i < criteria->count; i++) {
        uint8_t *record = record_of(tables, CHANNEL_SECTION_CRITERIA, i);
        const uint8_t form = channel_kind_rules(record[2])->form;
        if (criteria->cut[i] || form == CHANNEL_FORM_NONE)
            continue;
        const struct table *values = &tables->tables[section_of_form[form]];
        const uint32_t first = table_get(record + 4, 4), count = table_get(record + 8, 4);
        if (!some_cut(values, first, count))
            continue;
        if (all_cut(values, first, count))
            tables_cut(tables, CHANNEL_SECTION_CRITERIA, i);
        else if (count_kept(values, first, count) == 1)
            record[3] = (uint8_t)(record[3] & ~CHANNEL_FLAG_ALL);
    }
}

/* For each section, how many records before an index stay. */
struct maps {
    uint32_t *kept[CHANNEL_SECTION_END];
};

/* A new index for an old one; what lies behind the records stays as far behind. */
static uint32_t map(const struct tables *tables, const struct maps *maps, unsigned section,
                    uint32_t index)
{
    const uint32_t count = tables->tables[section].count;
    if (index <= count)
        return maps->kept[section][index];
    return maps->kept[section][count] + (index - count);
}

static void map_run(const struct tables *tables, const struct maps *maps, uint8_t *record,
                    const struct link *link)
{
    const uint32_t first = table_get(record + link->first, 4);
    const uint32_t count = table_get(record + link->count, link->count_size);
    const uint32_t begin = map(tables, maps, link->to, first);
    /* Beyond all records: a count that wraps around stays what it is. */
    const uint32_t end =
        count <= UINT32_MAX - first ? map(tables, maps, link->to, first + count) : begin + count;

    table_put(record + link->first, 4, begin);
    table_put(record + link->count, link->count_size, end - begin);
}

static void map_values(const struct tables *tables, const struct maps *maps, uint8_t *criterion)
{
    const uint8_t form = channel_kind_rules(criterion[2])->form;
    const struct link link = {CHANNEL_SECTION_CRITERIA, section_of_form[form], 4, 8, 4};

    if (form != CHANNEL_FORM_NONE)
        map_run(tables, maps, criterion, &link);
}

/* Nodes of an instance: how many stand below an operator, which criterion a test is of. */
static void map_nodes(const struct tables *tables, const struct maps *maps, const uint8_t *instance)
{
    const uint32_t criteria = table_get(instance + 4, 4), first = table_get(instance + 12, 4);
    const uint32_t end =
        run_end(&tables->tables[CHANNEL_SECTION_NODES], first, table_get(instance + 16, 4));

    for (uint32_t i = first; i < end; i++) {
        uint8_t *record = record_of(tables, CHANNEL_SECTION_NODES, i);
        const uint32_t operand = table_get(record + 4, 4);
        const uint32_t base = record[0] == CHANNEL_OPERATOR_TEST ? criteria : i + 1;
        const unsigned to =
            record[0] == CHANNEL_OPERATOR_TEST ? CHANNEL_SECTION_CRITERIA : CHANNEL_SECTION_NODES;
        if (operand <= UINT32_MAX - base)
            table_put(record + 4, 4,
                      map(tables, maps, to, base + operand) - map(tables, maps, to, base));
    }
}

static void map_all(const struct tables *tables, const struct maps *maps)
{
    /* Nodes first: they go by what the instances say before that is mapped. */
    for (uint32_t i = 0; i < tables->tables[CHANNEL_SECTION_INSTANCES].count; i++)
        map_nodes(tables, maps, record_of(tables, CHANNEL_SECTION_INSTANCES, i));
    for (unsigned i = 0; i < LINKS; i++)
        for (uint32_t j = 0; j < tables->tables[links[i].from].count; j++)
            map_run(tables, maps, record_of(tables, links[i].from, j), &links[i]);
    for (uint32_t i = 0; i < tables->tables[CHANNEL_SECTION_CRITERIA].count; i++)
        map_values(tables, maps, record_of(tables, CHANNEL_SECTION_CRITERIA, i));
    for (uint32_t i = 0; i < tables->tables[CHANNEL_SECTION_INSTANCES].count; i++) {
        uint8_t *record = record_of(tables, CHANNEL_SECTION_INSTANCES, i);
        table_put(record, 4, map(tables, maps, CHANNEL_SECTION_RULES, table_get(record, 4)));
    }
    for (uint32_t i = 0; i < tables->tables[CHANNEL_SECTION_RULES].count; i++) {
        uint8_t *record = record_of(tables, CHANNEL_SECTION_RULES, i);
        table_put(record, 4, map(tables, maps, CHANNEL_SECTION_INSTANCES, table_get(record, 4)));
    }
}

static void move_together(struct table *table)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < table->count; i++) {
        if (table->cut[i])
            continue;
        memmove(table->records + (size_t)kept * table->size,
                table->records + (size_t)i * table->size, table->size);
        kept++;
    }
    table->count = kept;
    memset(table->cut, 0, kept);
}

static bool make_map(const struct table *table, uint32_t **out)
{
    uint32_t *kept = malloc(((size_t)table->count + 1) * sizeof *kept);

    if (kept == NULL)
        return false;
    kept[0] = 0;
    for (uint32_t i = 0; i < table->count; i++)
        kept[i + 1] = kept[i] + !table->cut[i];
    *out = kept;
    return true;
}

bool tables_close(struct tables *tables)
{
    struct maps maps = {{NULL}};

    settle_criteria(tables);
    bool made = table_conditions_settle(tables);
    cut_empty_types(tables);
    for (unsigned i = 1; i < CHANNEL_SECTION_END && made; i++)
        made = make_map(&tables->tables[i], &maps.kept[i]);
    if (made) {
        map_all(tables, &maps);
        for (unsigned i = 1; i < CHANNEL_SECTION_END; i++)
            move_together(&tables->tables[i]);
    }
    for (unsigned i = 1; i < CHANNEL_SECTION_END; i++)
        free(maps.kept[i]);
    return made;
}
