/* Cuts pieces out of a text. Pieces are counted anew for each candidate: texts are short. */
#include "reduce_text.h"

#include <stdbool.h>
#include <string.h>

#include "subject.h"

typedef size_t piece_end(const uint8_t *data, size_t size, size_t begin);

static size_t line_end(const uint8_t *data, size_t size, size_t begin)
{
    while (begin < size && data[begin] != '\n')
        begin++;
    return begin < size ? begin + 1 : size;
}

static bool is_word(uint8_t byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= 'a' && byte <= 'z') || byte == '_' || byte >= 0x80;
}

static bool is_blank(uint8_t byte)
{
    return byte == ' ' || byte == '\t';
}

static size_t token_end(const uint8_t *data, size_t size, size_t begin)
{
    const bool word = is_word(data[begin]), blank = is_blank(data[begin]);
    size_t end = begin + 1;

    while (end < size && (word || blank) && is_word(data[end]) == word &&
           is_blank(data[end]) == blank)
        end++;
    return end;
}

static uint64_t count_pieces(const uint8_t *data, size_t size, piece_end *end)
{
    uint64_t count = 0;

    for (size_t at = 0; at < size; at = end(data, size, at))
        count++;
    return count;
}

/* Leaves out pieces [first, first + length). */
static size_t without(const uint8_t *data, size_t size, piece_end *end, uint64_t first,
                      uint64_t length, uint8_t *out)
{
    uint64_t piece = 0;
    size_t made = 0;

    for (size_t at = 0, next; at < size; at = next, piece++) {
        next = end(data, size, at);
        if (piece >= first && piece - first < length)
            continue;
        memcpy(out + made, data + at, next - at);
        made += next - at;
    }
    return made;
}

/* Takes the candidate out of those of one kind of piece, or takes their count off *number. */
static size_t cut_pieces(const uint8_t *data, size_t size, piece_end *end, uint64_t *number,
                         uint8_t *out)
{
    const uint64_t count = count_pieces(data, size, end);

    for (uint64_t length = count / 2; length > 0; length /= 2) {
        const uint64_t runs = (count + length - 1) / length;
        if (*number < runs)
            return without(data, size, end, *number * length, length, out);
        *number -= runs;
    }
    return SUBJECT_NO_CANDIDATE;
}

size_t reduce_text(const uint8_t *data, size_t size, uint64_t number, uint8_t *out)
{
    size_t made = cut_pieces(data, size, line_end, &number, out);

    if (made == SUBJECT_NO_CANDIDATE)
        made = cut_pieces(data, size, token_end, &number, out);
    return made;
}
