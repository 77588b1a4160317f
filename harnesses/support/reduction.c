/* Walks through the passes. Each step depends on the state and the best input alone, so that the
 * result is the same however often the process that makes it dies. */
#include "reduction.h"

#include <string.h>

#include "subject.h"

enum { RANKS = 256, LETTER = 1 };

/* Orders values of a byte: zero, `a`, all others. */
static unsigned rank_of(uint8_t byte)
{
    if (byte == 0)
        return 0;
    if (byte == 'a')
        return LETTER;
    return byte < 'a' ? byte + 1u : byte;
}

static uint8_t byte_of(unsigned rank)
{
    if (rank == 0)
        return 0;
    if (rank == LETTER)
        return 'a';
    return (uint8_t)(rank <= 'a' ? rank - 1 : rank);
}

void reduction_begin(struct reduction *reduction)
{
    *reduction = (struct reduction){.pass = REDUCE_FORMAT};
}

static void enter(struct reduction *reduction, enum reduction_pass pass)
{
    const bool improved = reduction->improved;
    const enum reduction_form form = reduction->form;

    *reduction = (struct reduction){.pass = pass, .improved = improved, .form = form};
}

/* The subject's pass goes on to a fixpoint: each of its cuts is worth thousands of the others.
 * Behind the last pass it all begins once more if anything went. */
static void leave_pass(struct reduction *reduction)
{
    if (reduction->pass == REDUCE_FORMAT && reduction->again) {
        enter(reduction, REDUCE_FORMAT);
    } else if (reduction->pass < REDUCE_VALUE) {
        enter(reduction, reduction->pass + 1);
    } else if (reduction->improved) {
        reduction_begin(reduction);
    } else if (reduction->pass == REDUCE_VALUE && reduction->form == REDUCTION_FORM_RIGHT) {
        enter(reduction, REDUCE_BROKEN);
    } else {
        enter(reduction, REDUCE_DONE);
    }
}

static bool is_smaller(const uint8_t *candidate, size_t made, const uint8_t *best, size_t size)
{
    if (made != size)
        return made < size;
    for (size_t i = 0; i < made; i++)
        if (candidate[i] != best[i])
            return rank_of(candidate[i]) < rank_of(best[i]);
    return false;
}

/* Sets runs up when a pass begins, and halves them when one length is through. Lengths are powers
 * of two, as those of fields are. False behind the last. */
static bool next_run(struct reduction *reduction, size_t size)
{
    if (reduction->run == 0)
        for (reduction->run = 1; reduction->run <= (size - 1) / 2 && size > 1;)
            reduction->run *= 2;
    if (reduction->position < size)
        return size > 0;
    reduction->position = 0;
    reduction->run /= 2;
    return reduction->run > 0 && size > 0;
}

static size_t format_candidate(struct reduction *reduction, const uint8_t *best, size_t size,
                               uint8_t *candidate)
{
    if (target_subject.reduce == NULL)
        return SIZE_MAX;
    return target_subject.reduce(best, size, reduction->number, candidate);
}

/* The run ends `position` bytes before the end of the input. */
static size_t cut_candidate(struct reduction *reduction, const uint8_t *best, size_t size,
                            uint8_t *candidate)
{
    if (!next_run(reduction, size))
        return SIZE_MAX;
    const size_t end = size - reduction->position;
    const size_t begin = end > reduction->run ? end - reduction->run : 0;
    memcpy(candidate, best, begin);
    memcpy(candidate + begin, best + end, size - end);
    return size - (end - begin);
}

static size_t clear_candidate(struct reduction *reduction, const uint8_t *best, size_t size,
                              uint8_t *candidate)
{
    if (!next_run(reduction, size))
        return SIZE_MAX;
    const size_t left = size - reduction->position;
    memcpy(candidate, best, size);
    memset(candidate + reduction->position, 0, left < reduction->run ? left : reduction->run);
    return size;
}

/* Bisects the ranks below the byte's; the first try is the letter. */
static size_t value_candidate(struct reduction *reduction, const uint8_t *best, size_t size,
                              uint8_t *candidate)
{
    while (reduction->position < size) {
        const unsigned rank = rank_of(best[reduction->position]);
        if (reduction->high == 0) {
            reduction->low = LETTER;
            reduction->high = rank;
        }
        if (reduction->low < reduction->high && rank > LETTER) {
            const unsigned middle = reduction->low == LETTER
                                        ? LETTER
                                        : reduction->low + (reduction->high - reduction->low) / 2;
            memcpy(candidate, best, size);
            candidate[reduction->position] = byte_of(middle);
            return size;
        }
        reduction->position++;
        reduction->high = 0;
    }
    return SIZE_MAX;
}

static size_t pass_candidate(struct reduction *reduction, const uint8_t *best, size_t size,
                             uint8_t *candidate)
{
    switch (reduction->pass) {
    case REDUCE_FORMAT:
        return format_candidate(reduction, best, size, candidate);
    case REDUCE_CUT:
    case REDUCE_BROKEN:
        return cut_candidate(reduction, best, size, candidate);
    case REDUCE_CLEAR:
        return clear_candidate(reduction, best, size, candidate);
    case REDUCE_VALUE:
        return value_candidate(reduction, best, size, candidate);
    case REDUCE_DONE:
        break;
    }
    return SIZE_MAX;
}

/* On to what follows a candidate that was not taken. */
static void advance(struct reduction *reduction)
{
    switch (reduction->pass) {
    case REDUCE_FORMAT:
        reduction->number++;
        break;
    case REDUCE_CUT:
    case REDUCE_CLEAR:
    case REDUCE_BROKEN:
        reduction->position += reduction->run;
        break;
    case REDUCE_VALUE:
        reduction->low = reduction->low == LETTER
                             ? LETTER + 1
                             : reduction->low + (reduction->high - reduction->low) / 2 + 1;
        break;
    case REDUCE_DONE:
        break;
    }
}

/* After one that was taken the input is another: what stood behind a cut has moved up, numbers mean
 * something else, a cleared run is clear. */
static void go_on(struct reduction *reduction)
{
    switch (reduction->pass) {
    case REDUCE_CLEAR:
        reduction->position += reduction->run;
        break;
    case REDUCE_VALUE:
        reduction->high = reduction->low == LETTER
                              ? LETTER
                              : reduction->low + (reduction->high - reduction->low) / 2;
        break;
    case REDUCE_FORMAT:
    case REDUCE_CUT:
    case REDUCE_BROKEN:
    case REDUCE_DONE:
        break;
    }
}

static bool can_repair(const struct reduction *reduction)
{
    return target_subject.repair != NULL && reduction->pass != REDUCE_FORMAT &&
           reduction->pass != REDUCE_BROKEN;
}

/* Learns whether the best input is right as it is; `scratch` has room for it. */
static void learn_form(struct reduction *reduction, const uint8_t *best, size_t size,
                       uint8_t *scratch)
{
    memcpy(scratch, best, size);
    const bool right = target_subject.repair(scratch, size) && memcmp(scratch, best, size) == 0;
    reduction->form = right ? REDUCTION_FORM_RIGHT : REDUCTION_FORM_WRONG;
}

size_t reduction_next(struct reduction *reduction, const uint8_t *best, size_t size,
                      uint8_t *candidate)
{
    if (reduction->form == REDUCTION_FORM_UNKNOWN && target_subject.repair != NULL && size > 0)
        learn_form(reduction, best, size, candidate);
    while (reduction->pass != REDUCE_DONE) {
        const size_t made = pass_candidate(reduction, best, size, candidate);
        if (made == SIZE_MAX) {
            leave_pass(reduction);
            continue;
        }
        if (!reduction->repaired && can_repair(reduction) &&
            target_subject.repair(candidate, made) && is_smaller(candidate, made, best, size)) {
            reduction->repaired = true;
            return made;
        }
        /* What the subject could not repair, or was refused when it had, is tried as it was cut:
         * in an input that is wrong, for there that may be what it is kept for. */
        const bool again = reduction->repaired || can_repair(reduction);
        const bool right = reduction->repaired && reduction->form == REDUCTION_FORM_RIGHT;
        reduction->repaired = false;
        if (again && !right)
            pass_candidate(reduction, best, size, candidate);
        if (!right && is_smaller(candidate, made, best, size))
            return made;
        advance(reduction);
    }
    return SIZE_MAX;
}

void reduction_judged(struct reduction *reduction, bool accepted)
{
    const bool once_more = reduction->repaired && reduction->form != REDUCTION_FORM_RIGHT;

    if (accepted) {
        reduction->repaired = false;
        reduction->form = REDUCTION_FORM_UNKNOWN;
        reduction->improved = true;
        reduction->again = true;
        go_on(reduction);
    } else if (!once_more) {
        reduction->repaired = false;
        advance(reduction);
    }
}
