/* The log of hits. Relies on nothing that allocates or locks: it is called where memory may be
 * corrupt. */
#include "hit.h"

#include <string.h>

#include "context.h"
#include "regions.h"

enum { INNER = 2, INNER_UNWOUND = 24 };

static struct hit_log own_log;
struct hit_log *hit_log = &own_log;

static uint64_t mix(uint64_t sum, uint64_t value)
{
    sum = (sum ^ value) * UINT64_C(0x9e3779b97f4a7c15);
    return sum ^ (sum >> 29);
}

static uint64_t mix_text(uint64_t sum, const char *text)
{
    for (; *text != '\0'; text++)
        sum = mix(sum, (unsigned char)*text);
    return sum;
}

uint64_t hit_site(const struct hit *hit)
{
    uint64_t sum = mix(1, (uint64_t)hit->class);

    if (hit->class == HIT_CONTRACT || hit->class == HIT_UNDEFINED)
        return mix_text(mix_text(sum, hit->what), hit->detail);
    const uint32_t most = hit->unwound ? INNER_UNWOUND : INNER;
    for (uint32_t i = 0; i < most && i < hit->depth; i++)
        sum = mix(sum, hit->frames[i]);
    return sum;
}

void hit_begin(void)
{
    hit_log->count = 0;
}

void hit_note(const struct hit *hit)
{
    const uint32_t count = hit_log->count;

    if (count >= HITS_MAX)
        return;
    for (uint32_t i = 0; i < count; i++)
        if (hit_site(&hit_log->hits[i]) == hit_site(hit))
            return;
    hit_log->hits[count] = *hit;
    hit_log->count = count + 1; /* first: it must not be lost if it cannot be described */
    hit_log->hits[count].offset = hit->address == 0 ? SIZE_MAX : region_offset(hit->address);
    context_describe(hit->address, hit_log->hits[count].context, HIT_TEXT);
}
