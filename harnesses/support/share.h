/* How much of a target's checks one run of an input does.
 *
 * Many checks ask the same code the same thing once more: at another alignment, for another sensor,
 * on another event. In a replay a run does them all. Under an engine, where a run of an input that
 * differs in a byte follows at once, it does one of each kind, which the input's bytes choose: all
 * are done as often a second as before, on ten times as many inputs. An input behaves alike each
 * time, and a replay of what an engine found does what the engine did and more. */
#ifndef SUPPORT_SHARE_H
#define SUPPORT_SHARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Begins the run of an input: with `all` every check is done. Called by input.h. */
void share_begin(const uint8_t *bytes, size_t size, bool all);

/* Whether this run does check `number` of `count` that are of one kind. `kind` tells kinds of an
 * equal count apart: choices of different kinds do not hang together. */
bool share_takes(unsigned kind, unsigned number, unsigned count);

#endif
