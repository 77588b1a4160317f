/* What the bytes of a fuzz input of channel files are, for people: the naming part of the subject.
 */
#ifndef HARNESS_CHANNEL_NAME_BYTES_H
#define HARNESS_CHANNEL_NAME_BYTES_H

#include <stddef.h>
#include <stdint.h>

/* As struct subject says. Sections are where the directory says they are, right or wrong. */
size_t name_bytes(const uint8_t *data, size_t size, size_t offset, size_t *begin, char *text,
                  size_t capacity);

#endif
