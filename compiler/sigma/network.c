/* Networks in CIDR notation. Relies on the C library for the text form of addresses. */
#include <arpa/inet.h>
#include <string.h>

#include "literal.h"

static bool refuse(struct sigma_work *work, struct content_text text, uint32_t line,
                   const char *why)
{
    return sigma_refuse(work, SIGMA_REASON_VALUE, line, "%s is no network: %s",
                        sigma_excerpt(text).text, why);
}

/* Decimal digits without a leading zero, up to `limit`. */
static bool parse_prefix(struct content_text digits, uint32_t limit, uint8_t *prefix)
{
    uint32_t value = 0;

    if (digits.size == 0 || digits.size > 3 || (digits.size > 1 && digits.bytes[0] == '0'))
        return false;
    for (uint32_t i = 0; i < digits.size; i++) {
        if (digits.bytes[i] < '0' || digits.bytes[i] > '9')
            return false;
        value = value * 10 + (uint32_t)(digits.bytes[i] - '0');
    }
    *prefix = (uint8_t)value;
    return value <= limit;
}

static bool has_host_bits(const uint8_t *address, uint32_t bits, uint32_t prefix)
{
    for (uint32_t bit = prefix; bit < bits; bit++) {
        if ((address[bit / 8] & (0x80u >> bit % 8)) != 0)
            return true;
    }
    return false;
}

bool sigma_network_parse(struct sigma_work *work, struct content_text text, uint32_t line,
                         struct sigma_literal *literal)
{
    const char *slash = text.size == 0 ? NULL : memchr(text.bytes, '/', text.size);
    const uint32_t size = slash == NULL ? text.size : (uint32_t)(slash - text.bytes);
    const bool six = size > 0 && memchr(text.bytes, ':', size) != NULL;
    const uint32_t bits = six ? 128 : 32;
    char address[INET6_ADDRSTRLEN];

    *literal = (struct sigma_literal){
        .kind = six ? CHANNEL_CRITERION_CIDR6 : CHANNEL_CRITERION_CIDR4,
        .value.prefix = (uint8_t)bits,
    };
    if (size >= sizeof address)
        return refuse(work, text, line, "its address is too long");
    if (size > 0)
        memcpy(address, text.bytes, size);
    address[size] = '\0';
    if (inet_pton(six ? AF_INET6 : AF_INET, address, literal->value.address) != 1)
        return refuse(work, text, line, "it has no IPv4 or IPv6 address");
    if (slash != NULL && !parse_prefix((struct content_text){slash + 1, text.size - size - 1}, bits,
                                       &literal->value.prefix))
        return refuse(work, text, line, "its prefix is no number of bits");
    if (has_host_bits(literal->value.address, bits, literal->value.prefix))
        return refuse(work, text, line, "it has bits behind its prefix");
    return true;
}
