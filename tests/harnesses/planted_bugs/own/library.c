/* Functions of the C library that are handed bad ranges. */
#include <string.h>
#include <strings.h>

#include "bugs.h"

enum { ROOM = 64 };

static uint8_t *writable(struct bug_input input)
{
    return (uint8_t *)(uintptr_t)input.bytes;
}

static const char *text(struct bug_input input)
{
    return (const char *)input.bytes;
}

void bug_memcpy_from(struct bug_input input)
{
    uint8_t room[ROOM];
    memcpy(room, input.bytes, bug_opaque(input.size + 1));
    bug_sink = room[0];
}

void bug_memcpy_to(struct bug_input input)
{
    const uint8_t room[ROOM] = {0};
    memcpy(writable(input), room, bug_opaque(input.size + 1));
}

void bug_memmove_from(struct bug_input input)
{
    uint8_t room[ROOM];
    memmove(room, input.bytes, bug_opaque(input.size + 1));
    bug_sink = room[0];
}

void bug_memmove_to(struct bug_input input)
{
    const uint8_t room[ROOM] = {0};
    memmove(writable(input), room, bug_opaque(input.size + 1));
}

void bug_builtin_memcpy_from(struct bug_input input)
{
    uint8_t room[ROOM];
    __builtin_memcpy(room, input.bytes, bug_opaque(input.size + 1));
    bug_sink = room[0];
}

void bug_builtin_memmove_from(struct bug_input input)
{
    __builtin_memmove(writable(input), input.bytes + 1, bug_opaque(input.size));
}

void bug_memset_to(struct bug_input input)
{
    memset(writable(input), 1, bug_opaque(input.size + 1));
}

void bug_memcmp_first(struct bug_input input)
{
    uint8_t room[ROOM];
    memset(room, 'x', sizeof room);
    bug_sink = (uint64_t)memcmp(input.bytes, room, bug_opaque(input.size + 1));
}

void bug_memcmp_second(struct bug_input input)
{
    uint8_t room[ROOM];
    memset(room, 'x', sizeof room);
    bug_sink = (uint64_t)memcmp(room, input.bytes, bug_opaque(input.size + 1));
}

void bug_bcmp_first(struct bug_input input)
{
    uint8_t room[ROOM];
    memset(room, 'x', sizeof room);
    bug_sink = (uint64_t)bcmp(input.bytes, room, bug_opaque(input.size + 1));
}

void bug_memchr_in(struct bug_input input)
{
    bug_sink = memchr(input.bytes, 0, bug_opaque(input.size + 1)) != NULL;
}

void bug_strlen_of(struct bug_input input)
{
    bug_sink = strlen(text(input));
}

void bug_strcmp_first(struct bug_input input)
{
    char room[ROOM];
    memset(room, 'x', sizeof room);
    room[ROOM - 1] = '\0';
    bug_sink = (uint64_t)strcmp(text(input), room);
}

void bug_strcmp_second(struct bug_input input)
{
    char room[ROOM];
    memset(room, 'x', sizeof room);
    room[ROOM - 1] = '\0';
    bug_sink = (uint64_t)strcmp(room, text(input));
}

void bug_strncmp_first(struct bug_input input)
{
    char room[ROOM];
    memset(room, 'x', sizeof room);
    bug_sink = (uint64_t)strncmp(text(input), room, bug_opaque(input.size + 1));
}

void bug_memrchr_in(struct bug_input input)
{
    bug_sink = memrchr(input.bytes, 0, bug_opaque(input.size + 1)) != NULL;
}

void bug_memmem_in(struct bug_input input)
{
    bug_sink = memmem(input.bytes, bug_opaque(input.size + 1), "ab", 2) != NULL;
}

void bug_strnlen_of(struct bug_input input)
{
    bug_sink = strnlen(text(input), bug_opaque(input.size + 1));
}

void bug_strchr_in(struct bug_input input)
{
    bug_sink = strchr(text(input), 'a') != NULL;
}

void bug_strrchr_in(struct bug_input input)
{
    bug_sink = strrchr(text(input), 'a') != NULL;
}

void bug_strcasecmp_first(struct bug_input input)
{
    char room[ROOM];
    memset(room, 'X', sizeof room);
    room[ROOM - 1] = '\0';
    bug_sink = (uint64_t)strcasecmp(text(input), room);
}

void bug_strncasecmp_first(struct bug_input input)
{
    char room[ROOM];
    memset(room, 'X', sizeof room);
    bug_sink = (uint64_t)strncasecmp(text(input), room, bug_opaque(input.size + 1));
}

void bug_strcpy_from(struct bug_input input)
{
    char room[ROOM];
    strcpy(room, text(input));
    bug_sink = (uint64_t)room[0];
}

void bug_strncpy_from(struct bug_input input)
{
    char room[ROOM];
    strncpy(room, text(input), bug_opaque(input.size + 1));
    bug_sink = (uint64_t)room[0];
}

static void fill(char room[ROOM], size_t size)
{
    memset(room, 'x', size);
    room[size] = '\0';
}

void bug_strcpy_to(struct bug_input input)
{
    char room[ROOM];
    fill(room, input.size);
    strcpy((char *)writable(input), room);
}

void bug_strncpy_to(struct bug_input input)
{
    char room[ROOM];
    fill(room, input.size);
    strncpy((char *)writable(input), room, bug_opaque(input.size + 1));
}
