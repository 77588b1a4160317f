/* The integration code of a sensor, as on July 19, 2024: the template type declares 21 input
 * fields. It compiles when the sensor supplies as many (-DSUPPLIED=21), and does not when one is
 * missing
 * (-DSUPPLIED=20), stands elsewhere (-DSWAPPED) or is one too many (-DSUPPLIED=22). */
#include "channel/evaluate.h"
#include "channel/template_types.h"

#define CHANNEL_FIELDS_INTERPROCESS(FIELD, TYPE)                                                   \
    FIELD(TYPE, EventID, NUMBER, 1300)                                                             \
    FIELD(TYPE, Channel, TEXT, 1300)                                                               \
    FIELD(TYPE, Computer, TEXT, 1300)                                                              \
    FIELD(TYPE, Provider_Name, TEXT, 1300)                                                         \
    FIELD(TYPE, PipeName, TEXT, 1300)                                                              \
    FIELD(TYPE, PipeType, TEXT, 1300)                                                              \
    FIELD(TYPE, PipeMode, TEXT, 1300)                                                              \
    FIELD(TYPE, Access, TEXT, 1300)                                                                \
    FIELD(TYPE, Instances, NUMBER, 1300)                                                           \
    FIELD(TYPE, ServerImage, TEXT, 1300)                                                           \
    FIELD(TYPE, ServerProcessId, NUMBER, 1300)                                                     \
    FIELD(TYPE, ServerUser, TEXT, 1300)                                                            \
    FIELD(TYPE, ServerAddress, ADDRESS, 1300)                                                      \
    FIELD(TYPE, ClientImage, TEXT, 1300)                                                           \
    FIELD(TYPE, ClientProcessId, NUMBER, 1300)                                                     \
    FIELD(TYPE, ClientUser, TEXT, 1300)                                                            \
    FIELD(TYPE, ClientAddress, ADDRESS, 1300)                                                      \
    FIELD(TYPE, ClientCommandLine, TEXT, 1300)                                                     \
    FIELD(TYPE, Operation, TEXT, 1300)                                                             \
    FIELD(TYPE, Status, NUMBER, 1300)                                                              \
    FIELD(TYPE, Payload, TEXT, 1300)

CHANNEL_DECLARE_FIELDS(INTERPROCESS, 21)

#ifdef SWAPPED
#define SUPPLIED_PLACES(INPUT, TYPE) INPUT(TYPE, PipeMode) INPUT(TYPE, PipeType)
#else
#define SUPPLIED_PLACES(INPUT, TYPE) INPUT(TYPE, PipeType) INPUT(TYPE, PipeMode)
#endif

#define SUPPLIED_20(INPUT, TYPE)                                                                   \
    INPUT(TYPE, EventID)                                                                           \
    INPUT(TYPE, Channel)                                                                           \
    INPUT(TYPE, Computer)                                                                          \
    INPUT(TYPE, Provider_Name)                                                                     \
    INPUT(TYPE, PipeName)                                                                          \
    SUPPLIED_PLACES(INPUT, TYPE)                                                                   \
    INPUT(TYPE, Access)                                                                            \
    INPUT(TYPE, Instances)                                                                         \
    INPUT(TYPE, ServerImage)                                                                       \
    INPUT(TYPE, ServerProcessId)                                                                   \
    INPUT(TYPE, ServerUser)                                                                        \
    INPUT(TYPE, ServerAddress)                                                                     \
    INPUT(TYPE, ClientImage)                                                                       \
    INPUT(TYPE, ClientProcessId)                                                                   \
    INPUT(TYPE, ClientUser)                                                                        \
    INPUT(TYPE, ClientAddress)                                                                     \
    INPUT(TYPE, ClientCommandLine)                                                                 \
    INPUT(TYPE, Operation)                                                                         \
    INPUT(TYPE, Status)
#define SUPPLIED_21(INPUT, TYPE) SUPPLIED_20(INPUT, TYPE) INPUT(TYPE, Payload)

#if SUPPLIED == 20
CHANNEL_SUPPLY(INTERPROCESS, SUPPLIED_20)
#elif SUPPLIED == 21
CHANNEL_SUPPLY(INTERPROCESS, SUPPLIED_21)
#elif SUPPLIED == 22
enum { CHANNEL_SUPPLY_COUNT_INTERPROCESS = 22 };
#else
#error "SUPPLIED is the number of inputs that the sensor supplies: 20, 21 or 22"
#endif

struct interprocess_inputs {
    struct channel_input inputs[CHANNEL_SUPPLY_COUNT_INTERPROCESS];
};

/* What integration code does: all inputs of its array go to the interpreter. */
struct channel_event interprocess_event(uint16_t type, const struct interprocess_inputs *filled);

struct channel_event interprocess_event(uint16_t type, const struct interprocess_inputs *filled)
{
    CHANNEL_INTEGRATION(INTERPROCESS, filled->inputs);
    const struct channel_event event = {type, CHANNEL_SUPPLY_COUNT_INTERPROCESS, filled->inputs};
    return event;
}
