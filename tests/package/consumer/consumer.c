/* Opens a channel file and validates it for the standard sensor: the installed headers suffice. */
#include <stdio.h>

#include <channel/file.h>
#include <channel/sensor.h>
#include <channel/validate.h>

enum { FILE_MAX = 1 << 20 };

static uint8_t bytes[FILE_MAX];

int main(int argc, char **argv)
{
    FILE *input = argc == 2 ? fopen(argv[1], "rb") : NULL;
    struct channel_file file;
    struct channel_validation validation;
    struct channel_violation violation;
    uint32_t offset;

    if (input == NULL) {
        fprintf(stderr, "consumer: needs a file that can be read\n");
        return 2;
    }
    const size_t size = fread(bytes, 1, sizeof bytes, input);
    fclose(input);
    const enum channel_error error = channel_open(bytes, size, &file, &offset);
    if (error != CHANNEL_OK) {
        printf("%s at %u\n", channel_error_name(error), (unsigned)offset);
        return 1;
    }
    channel_validate(&file, channel_standard_sensor(), &validation);
    while (channel_validate_next(&validation, &violation))
        printf("violation: %s\n", channel_error_name(violation.error));
    printf("%u rules\n", (unsigned)channel_section_count(&file, CHANNEL_SECTION_RULES));
    return validation.violation_count > 0;
}
