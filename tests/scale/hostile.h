/* Hostile inputs by the hundred thousand, in one process: real inputs are collected, damaged by a
 * generator that a seed and a number determine, and tried. A program of this kind says which input
 * it was when one crashes, takes too long or breaks a promise. */
#ifndef SCALE_HOSTILE_H
#define SCALE_HOSTILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Real inputs. hostile_pool_free() it. */
struct hostile_pool {
    struct hostile_bytes {
        uint8_t *bytes;
        size_t size;
    } *list;
    size_t count, capacity;
};

/* Adds copies of: bytes; each file of a folder whose name ends with `suffix`, folders below it
 * included; each line of a file. A folder or file that is not there adds nothing; memory that
 * cannot be had ends the program. */
void hostile_add(struct hostile_pool *pool, const void *bytes, size_t size);
void hostile_add_folder(struct hostile_pool *pool, const char *path, const char *suffix);
void hostile_add_lines(struct hostile_pool *pool, const char *path);
void hostile_pool_free(struct hostile_pool *pool);

/* A path below the shared data ($REDZONE_SHARED, else the folder that the build names). Static
 * room, void at the next call. */
const char *hostile_shared(const char *name);

/* Bytes that are being damaged: room for `room`, of which `size` count. */
struct hostile_input {
    const struct hostile_pool *pool;
    uint64_t random; /* state of the generator */
    uint8_t *bytes;
    size_t size, room;
};

/* The next random number below `bound`, which must not be 0. */
uint32_t hostile_below(struct hostile_input *input, uint32_t bound);

/* One change in place: a flip, a number at the edge, one more, one less, a piece zeroed. */
void hostile_change_bytes(struct hostile_input *input);

/* One change of bytes: in place, or a piece lost, doubled, moved, or from another input. */
void hostile_damage_bytes(struct hostile_input *input);

/* One change of lines: lost, doubled, swapped with another, or one of another input put in. */
void hostile_damage_lines(struct hostile_input *input);

/* What a kind of input is. */
struct hostile_kind {
    const char *name;
    size_t largest;                         /* bytes that an input may grow to */
    void (*damage)(struct hostile_input *); /* all of the damage */
    /* Tries bytes, which it may change, in an allocation of exactly their size; whether they were
     * accepted. Calls hostile_broken when a promise is. */
    bool (*accepts)(uint8_t *bytes, size_t size);
};

/* Says that a promise was broken, by which input, and ends the program with code 1. */
_Noreturn void hostile_broken(const char *promise, const char *detail);

/* The program: `[--count N] [--seed S] [--first N]`. Prints progress on stderr and at the end
 * `N inputs, A accepted, R refused`. Returns its exit code: 0; 1 when of 1,000 inputs or more fewer
 * than one in a hundred were accepted, or refused; 2 after wrong use; 3 for an empty pool. */
int hostile_main(int argc, char **argv, const struct hostile_kind *kind,
                 const struct hostile_pool *pool);

#endif
