/* Asks for names. Relies on the enums of the public headers for which numbers are known. */
#include "check_names.h"

#include <stdbool.h>
#include <string.h>

#include "channel/errors.h"
#include "channel/kinds.h"
#include "support/contract.h"

static void check_name(const char *name, bool known, const char *list)
{
    contract_require((strcmp(name, "unknown") != 0) == known, "what is known has a name", list);
}

void check_names(uint8_t number)
{
    const enum channel_error error = (enum channel_error)number;
    const bool is_operator = number >= CHANNEL_OPERATOR_AND && number <= CHANNEL_OPERATOR_TEST;

    check_name(channel_kind_name(number), number <= CHANNEL_KIND_ADDRESS, "kind");
    check_name(channel_level_name(number), number <= CHANNEL_LEVEL_CRITICAL, "level");
    check_name(channel_operator_name(number), is_operator, "operator");
    check_name(channel_reference_mode_name(number), number < CHANNEL_REFERENCE_MODES, "mode");
    check_name(channel_error_name(error), number < CHANNEL_ERROR_END, "error");
    contract_require(*channel_error_sentence(error) != '\0', "an error has a sentence", "error");
}
