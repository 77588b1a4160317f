/* A file of rules, document by document. It is cut into documents before libyaml sees it, so that
 * an error in one of them ends with it. Relies on YAML's promise that a line which begins with ---
 * or
 * ... and a blank separates documents wherever it stands, inside of quotes, too. */
#include <string.h>

#include "compiler.h"

static size_t line_end(const char *text, size_t size, size_t at)
{
    const char *end = at == size ? NULL : memchr(text + at, '\n', size - at);

    return end == NULL ? size : (size_t)(end - text) + 1;
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

/* Whether the line from `at` to `end` is one of the two separators. */
static bool is_separator(const char *text, size_t at, size_t end, const char *separator)
{
    return end - at >= 3 && memcmp(text + at, separator, 3) == 0 &&
           (end - at == 3 || is_blank(text[at + 3]));
}

/* Whether a line that is no separator belongs to a document's own text: it is not blank, a comment,
 * or a directive. */
static bool is_content(const char *text, size_t at, size_t end)
{
    const bool directive = text[at] == '%';

    while (at < end && is_blank(text[at]))
        at++;
    return at < end && text[at] != '#' && !directive;
}

/* Where the document that begins at `begin` ends: behind its "...", or before the next "---".
 * *begun is false if there is none: blank lines, comments and directives are left. */
static size_t document_end(const char *text, size_t size, size_t begin, bool *begun)
{
    size_t at = begin;

    *begun = false;
    if (at == 0 && size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        at = 3; /* a byte order mark */
    while (at < size) {
        const size_t end = line_end(text, size, at);
        if (is_separator(text, at, end, "..."))
            return end;
        const bool separator = is_separator(text, at, end, "---");
        if (separator && *begun)
            return at;
        *begun = *begun || separator || is_content(text, at, end);
        at = end;
    }
    return size;
}

static uint32_t count_lines(const char *text, size_t begin, size_t end)
{
    uint32_t count = 0;

    for (size_t i = begin; i < end; i++)
        count += text[i] == '\n';
    return count;
}

/* A collection (`action`) gives meaning to the documents behind it: without it they would be
 * compiled as something else than they are. */
static bool check_collection(struct sigma_stream *stream, struct sigma_work *work,
                             const struct sigma_node *root)
{
    const struct sigma_node *key;

    if (stream->action_line > 0)
        return sigma_refuse(work, SIGMA_REASON_RULE, root->line,
                            "collections of rules are not supported: this one has action in line "
                            "%u",
                            stream->action_line);
    if (sigma_document_find(root, "action", &key) != NULL)
        stream->action_line = key->line;
    return true; /* which the head of the rule refuses */
}

/* False for a document that is empty. */
static bool compile_part(struct sigma_stream *stream, size_t end, struct sigma_result *result)
{
    struct sigma_work work;
    bool empty = false;

    if (!sigma_work_begin(&work, &result->diagnostic))
        return true;
    work.warnings = result;
    const struct sigma_node *root = sigma_document_read(&work, stream->text + stream->position,
                                                        end - stream->position, stream->line);
    if (root != NULL) {
        result->line = root->line;
        empty = sigma_document_is_empty(root);
    }
    if (root != NULL && !empty && check_collection(stream, &work, root))
        sigma_compile_document(stream->compiler, &work, root, stream->file_name);
    sigma_work_end(&work);
    if (result->diagnostic.kind != SIGMA_ACCEPTED)
        result->warning_count = result->warnings_left_out = 0;
    return !empty;
}

void sigma_stream_begin(struct sigma_stream *stream, struct sigma_compiler *compiler,
                        const char *text, size_t size, const char *file_name)
{
    *stream = (struct sigma_stream){
        .compiler = compiler, .text = text, .size = size, .file_name = file_name, .line = 1};
}

/* The next document that is not empty; false when there is none. */
static bool next_document(struct sigma_stream *stream, struct sigma_result *result)
{
    bool found = false;

    while (!found && stream->position < stream->size && stream->documents < SIGMA_MAX_DOCUMENTS) {
        const uint32_t line = stream->line;
        bool begun;
        const size_t end = document_end(stream->text, stream->size, stream->position, &begun);
        found = begun && compile_part(stream, end, result);
        if (result->diagnostic.kind != SIGMA_ACCEPTED && result->diagnostic.line == 0)
            result->diagnostic.line = line;
        stream->documents++;
        stream->line += count_lines(stream->text, stream->position, end);
        stream->position = end;
    }
    return found;
}

/* What is wrong with the file as a whole; false when nothing is. */
static bool refuse_file(const struct sigma_stream *stream, struct sigma_result *result)
{
    struct sigma_work work = {.diagnostic = &result->diagnostic};

    if (stream->size > SIGMA_MAX_FILE)
        sigma_refuse(&work, SIGMA_REASON_LIMIT, 1, "the file is larger than %d bytes",
                     SIGMA_MAX_FILE);
    else if (stream->position < stream->size)
        sigma_refuse(&work, SIGMA_REASON_LIMIT, stream->line, "the file has more than %d documents",
                     SIGMA_MAX_DOCUMENTS);
    else if (!stream->found)
        sigma_refuse(&work, SIGMA_REASON_YAML, 1, "the file holds no rule");
    else
        return false;
    return true;
}

bool sigma_stream_next(struct sigma_stream *stream, struct sigma_result *result)
{
    result->diagnostic = (struct sigma_diagnostic){.kind = SIGMA_ACCEPTED};
    result->line = 0;
    result->warning_count = result->warnings_left_out = 0;
    if (stream->ended)
        return false;
    if (stream->size <= SIGMA_MAX_FILE && next_document(stream, result)) {
        stream->found = true;
        return true;
    }
    stream->ended = true;
    return refuse_file(stream, result);
}

bool sigma_compile(struct sigma_compiler *compiler, const char *text, size_t size,
                   const char *file_name, struct sigma_diagnostic *diagnostic)
{
    struct sigma_work work;
    bool compiled = false;

    if (!sigma_work_begin(&work, diagnostic))
        return false;
    const struct sigma_node *root = sigma_document_read(&work, text, size, 1);
    if (root != NULL && sigma_document_is_empty(root))
        sigma_refuse(&work, SIGMA_REASON_YAML, 1, "the file holds no rule");
    else if (root != NULL)
        compiled = sigma_compile_document(compiler, &work, root, file_name);
    sigma_work_end(&work);
    return compiled;
}
