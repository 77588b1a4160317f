/* Names of channel files. Relies on the text alone. */
#include "file_name.h"

#include <string.h>

/* A number of at least one digit at *text, which moves behind it. */
static bool take_number(const char **text, uint32_t *out)
{
    uint64_t value = 0;
    const char *begin = *text;

    for (; **text >= '0' && **text <= '9'; ++*text) {
        value = value * 10 + (uint64_t)(**text - '0');
        if (value > UINT32_MAX)
            return false;
    }
    *out = (uint32_t)value;
    return *text > begin;
}

static bool take_word(const char **text, const char *word)
{
    const size_t size = strlen(word);

    if (strncmp(*text, word, size) != 0)
        return false;
    *text += size;
    return true;
}

bool file_name_parse(const char *path, struct file_name *out)
{
    const char *slash = strrchr(path, '/');
    const char *text = slash == NULL ? path : slash + 1;

    *out = (struct file_name){0, 0};
    return take_word(&text, "C-") && take_number(&text, &out->channel) && take_word(&text, "-") &&
           take_number(&text, &out->revision) && strcmp(text, ".rz") == 0;
}
