/* Leaks in libFuzzer's survive build. libFuzzer asks LeakSanitizer when an input left blocks
 * behind, and ends when there are any; here the input is kept, and the engine goes on.
 * LeakSanitizer reports old leaks again and again, and those of executions that were left in the
 * middle: it is asked no more once there was either. */
#include <stdbool.h>
#include <string.h>

#include "hit.h"
#include "protect.h"
#include "survive_leaks.h"

enum { MOST = 1024 * 1024 };

static uint8_t input[MOST];
static size_t input_size;

void survive_leaks_begin(const uint8_t *bytes, size_t size)
{
    input_size =
        size < MOST ? size : MOST; /* a longer one is cut: it may show the leak all the same */
    if (input_size > 0)
        memcpy(input, bytes, input_size);
}

int __real___lsan_do_recoverable_leak_check(void);
int __wrap___lsan_do_recoverable_leak_check(void);

int __wrap___lsan_do_recoverable_leak_check(void)
{
    static bool leaked;
    struct hit hit;

    if (leaked || protect_has_lost() || __real___lsan_do_recoverable_leak_check() == 0)
        return 0;
    leaked = true;
    memset(&hit, 0, sizeof hit);
    hit.class = HIT_LEAK;
    hit_begin();
    hit_note(&hit);
    protect_keep(input, input_size);
    return 0;
}
