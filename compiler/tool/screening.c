/* The loop of encoding, validating for each sensor, and taking out what does not pass. Relies on
 * builder and validator for every judgement. */
#include "screening.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "builder.h"
#include "content_file.h"
#include "interrupt.h"
#include "sensors.h"

/* One encoding of the model, as it is looked at. */
struct look {
    struct screening *screening;
    struct content *content;
    struct channel_file file;
    uint32_t *model_of; /* by rule of the file: the instance of the model */
    bool *refused;      /* by instance of the model */
    uint32_t refusals;
    bool failed; /* the content is wrong as a whole */
};

bool screening_add(struct screening *screening, const char *path, uint32_t line)
{
    if (screening->count == screening->capacity) {
        const uint32_t capacity = screening->capacity == 0 ? 64 : screening->capacity * 2;
        struct rule_origin *origins = realloc(screening->origins, capacity * sizeof *origins);
        if (origins == NULL)
            return false;
        screening->origins = origins;
        screening->capacity = capacity;
    }
    screening->origins[screening->count++] = (struct rule_origin){path, line};
    return true;
}

void screening_free(struct screening *screening)
{
    free(screening->origins);
    *screening = (struct screening){0};
}

/* Takes an instance out of the model. */
static void take_out(struct screening *screening, struct content *content, uint32_t index)
{
    const size_t behind = content->instance_count - index - 1u;

    memmove(&content->instances[index], &content->instances[index + 1],
            behind * sizeof *content->instances);
    memmove(&screening->origins[index], &screening->origins[index + 1],
            behind * sizeof *screening->origins);
    content->instance_count--;
    screening->count--;
    screening->refused++;
}

static void begin_refusal(struct output *output, const struct look *look, uint32_t instance)
{
    const struct rule_origin *origin = &look->screening->origins[instance];

    output_begin(output, STDERR_FILENO);
    output_escaped(output, slice_of(origin->path));
    output_format(output, ":%u: refused: ", (unsigned)origin->line);
}

/* Refuses an instance of the model, once, for the first reason. */
static void refuse(struct look *look, uint32_t instance, const char *sensor,
                   const struct channel_violation *violation)
{
    struct output output;

    if (look->refused[instance])
        return;
    look->refused[instance] = true;
    look->refusals++;
    begin_refusal(&output, look, instance);
    output_violation_text(&output, &look->file, sensor, violation);
    output_bytes(&output, "\n", 1);
    output_flush(&output);
}

/* What concerns a whole type concerns each of its instances. */
static void refuse_type(struct look *look, const char *sensor,
                        const struct channel_violation *violation)
{
    for (uint32_t i = 0; i < look->content->instance_count; i++) {
        if (look->content->instances[i].type == violation->type)
            refuse(look, i, sensor, violation);
    }
}

static void take_violation(struct look *look, const char *sensor,
                           const struct channel_violation *violation)
{
    struct output output;

    if (violation->instance != CHANNEL_NO_INDEX && violation->rule != CHANNEL_NO_INDEX) {
        refuse(look, look->model_of[violation->rule], sensor, violation);
    } else if (violation->type != CHANNEL_NO_INDEX) {
        refuse_type(look, sensor, violation);
    } else {
        look->failed = true;
        output_begin(&output, STDERR_FILENO);
        output_violation(&output, "channel compile", &look->file, sensor, violation);
        output_flush(&output);
    }
}

static void validate(struct look *look, const struct chosen_sensor *sensor)
{
    struct channel_validation validation;
    struct channel_violation violation;

    channel_validate(&look->file, sensor->sensor, &validation);
    while (!interrupted() && channel_validate_next(&validation, &violation))
        take_violation(look, sensor->name, &violation);
}

static int compare(struct channel_slice a, struct content_text b)
{
    const uint32_t shared = a.size < b.size ? a.size : b.size;
    const int order = shared == 0 ? 0 : memcmp(a.base, b.bytes, shared);

    return order != 0 ? order : (a.size > b.size) - (a.size < b.size);
}

/* The rule of an identifier, by bisection: a file's rules ascend by them. */
static bool find_rule(const struct channel_file *file, struct content_text id, uint32_t *out)
{
    uint32_t low = 0;
    uint32_t high = channel_section_count(file, CHANNEL_SECTION_RULES);

    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        struct channel_rule rule;
        if (channel_rule_at(file, middle, &rule) != CHANNEL_OK)
            return false;
        const int order = compare(rule.id, id);
        if (order == 0) {
            *out = middle;
            return true;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static bool map_rules(struct look *look)
{
    const uint32_t count = look->content->instance_count;
    uint32_t rule;

    for (uint32_t i = 0; i < count; i++) {
        if (!find_rule(&look->file, look->content->instances[i].id, &rule))
            return false;
        look->model_of[rule] = i;
    }
    return channel_section_count(&look->file, CHANNEL_SECTION_RULES) == count;
}

static bool open_look(struct look *look, const uint8_t *bytes, size_t size)
{
    const uint32_t count = look->content->instance_count;
    uint32_t offset;

    look->model_of = calloc(count, sizeof *look->model_of);
    look->refused = calloc(count, sizeof *look->refused);
    if (look->model_of == NULL || look->refused == NULL) {
        report("channel: out of memory");
        return false;
    }
    if (channel_open(bytes, size, &look->file, &offset) == CHANNEL_OK && map_rules(look))
        return true;
    report("channel compile: what was encoded is no channel file; please report this");
    return false;
}

/* Validates one encoding and takes out what was refused. *clean: nothing was. */
static bool screen(struct screening *screening, struct content *content,
                   const struct sensors *sensors, const uint8_t *bytes, size_t size, bool *clean)
{
    struct look look = {.screening = screening, .content = content};

    bool done = open_look(&look, bytes, size);
    if (done) {
        for (uint32_t i = 0; i < sensors->count; i++)
            validate(&look, &sensors->chosen[i]);
        *clean = look.refusals == 0;
        done = !look.failed && !interrupted();
        for (uint32_t i = content->instance_count; i > 0; i--) {
            if (look.refused[i - 1])
                take_out(screening, content, i - 1);
        }
    }
    free(look.model_of);
    free(look.refused);
    return done;
}

/* What the builder refuses of one instance is refused like any other; false for the rest. */
static bool take_builder_error(struct screening *screening, struct content *content,
                               const struct builder_error *error)
{
    if (error->out_of_memory) {
        report("channel: out of memory");
        return false;
    }
    if (error->instance >= content->instance_count) {
        report("channel compile: %s [%s]", channel_error_sentence(error->error),
               channel_error_name(error->error));
        return false;
    }
    const struct rule_origin *origin = &screening->origins[error->instance];
    report("%s:%u: refused: %s [%s]", origin->path, (unsigned)origin->line,
           channel_error_sentence(error->error), channel_error_name(error->error));
    take_out(screening, content, error->instance);
    return true;
}

static bool run(struct screening *screening, struct content *content, const struct sensors *sensors,
                uint8_t **bytes, size_t *size)
{
    while (content->instance_count > 0 && !interrupted()) {
        struct builder_error error;
        bool clean = false;
        if (!builder_encode(content, bytes, size, &error)) {
            *bytes = NULL;
            if (!take_builder_error(screening, content, &error))
                return false;
            continue;
        }
        const bool done = screen(screening, content, sensors, *bytes, *size, &clean);
        if (done && clean)
            return true;
        free(*bytes);
        *bytes = NULL;
        if (!done)
            return false;
    }
    return true;
}

bool screening_run(struct screening *screening, struct content *content, uint32_t oldest,
                   uint8_t **bytes, size_t *size)
{
    struct sensors sensors = {0};
    bool done = false;

    *bytes = NULL;
    *size = 0;
    if (sensors_add_from(&sensors, oldest))
        done = run(screening, content, &sensors, bytes, size);
    sensors_free(&sensors);
    return done;
}
