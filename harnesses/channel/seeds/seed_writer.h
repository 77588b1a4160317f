/* Where seeds go: a file for each, named after what it holds, and a line of the manifest. */
#ifndef HARNESS_CHANNEL_SEED_WRITER_H
#define HARNESS_CHANNEL_SEED_WRITER_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "content.h"

struct seed_writer {
    const char *folder; /* seeds/ */
    FILE *manifest;
};

/* Makes the folders on the way to a file; ends the program, with a message, when it cannot. */
void seed_make_folders(char *path);

/* Writes a seed of a target; `name` may name a folder below the target's ("limits/values"), and
 * `holds` tells the manifest's reader what is in it. Ends the program, with a message, when it
 * cannot: half a set of seeds is none. */
void seed_write(struct seed_writer *writer, const char *target, const char *name, const char *holds,
                const uint8_t *bytes, size_t size);

/* Ends the program when `pointer` is null: a model could not be made. Returns it otherwise. */
void *seed_need(void *pointer);

/* Encodes a model, which must be canonical; free() the bytes. */
uint8_t *seed_encode(const struct content *content, size_t *size);

/* Encodes a model as it is, canonical or not, and frees it; free() the bytes. */
uint8_t *seed_encode_unchecked(struct content *content, size_t *size);

/* The sets: one seed for each feature, one for each hazard of a file, one for each of events. */
void seeds_of_features(struct seed_writer *writer);
void seeds_of_hazards(struct seed_writer *writer);
void seeds_of_events(struct seed_writer *writer);

/* A pair for each limit of a file: at it, and one above. */
void seeds_of_limits(struct seed_writer *writer);

/* Inputs that each kind of criterion looks at in every way there is. */
void seeds_of_operands(struct seed_writer *writer);

/* Sensors that supply less, as much and more than the content asks for. */
void seeds_of_sensors(struct seed_writer *writer);

/* Operators, values and subjects of the target `matcher`. */
void seeds_of_matches(struct seed_writer *writer);

/* Lines for the targets that make models of bytes. */
void seeds_of_models(struct seed_writer *writer);

/* Rules of the target `sigma`; and moments at which memory is short, of the target `allocation`. */
void seeds_of_rules(struct seed_writer *writer);
void seeds_of_memory(struct seed_writer *writer);

/* Files, seeds and rooms of the target `mutator`. */
void seeds_of_mutations(struct seed_writer *writer);

#endif
