/* Memory of executions that were left in the middle. What harnesses took for the execution is
 * freed; what the code under test had allocated is lost, because nobody knows what of it lasts. */
#include <stdlib.h>

#include "protect.h"
#include "survive.h"

enum { MOST = 1024, WORN = 512 * 1024 * 1024 };

/* Of ASan, which these builds have. */
int __sanitizer_get_ownership(const volatile void *address);
size_t __sanitizer_get_current_allocated_bytes(void);

static void *held[MOST];
static size_t count, before; /* those from `before` on belong to the execution at hand */
static size_t allocated;     /* bytes, when the process was new */
static bool lost, worn;

void protect_hold(void *block)
{
    if (count < MOST)
        held[count++] = block;
}

void survive_release(void *block)
{
    for (size_t i = count; i > 0; i--) {
        if (held[i - 1] != block)
            continue;
        for (; i < count; i++) /* those of the execution stay behind those from before it */
            held[i - 1] = held[i];
        count--;
        before -= before > count;
        return;
    }
}

void survive_memory_begin(void)
{
    if (allocated == 0)
        allocated = __sanitizer_get_current_allocated_bytes();
    before = count;
}

void survive_memory_end(void)
{
    count = before;
}

/* A target that wraps free() itself may have freed some of them, unknown to us. */
void survive_memory_left(void)
{
    while (count > before) {
        void *block = held[--count];
        if (__sanitizer_get_ownership(block))
            free(block);
    }
    lost = true;
    worn = __sanitizer_get_current_allocated_bytes() > allocated + WORN;
}

bool protect_has_lost(void)
{
    return lost;
}

bool protect_is_worn(void)
{
    return worn;
}
