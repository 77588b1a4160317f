/* The survive build: a report is noted in a microsecond and the engine goes on. Relies on every
 * report being wrapped at link time; a check of the build proves it (check_wraps.sh). */
#include "survive.h"

#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "protect.h"
#include "shadow.h"
#include "spool.h"
#include "stack_walk.h"
#include "time_limit.h"

enum { MOST_READS = 256 };

static sigjmp_buf way_out;
static volatile sig_atomic_t running;
static unsigned reads; /* bad ones of this execution that were gone on from */

bool protect_run(void (*run)(void *state), void *state)
{
    survive_prepare();
    time_limit_begin();
    survive_memory_begin();
    reads = 0;
    if (sigsetjmp(way_out, 0) != 0) { /* handlers block nothing: there is no mask to restore */
        survive_memory_left();
        return false;
    }
    running = 1;
    run(state);
    running = 0;
    survive_memory_end();
    return true;
}

void protect_keep(const uint8_t *bytes, size_t size)
{
    if (hit_log->count > 0)
        spool_offer(bytes, size, hit_log);
}

bool protect_survives(void)
{
    return true;
}

void protect_leave(void)
{
    if (!running || survive_is_halting())
        return;
    running = 0;
    siglongjmp(way_out, 1);
}

void survive_note(struct hit *hit, uintptr_t pc, uintptr_t frame)
{
    hit->depth = stack_walk(pc, frame, hit->frames, HIT_FRAMES);
    hit_note(hit);
}

void survive_access(uintptr_t address, size_t size, bool is_write, uintptr_t pc, uintptr_t frame)
{
    struct hit hit;

    hit.class = is_write ? HIT_WRITE : HIT_READ;
    hit.is_write = is_write;
    hit.unwound = false;
    hit.size = size > UINT32_MAX ? UINT32_MAX : (uint32_t)size;
    hit.address = address;
    hit.what[0] = hit.detail[0] = hit.where[0] = hit.context[0] = '\0';
    shadow_classify(&hit);
    survive_note(&hit, pc, frame);
    if (is_write || hit_log->count > 1 || ++reads == MOST_READS)
        protect_leave();
}

void survive_note_plain(enum hit_class class, const char *what, uintptr_t address, uintptr_t pc,
                        uintptr_t frame)
{
    static struct hit hit; /* there may be little stack left */

    memset(&hit, 0, sizeof hit);
    hit.class = class;
    hit.address = address;
    snprintf(hit.what, sizeof hit.what, "%s", what);
    survive_note(&hit, pc, frame);
    protect_leave();
}
