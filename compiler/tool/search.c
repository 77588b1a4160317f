/* Wanted truth values down the tree of a condition. Relies on the plan; what it finds was found
 * true by the interpreter. */
#include "search.h"

#include <stdlib.h>
#include <string.h>

#include "field_search.h"
#include "output.h"

enum { ATTEMPTS = 16, SOLVE_WORK = 4000000, INSTANCE_WORK = 100000000 };

struct mark {
    uint32_t wanted, undo, arena;
};

struct search *search_new(struct trial *trial, const struct plan *plan)
{
    struct search *search = calloc(1, sizeof *search);

    if (search == NULL) {
        report("channel: out of memory");
        return NULL;
    }
    search->trial = trial;
    search->plan = plan;
    return search;
}

void search_free(struct search *search)
{
    if (search == NULL)
        return;
    free(search->inputs);
    free(search->wanted);
    free(search->wants);
    free(search);
}

bool search_supply(struct search *search, const struct channel_supplied *supplied)
{
    free(search->inputs);
    search->inputs = calloc(supplied->input_count, sizeof *search->inputs);
    search->kinds = supplied->kinds;
    search->event = (struct channel_event){supplied->type, supplied->input_count, search->inputs};
    if (search->inputs != NULL || supplied->input_count == 0)
        return true;
    report("channel: out of memory");
    return false;
}

bool search_restart(struct search *search)
{
    const uint32_t count = search->plan->instance.criterion_count;

    search->instance_limit = search->trial->work + INSTANCE_WORK;
    search->wanted_count = 0;
    if (count > search->wanted_capacity) {
        free(search->wanted);
        free(search->wants);
        search->wanted = calloc(count, sizeof *search->wanted);
        search->wants = calloc(count, 1);
        search->wanted_capacity = count;
    }
    if (search->wanted == NULL || search->wants == NULL) {
        search->wanted_capacity = 0;
        report("channel: out of memory");
        return false;
    }
    memset(search->wants, WANT_NOTHING, count);
    return true;
}

void search_free_demands(struct search *search)
{
    memset(search->demands, 0, sizeof search->demands);
}

bool search_set(struct search *search, uint32_t field, struct channel_input input, uint32_t pad)
{
    if (search->undo_count == SEARCH_UNDO || input.size > SEARCH_ARENA - search->arena_used)
        return false;
    search->undo[search->undo_count++] =
        (struct field_change){field, search->pads[field], search->inputs[field]};
    uint8_t *copy = search->arena + search->arena_used;
    if (input.size > 0)
        memcpy(copy, input.bytes, input.size);
    search->arena_used += input.size;
    input.bytes = copy;
    search->inputs[field] = input;
    search->pads[field] = pad;
    return true;
}

static struct mark mark_of(const struct search *search)
{
    return (struct mark){search->wanted_count, search->undo_count, search->arena_used};
}

static void go_back(struct search *search, struct mark mark)
{
    while (search->undo_count > mark.undo) {
        const struct field_change *change = &search->undo[--search->undo_count];
        search->inputs[change->field] = change->input;
        search->pads[change->field] = change->pad;
    }
    while (search->wanted_count > mark.wanted)
        search->wants[search->wanted[--search->wanted_count].criterion] = WANT_NOTHING;
    search->arena_used = mark.arena;
}

/* An event with nothing in it but what is demanded. */
static void begin_attempt(struct search *search, uint32_t attempt)
{
    go_back(search, (struct mark){0, 0, 0});
    search->attempt = attempt;
    for (uint32_t i = 0; i < search->event.input_count; i++) {
        const enum search_demand demand = search->demands[i];
        const bool present = demand == DEMAND_PRESENT || demand == DEMAND_EMPTY;
        search->inputs[i] =
            (struct channel_input){(const uint8_t *)"~", demand == DEMAND_PRESENT ? 1 : 0,
                                   present ? search->kinds[i] : (uint8_t)CHANNEL_KIND_ABSENT};
        search->pads[i] = 0;
    }
}

static bool exhausted(const struct search *search)
{
    return search->trial->work > search->work_limit || search->trial->work > search->instance_limit;
}

static bool comes_to(struct search *search, const struct wanted *wanted)
{
    const enum trial_result result = trial_holds(search->trial, &search->event, wanted->criterion);

    return result == (wanted->want == WANT_TRUE ? TRIAL_TRUE : TRIAL_FALSE);
}

/* A reference reads a second field, and a keyword that shall not match reads all. */
static bool touches(const struct search *search, const struct wanted *wanted, uint32_t field)
{
    return wanted->field == field || wanted->field == CHANNEL_FIELD_ALL ||
           search->plan->criteria[wanted->criterion].kind == CHANNEL_CRITERION_REFERENCE;
}

bool search_agrees(struct search *search, uint32_t field)
{
    for (uint32_t i = search->wanted_count; i-- > 0;) {
        const struct wanted *wanted = &search->wanted[i];
        if (touches(search, wanted, field) && !comes_to(search, wanted))
            return false;
    }
    return true;
}

static bool all_agree(struct search *search)
{
    for (uint32_t i = 0; i < search->wanted_count; i++) {
        if (!comes_to(search, &search->wanted[i]))
            return false;
    }
    return true;
}

static bool want_criterion(struct search *search, uint32_t criterion, bool want)
{
    const uint8_t as = want ? WANT_TRUE : WANT_FALSE;

    if (search->wants[criterion] != WANT_NOTHING)
        return search->wants[criterion] == as;
    search->wants[criterion] = as;
    struct wanted *wanted = &search->wanted[search->wanted_count++];
    *wanted = (struct wanted){criterion, as, search->plan->criteria[criterion].field, 0};
    if (comes_to(search, wanted))
        return true;
    return !exhausted(search) && field_search(search, wanted);
}

static bool want_node(struct search *search, uint32_t node, bool want);

/* Which operand comes first: the first one at first, then any, the same in every run. */
static uint32_t first_choice(const struct search *search, uint32_t node, uint32_t count)
{
    uint64_t mixed = (search->attempt * UINT64_C(0x9e3779b97f4a7c15)) ^ (node + 1);

    if (search->attempt == 0 || count == 0)
        return 0;
    mixed = (mixed ^ mixed >> 31) * UINT64_C(0xbf58476d1ce4e5b9);
    return (uint32_t)((mixed ^ mixed >> 29) % count);
}

/* One operand is enough. With each attempt another one comes first. */
static bool want_one(struct search *search, uint32_t node, bool want)
{
    const struct plan_node *nodes = search->plan->nodes;
    uint32_t count = 0;

    for (uint32_t child = node + 1; child < nodes[node].end; child = nodes[child].end)
        count++;
    const uint32_t first = first_choice(search, node, count);
    for (uint32_t turn = 0; turn < 2; turn++) {
        uint32_t place = 0;
        for (uint32_t child = node + 1; child < nodes[node].end; child = nodes[child].end) {
            if ((place++ < first) != (turn == 1))
                continue;
            const struct mark mark = mark_of(search);
            if (want_node(search, child, want))
                return true;
            go_back(search, mark);
            if (exhausted(search))
                return false;
        }
    }
    return false;
}

/* Operands from the first on, up to the one that ends at `end`. */
static bool want_all(struct search *search, uint32_t node, uint32_t end, bool want)
{
    for (uint32_t child = node + 1; child < end; child = search->plan->nodes[child].end) {
        if (!want_node(search, child, want))
            return false;
    }
    return true;
}

/* Recursion is bounded by the nesting that the format allows: 128. */
static bool want_node(struct search *search, uint32_t node, bool want)
{
    const struct plan_node *at = &search->plan->nodes[node];

    if (at->op == CHANNEL_OPERATOR_TEST)
        return want_criterion(search, at->operand, want);
    if (at->op == CHANNEL_OPERATOR_NOT)
        return want_node(search, node + 1, !want);
    if ((at->op == CHANNEL_OPERATOR_AND) == want)
        return want_all(search, node, at->end, want);
    return want_one(search, node, want);
}

/* What is tested before `node` below one of the operators around it leaves that undecided. */
static bool want_undecided(struct search *search, uint32_t around, uint32_t below)
{
    const uint8_t op = search->plan->nodes[around].op;

    return op == CHANNEL_OPERATOR_NOT ||
           want_all(search, around, below, op == CHANNEL_OPERATOR_AND);
}

/* All operators around, from the innermost on: what stands beside the test is needed as it is, what
 * stands further away often leaves a choice, which can then be made to fit. */
static bool want_path(struct search *search, uint32_t node)
{
    const struct plan_node *nodes = search->plan->nodes;

    for (; nodes[node].parent != CHANNEL_NO_INDEX; node = nodes[node].parent) {
        if (!want_undecided(search, nodes[node].parent, node))
            return false;
    }
    return true;
}

bool search_match(struct search *search)
{
    search->work_limit = search->trial->work + SOLVE_WORK;
    for (uint32_t i = 0; i < ATTEMPTS && !exhausted(search); i++) {
        begin_attempt(search, i);
        if (want_node(search, 0, true) && all_agree(search))
            return true;
    }
    return false;
}

/* With every other attempt the criterion itself comes first, so that the path bends to it. */
static bool attempt_reach(struct search *search, uint32_t node, enum search_want want)
{
    const uint32_t criterion = search->plan->nodes[node].operand;
    const bool wants_true = want == WANT_TRUE;
    const bool late = search->attempt % 2 == 0;

    if (want != WANT_NOTHING && !late && !want_criterion(search, criterion, wants_true))
        return false;
    if (!want_path(search, node))
        return false;
    if (want != WANT_NOTHING && late && !want_criterion(search, criterion, wants_true))
        return false;
    return all_agree(search);
}

bool search_reach(struct search *search, uint32_t node, enum search_want want)
{
    search->work_limit = search->trial->work + SOLVE_WORK;
    for (uint32_t i = 0; i < ATTEMPTS && !exhausted(search); i++) {
        begin_attempt(search, i);
        if (attempt_reach(search, node, want))
            return true;
    }
    return false;
}
