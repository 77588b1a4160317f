/* Prints inputs for people. Relies on the subject for what the bytes mean. */
#include "hex_dump.h"

#include <stdbool.h>
#include <string.h>

#include "subject.h"

enum { WIDTH = 16, NAME = 96 };

static bool overlaps(size_t begin, size_t size, size_t mark, size_t mark_size)
{
    return mark < begin + size && begin < mark + mark_size && mark + mark_size > mark;
}

static void print_text(FILE *out, const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        putc(bytes[i] >= ' ' && bytes[i] < 0x7f ? bytes[i] : '.', out);
}

static void print_line(FILE *out, const uint8_t *bytes, size_t begin, size_t size, const char *name,
                       bool marked)
{
    fprintf(out, "%c %06zx ", marked ? '>' : ' ', begin);
    for (size_t i = 0; i < WIDTH; i++) {
        if (i < size)
            fprintf(out, " %02x", bytes[begin + i]);
        else
            fputs("   ", out);
    }
    fputs("  ", out);
    if (name[0] != '\0')
        fputs(name, out);
    else
        print_text(out, bytes + begin, size);
    putc('\n', out);
}

/* How many bytes the line at `begin` has, and their name; the name stands on a field's first line.
 */
static size_t line_at(const uint8_t *bytes, size_t size, size_t begin, char name[NAME])
{
    size_t first = begin, length = 0;

    name[0] = '\0';
    if (target_subject.name_bytes != NULL)
        length = target_subject.name_bytes(bytes, size, begin, &first, name, NAME);
    if (length == 0 || first > begin) {
        name[0] = '\0';
        return size - begin < WIDTH ? size - begin : WIDTH;
    }
    if (first < begin)
        name[0] = '\0';
    const size_t left = length - (begin - first);
    return left < WIDTH ? left : WIDTH;
}

void hex_dump(FILE *out, const uint8_t *bytes, size_t size, size_t mark, size_t mark_size)
{
    char name[NAME];
    size_t skipped = 0;

    for (size_t begin = 0; begin < size;) {
        size_t length = line_at(bytes, size, begin, name);
        if (length == 0 || length > size - begin)
            length = size - begin < WIDTH ? size - begin : WIDTH;
        const bool marked = overlaps(begin, length, mark, mark_size);
        const bool repeats = name[0] == '\0' && length == WIDTH && begin >= WIDTH && !marked &&
                             memcmp(bytes + begin, bytes + begin - WIDTH, WIDTH) == 0;
        if (!repeats) {
            if (skipped > 0)
                fprintf(out, "         %zu equal bytes\n", skipped);
            print_line(out, bytes, begin, length, name, marked);
        }
        skipped = repeats ? skipped + length : 0;
        begin += length;
    }
    if (skipped > 0)
        fprintf(out, "         %zu equal bytes\n", skipped);
    if (mark != SIZE_MAX && mark >= size)
        fprintf(out, "> %06zx  %zu bytes behind the end\n", mark, mark - size);
}
