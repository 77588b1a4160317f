/* The kinds of checks of channel files of which a run under an engine does one each
 * (support/share.h says why). */
#ifndef HARNESS_CHANNEL_SHARES_H
#define HARNESS_CHANNEL_SHARES_H

#include "support/share.h"

enum {
    SHARE_EVENTS,   /* which of the fixed events */
    SHARE_AGAIN,    /* how an evaluation is repeated */
    SHARE_SENSORS,  /* which of the known sensors */
    SHARE_CHECKS,   /* which of a target's own checks */
    SHARE_SCARCITY, /* what an evaluation gets too little of */
    SHARE_STEPS,    /* how much too little */
    SHARE_OPINION,  /* whether a second opinion on a verdict is asked for */
    SHARE_EXAMINED, /* what of a file is compared with the same bytes elsewhere */
    SHARE_SENDERS,  /* whose events are evaluated */
};

#endif
