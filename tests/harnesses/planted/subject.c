/* The planted over-read. Sizes below, at and above ASan's granule, and one that fills a page. */
#include "subject.h"

uint8_t read_behind(const uint8_t *data, size_t size)
{
    switch (size) {
    case 0:
    case 1:
    case 5:
    case 8:
    case 13:
    case 4096:
        return data[size];
    default:
        return 0;
    }
}
