/* A fuzz target that runs into the bug that its input names: `NAME` or `NAME REST`. Two bugs: the
 * lines of the input, one after the other. `contract`, `guard` and `writes` are the target's own.
 */
#include <string.h>

#include "own/bugs.h"
#include "support/contract.h"
#include "support/exact.h"
#include "support/guard.h"
#include "support/target.h"

static int is(const uint8_t *name, size_t size, const char *text)
{
    return size == strlen(text) && memcmp(name, text, size) == 0;
}

static void run_line(const uint8_t *line, size_t size)
{
    const uint8_t *blank = size == 0 ? NULL : memchr(line, ' ', size);
    const size_t name_size = blank == NULL ? size : (size_t)(blank - line);
    const size_t rest = blank == NULL ? 0 : size - name_size - 1;
    uint8_t *copy = exact_copy(blank == NULL ? line : blank + 1, rest);

    if (is(line, name_size, "contract"))
        contract_failed("nothing is planted", "a contract");
    else if (is(line, name_size, "guard"))
        guard_read(copy, rest, rest, 1);
    else if (is(line, name_size, "writes"))
        ((uint8_t *)(uintptr_t)line)[0] = 'W';
    else
        bug_run((const char *)line, name_size, (struct bug_input){copy, rest});
    exact_free(copy, rest);
}

void fuzz_one_input(const uint8_t *data, size_t size)
{
    for (size_t begin = 0; begin < size;) {
        const uint8_t *feed = memchr(data + begin, '\n', size - begin);
        const size_t end = feed == NULL ? size : (size_t)(feed - data);
        run_line(data + begin, end - begin);
        begin = end + 1;
    }
}
