/* Strings with wildcards as arrays of elements. Relies on the kinds of criterion alone. */
#include "value.h"

#include <string.h>

#include "limits.h"

bool sigma_string_new(struct sigma_work *work, uint32_t count, uint32_t line,
                      struct sigma_string *out)
{
    *out = (struct sigma_string){NULL, 0};
    if (!sigma_spend(work, &work->elements_left, (uint64_t)count + 1, line, "bytes of values"))
        return false;
    uint16_t *elements = sigma_take(work, count, sizeof *elements);
    if (elements == NULL)
        return false;
    *out = (struct sigma_string){elements, count};
    return true;
}

static uint16_t element_of(char byte)
{
    if (byte == '*')
        return SIGMA_STAR;
    return byte == '?' ? SIGMA_QUESTION : (unsigned char)byte;
}

static bool is_escapable(char byte)
{
    return byte == '*' || byte == '?' || byte == '\\';
}

bool sigma_string_parse(struct sigma_work *work, struct content_text text, uint32_t line,
                        struct sigma_string *out)
{
    if (text.size > LIMIT_TEXT)
        return sigma_refuse(work, SIGMA_REASON_LIMIT, line, "a value is longer than %d bytes",
                            LIMIT_TEXT);
    if (!sigma_string_new(work, text.size, line, out))
        return false;
    uint32_t count = 0;
    for (uint32_t i = 0; i < text.size; i++) {
        if (text.bytes[i] == '\\' && i + 1 < text.size && is_escapable(text.bytes[i + 1])) {
            i++;
            out->elements[count++] = (unsigned char)text.bytes[i];
        } else {
            out->elements[count++] = element_of(text.bytes[i]);
        }
    }
    out->count = count;
    return true;
}

bool sigma_string_has_wildcard(struct sigma_string string)
{
    for (uint32_t i = 0; i < string.count; i++) {
        if (string.elements[i] >= SIGMA_STAR)
            return true;
    }
    return false;
}

uint32_t sigma_string_next(struct sigma_string string, uint32_t *at)
{
    const uint32_t first = string.elements[(*at)++];

    if (first >= SIGMA_STAR)
        return SIGMA_WILDCARD;
    if (first < 0xc0)
        return first;
    uint32_t code_point = first & (first < 0xe0 ? 0x1fu : first < 0xf0 ? 0x0fu : 0x07u);
    for (uint32_t i = 0; i < 3 && *at < string.count; i++) {
        const uint32_t next = string.elements[*at];
        if (next < 0x80 || next >= 0xc0)
            break;
        code_point = code_point * 64 + (next & 0x3f);
        (*at)++;
    }
    return code_point;
}

bool sigma_string_surround(struct sigma_work *work, struct sigma_string string, bool front,
                           bool back, uint32_t line, struct sigma_string *out)
{
    const bool add_front = front && (string.count == 0 || string.elements[0] != SIGMA_STAR);
    const bool add_back =
        back && (string.count == 0 ? !add_front : string.elements[string.count - 1] != SIGMA_STAR);

    if (!sigma_string_new(work, string.count + add_front + add_back, line, out))
        return false;
    if (string.count > 0)
        memcpy(out->elements + add_front, string.elements, string.count * sizeof *string.elements);
    if (add_front)
        out->elements[0] = SIGMA_STAR;
    if (add_back)
        out->elements[out->count - 1] = SIGMA_STAR;
    return true;
}

/* Puts each run of wildcards into its one form, ??…*: all question marks, then at most one star. */
static void normalize_runs(struct sigma_string *string)
{
    uint32_t count = 0;
    bool star = false;

    for (uint32_t i = 0; i < string->count; i++) {
        const uint16_t element = string->elements[i];
        if (element == SIGMA_STAR) {
            star = true;
            continue;
        }
        if (star && element != SIGMA_QUESTION) {
            string->elements[count++] = SIGMA_STAR;
            star = false;
        }
        string->elements[count++] = element;
    }
    if (star)
        string->elements[count++] = SIGMA_STAR;
    string->count = count;
}

static char folded(char byte, bool cased)
{
    if (!cased && byte >= 'A' && byte <= 'Z')
        byte = (char)(byte + ('a' - 'A'));
    return byte;
}

/* The elements as the file spells them; in a glob what could be taken for a wildcard is escaped. */
static bool spell(struct sigma_work *work, struct sigma_string string, bool glob, bool cased,
                  uint32_t line, struct content_text *pattern)
{
    char *bytes = sigma_take(work, (size_t)string.count * 2, 1);
    uint32_t size = 0;

    if (bytes == NULL)
        return false;
    for (uint32_t i = 0; i < string.count; i++) {
        const uint16_t element = string.elements[i];
        if (element >= SIGMA_STAR) {
            bytes[size++] = element == SIGMA_STAR ? '*' : '?';
            continue;
        }
        if (glob && is_escapable((char)element))
            bytes[size++] = '\\';
        bytes[size++] = folded((char)element, cased);
    }
    if (size > LIMIT_TEXT)
        return sigma_refuse(work, SIGMA_REASON_LIMIT, line, "a value becomes longer than %d bytes",
                            LIMIT_TEXT);
    *pattern = (struct content_text){bytes, size};
    return true;
}

bool sigma_string_classify(struct sigma_work *work, struct sigma_string string, bool cased,
                           uint32_t line, uint8_t *kind, struct content_text *pattern)
{
    static const uint8_t kinds[2][2] = {{CHANNEL_CRITERION_EXACT, CHANNEL_CRITERION_PREFIX},
                                        {CHANNEL_CRITERION_SUFFIX, CHANNEL_CRITERION_CONTAINS}};
    struct sigma_string whole = string;

    *pattern = (struct content_text){NULL, 0};
    if (!sigma_string_new(work, string.count, line, &whole))
        return false;
    if (string.count > 0)
        memcpy(whole.elements, string.elements, string.count * sizeof *string.elements);
    normalize_runs(&whole);
    if (whole.count == 1 && whole.elements[0] == SIGMA_STAR) {
        *kind = CHANNEL_CRITERION_EXISTS;
        return true;
    }
    const bool front = whole.count > 0 && whole.elements[0] == SIGMA_STAR;
    const bool back = whole.count > 0 && whole.elements[whole.count - 1] == SIGMA_STAR;
    const struct sigma_string middle = {whole.elements + front, whole.count - front - back};
    if (sigma_string_has_wildcard(middle)) {
        *kind = CHANNEL_CRITERION_GLOB;
        return spell(work, whole, true, cased, line, pattern);
    }
    *kind = kinds[front][back];
    return spell(work, middle, false, cased, line, pattern);
}
