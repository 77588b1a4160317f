/* Any bytes as a parcel. Oracles: what is refused leaves nothing behind; what is read and written
 * again is the same bytes; a byte less room is refused. */
#include <string.h>

#include "parcel.h"
#include "support/contract.h"
#include "support/exact.h"
#include "support/target.h"

static void check_written(const struct parcel *parcel, const uint8_t *data, size_t size)
{
    uint8_t *copy = exact_allocate(size);

    contract_require(parcel_write(parcel, copy, size) == size, "a parcel has one size", "write");
    contract_require(memcmp(copy, data, size) == 0, "write(read(x)) == x", "bytes");
    contract_require(parcel_write(parcel, copy, size - 1) == 0, "too little room is refused",
                     "write");
    exact_free(copy, size);
}

void fuzz_one_input(const uint8_t *data, size_t size)
{
    struct parcel parcel;

    if (parcel_read(data, size, &parcel))
        check_written(&parcel, data, size);
    else
        contract_require(parcel.name == NULL && !parcel.has_weight,
                         "a refusal leaves nothing behind", "parcel");
}
