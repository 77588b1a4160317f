/* The search for an event that makes an instance match, or that makes it test one of its criteria.
 *
 * What is wanted of the condition becomes what is wanted of criteria, one by one: everything before
 * a criterion must leave the condition undecided. Each criterion that is added to the wanted ones
 * may give its field another text (field_search.h). Where a choice was wrong the search begins
 * again with other choices, so often and no oftener. */
#ifndef REDZONE_TOOL_SEARCH_H
#define REDZONE_TOOL_SEARCH_H

#include "channel/sensor.h"
#include "plan.h"
#include "trial.h"
#include "witness.h"

enum { SEARCH_FIELDS = 128, SEARCH_ARENA = 1024 * 1024, SEARCH_UNDO = 4096 };

/* What the event must have in a field, whatever the criteria say. */
enum search_demand { DEMAND_NONE, DEMAND_PRESENT, DEMAND_ABSENT, DEMAND_EMPTY };

/* What a criterion shall come to. */
enum search_want { WANT_NOTHING, WANT_TRUE, WANT_FALSE };

struct wanted {
    uint32_t criterion;
    enum search_want want;
    uint32_t field;  /* that its text stands in; CHANNEL_FIELD_ALL for a keyword in none */
    uint32_t choice; /* of its values, the one that is aimed at */
};

struct field_change {
    uint32_t field, pad;
    struct channel_input input;
};

struct search {
    struct trial *trial;
    const struct plan *plan;
    struct channel_event event;   /* what was found; its texts stand in the arena */
    struct channel_input *inputs; /* of the event; exactly as many as the sensor supplies */
    const uint8_t *kinds;         /* that the sensor supplies */
    uint32_t pads[SEARCH_FIELDS]; /* where a text may be made longer */
    enum search_demand demands[SEARCH_FIELDS];
    struct wanted *wanted;
    uint32_t wanted_count, wanted_capacity;
    uint8_t *wants; /* by criterion: enum search_want */
    struct field_change undo[SEARCH_UNDO];
    uint32_t undo_count;
    uint8_t arena[SEARCH_ARENA];
    uint32_t arena_used;
    uint32_t attempt;
    uint64_t work_limit, instance_limit; /* of the trial's work */
    struct witness witness;
    struct witness_text text;
};

/* A search for nothing yet; NULL, with a line on stderr, when memory is short. */
struct search *search_new(struct trial *trial, const struct plan *plan);
void search_free(struct search *search);

/* From now on events are of this type, as a sensor supplies it. False when memory is short. */
bool search_supply(struct search *search, const struct channel_supplied *supplied);

/* The plan holds another instance: what is known of the one before is forgotten. False when memory
 * is short. */
bool search_restart(struct search *search);

/* Forgets all demands. */
void search_free_demands(struct search *search);

/* Looks for an event that the instance matches. */
bool search_match(struct search *search);

/* Looks for an event with which the condition arrives at `node`, a test, whose criterion then comes
 * to `want`. False when none was found; search->event is some event then, too. */
bool search_reach(struct search *search, uint32_t node, enum search_want want);

/* For field_search.c: sets a field, so that it can be undone; false when there is no room. A text
 * is copied. */
bool search_set(struct search *search, uint32_t field, struct channel_input input, uint32_t pad);

/* Whether all wanted criteria that field `field` can decide come to what is wanted. */
bool search_agrees(struct search *search, uint32_t field);

#endif
