/* The mutator of channel files: decodes, changes the model, encodes. What a subject offers of it is
 * in subject.c; tests look behind that, at how a result came about. */
#ifndef HARNESS_CHANNEL_MUTATE_H
#define HARNESS_CHANNEL_MUTATE_H

#include <stdbool.h>

#include "support/subject.h"

/* How a result came about. */
enum mutate_way {
    MUTATE_NOTHING, /* the input as it was: memory was short, or nothing else fits */
    MUTATE_MODEL,   /* the content of a canonical file was changed */
    MUTATE_RECORDS, /* of a file whose container alone is sound, a record was */
    MUTATE_TRAILER, /* the trailer alone was changed */
    MUTATE_FRESH,   /* a small file from the builder */
    MUTATE_ENGINE,  /* the engine's own mutation */
};

struct mutate_report {
    enum mutate_way way;
    bool broken;  /* one structural rule of the file was broken on purpose */
    bool limited; /* a count or size of the model was set to a boundary, or one above */
    bool trailed; /* a trailer was added to what had none */
};

/* As struct subject's mutate and cross (support/subject.h), and says how. A file that was not
 * broken is accepted by channel_open; one that was not limited either is canonical, unless only its
 * trailer was changed. */
size_t mutate_input(uint8_t *data, size_t size, size_t max_size, uint32_t seed,
                    subject_engine_mutation *engine, struct mutate_report *report);
size_t mutate_cross(const uint8_t *one, size_t one_size, const uint8_t *two, size_t two_size,
                    uint8_t *out, size_t max_size, uint32_t seed, struct mutate_report *report);

#endif
