/* UBSan's reports, wrapped. All begin with the place in the source that they are about; compilers
 * merge the calls of several places into one, so that place is what tells them apart. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "protect.h"
#include "shadow.h"
#include "survive.h"

struct source_place {
    const char *file;
    uint32_t line;
    uint32_t column;
};

static void describe(const struct source_place *place, const char *check, struct hit *out)
{
    memset(out, 0, offsetof(struct hit, frames));
    out->class = HIT_UNDEFINED;
    snprintf(out->what, sizeof out->what, "%s", check);
    snprintf(out->detail, sizeof out->detail, "%s:%u:%u", place->file == NULL ? "?" : place->file,
             (unsigned)place->line, (unsigned)place->column);
}

static void note(const struct source_place *place, const char *check, uintptr_t pc, uintptr_t frame)
{
    struct hit hit;

    describe(place, check, &hit);
    survive_note(&hit, pc, frame);
}

/* A check after which the program goes on, with the value that the machine gives. */
#define GOES_ON(NAME, CHECK)                                                                       \
    void __wrap___ubsan_handle_##NAME(const struct source_place *place);                           \
    void __wrap___ubsan_handle_##NAME(const struct source_place *place)                            \
    {                                                                                              \
        note(place, CHECK, SURVIVE_CALLER);                                                        \
    }

/* A check behind which the machine traps. */
#define LEAVES(NAME, CHECK)                                                                        \
    void __wrap___ubsan_handle_##NAME(const struct source_place *place);                           \
    void __wrap___ubsan_handle_##NAME(const struct source_place *place)                            \
    {                                                                                              \
        note(place, CHECK, SURVIVE_CALLER);                                                        \
        protect_leave();                                                                           \
    }

/* A check behind which there is no code. */
#define ENDS(NAME, CHECK)                                                                          \
    void __wrap___ubsan_handle_##NAME(const struct source_place *place);                           \
    void __wrap___ubsan_handle_##NAME(const struct source_place *place)                            \
    {                                                                                              \
        note(place, CHECK, SURVIVE_CALLER);                                                        \
        protect_leave();                                                                           \
        __builtin_trap();                                                                          \
    }

/* The static part of a report on an access: a pointer that is null, misaligned, or too near to the
 * end of its object. */
struct access_place {
    struct source_place place;
    const void *type;
    uint8_t alignment_log;
    uint8_t kind; /* STORE, or another number */
};

enum { STORE = 1 };

void __wrap___ubsan_handle_type_mismatch_v1(const struct access_place *access, uintptr_t pointer);
void __wrap___ubsan_handle_type_mismatch_v1(const struct access_place *access, uintptr_t pointer)
{
    const uintptr_t alignment = (uintptr_t)1 << access->alignment_log;
    const char *check = "object-size";
    struct hit hit;

    if (pointer == 0)
        check = "null";
    else if (pointer % alignment != 0)
        check = "alignment";
    describe(&access->place, check, &hit);
    if (pointer != 0 && pointer % alignment != 0)
        shadow_fold_misaligned(&hit, pointer, access->kind == STORE);
    survive_note(&hit, SURVIVE_CALLER);
}

/* The names of checks are those of undefined_checks.h. */
GOES_ON(alignment_assumption, "alignment")
GOES_ON(add_overflow, "integer-overflow")
GOES_ON(sub_overflow, "integer-overflow")
GOES_ON(mul_overflow, "integer-overflow")
GOES_ON(negate_overflow, "integer-overflow")
LEAVES(divrem_overflow, "division")
GOES_ON(shift_out_of_bounds, "shift")
GOES_ON(out_of_bounds, "bounds")
GOES_ON(vla_bound_not_positive, "vla-bound")
GOES_ON(float_cast_overflow, "float-cast")
GOES_ON(load_invalid_value, "invalid-value")
GOES_ON(implicit_conversion, "implicit-conversion")
GOES_ON(invalid_builtin, "builtin")
GOES_ON(function_type_mismatch, "function-type")
GOES_ON(nonnull_arg, "nonnull")
GOES_ON(nonnull_return_v1, "nonnull")
GOES_ON(nullability_arg, "nonnull")
GOES_ON(nullability_return_v1, "nonnull")
GOES_ON(pointer_overflow, "pointer-overflow")
ENDS(builtin_unreachable, "unreachable")
ENDS(missing_return, "missing-return")
