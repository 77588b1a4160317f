/* Defaults of the sanitizers' run-time in binaries of fuzzing engines; ASAN_OPTIONS goes before
 * them. The default quarantine of 256 MB halves the speed of the first 500,000 executions. */

const char *__asan_default_options(void);

__attribute__((used, visibility("default"))) const char *__asan_default_options(void)
{
    return "quarantine_size_mb=16";
}
