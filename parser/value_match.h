/* Operators on inputs that are more than text: integers and IP addresses. */
#ifndef CHANNEL_VALUE_MATCH_H
#define CHANNEL_VALUE_MATCH_H

#include <stdbool.h>

#include "channel/file.h"

enum { ADDRESS_SIZE = 16, ADDRESS4_BITS = 32, ADDRESS6_BITS = 128 };

/* Decimal digits, perhaps behind a minus, of at most 20 bytes that stand for an int64. */
bool parse_integer(struct channel_slice text, int64_t *out);

/* Four decimal parts of 0 to 255 without leading zeros (RFC 6943, 3.1.1: the strict form), into the
 * first four bytes of out; the rest is zero. */
bool parse_address4(struct channel_slice text, uint8_t out[ADDRESS_SIZE]);

/* At most 64 bytes: the text form of RFC 4291, 2.2, in any case, perhaps with an IPv4 tail; a zone
 * behind % is ignored. */
bool parse_address6(struct channel_slice text, uint8_t out[ADDRESS_SIZE]);

/* Whether the first `prefix` bits (at most 128) of address and network (16 bytes) are equal. */
bool prefix_equal(const uint8_t address[ADDRESS_SIZE], const uint8_t *network, uint32_t prefix);

#endif
