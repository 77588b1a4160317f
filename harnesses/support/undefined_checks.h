/* UBSan's checks under names of ours: the run-time has several for one check, and handlers none. */
#ifndef SUPPORT_UNDEFINED_CHECKS_H
#define SUPPORT_UNDEFINED_CHECKS_H

/* Our name for the kind that the run-time reports ("signed-integer-overflow" is
 * "integer-overflow"); a kind that we do not know is returned as it is. */
const char *undefined_check(const char *kind);

#endif
