/* A second opinion on the Content Validator's question: what does this sensor lack? */
#ifndef HARNESS_CHANNEL_SENSOR_LACKS_H
#define HARNESS_CHANNEL_SENSOR_LACKS_H

#include "channel/decode.h"
#include "channel/sensor.h"

/* How many violations of each kind there are. */
struct sensor_lacks {
    uint32_t age;        /* the content is for newer sensors: 0 or 1 */
    uint32_t types;      /* template types that it does not supply */
    uint32_t inputs;     /* criteria on an input that it does not supply, */
    uint32_t references; /* and values that name one */
    uint32_t kinds;      /* criteria on an input that it supplies in another kind than they read */
    uint32_t defined;    /* criteria on a field that the definition gives another kind */
};

/* Counts what `sensor` lacks for a canonical file, by docs/format.md: the kinds of criterion that
 * read their input, and as what, are written down here anew. */
void sensor_lacks(const struct channel_file *file, const struct channel_sensor *sensor,
                  struct sensor_lacks *out);

#endif
