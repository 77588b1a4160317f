/* ASan's reports, wrapped: what instrumented code calls instead of an access that is bad. */
#include "survive.h"

#define FIXED(NAME, SIZE, IS_WRITE)                                                                \
    void __wrap___asan_report_##NAME##SIZE##_noabort(uintptr_t address);                           \
    void __wrap___asan_report_##NAME##SIZE##_noabort(uintptr_t address)                            \
    {                                                                                              \
        survive_access(address, SIZE, IS_WRITE, SURVIVE_CALLER);                                   \
    }

#define RANGE(NAME, IS_WRITE)                                                                      \
    void __wrap___asan_report_##NAME##_n_noabort(uintptr_t address, size_t size);                  \
    void __wrap___asan_report_##NAME##_n_noabort(uintptr_t address, size_t size)                   \
    {                                                                                              \
        survive_access(address, size, IS_WRITE, SURVIVE_CALLER);                                   \
    }

FIXED(load, 1, false)
FIXED(load, 2, false)
FIXED(load, 4, false)
FIXED(load, 8, false)
FIXED(load, 16, false)
RANGE(load, false)
FIXED(store, 1, true)
FIXED(store, 2, true)
FIXED(store, 4, true)
FIXED(store, 8, true)
FIXED(store, 16, true)
RANGE(store, true)
