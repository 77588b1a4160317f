#!/bin/sh
# Fails when an object in one of the folders calls a report of a sanitizer that is not wrapped, or
# something that reports from inside the run-time: check_wraps.sh WRAPS FOLDER...
set -eu

wraps=$1
shift
# What ASan watches by interceptors and code under test calls for other reasons than to touch memory of
# an input: allocation, text for messages, system calls of the command-line tool.
passed='calloc|clock_gettime|inet_ntop|inet_pton|longjmp|lstat|malloc|memmem|ppoll|qsort|read|realloc|
realpath|sigaction|sigemptyset|signal|sigpending|sigprocmask|snprintf|stat|strchr|strdup|strerror|strrchr|
vsnprintf|write'
passed=$(printf %s "$passed" | tr -d '\n')
watched='mem(cpy|move|set|cmp|chr|mem|rchr)|bcmp|str(len|nlen|n?cmp|n?casecmp|n?cpy|n?cat|chr|rchr|str|spn|cspn|dup)'

called=$(find "$@" -name '*.o' -exec nm -u {} + | sed -n 's/^ *U //p' | sort -u)
bad=$(
    printf '%s\n' "$called" |
        grep -E "^(__asan_report_.*|__asan_(load|store)[0-9N].*|__asan_mem.*|__ubsan_handle_.*|$watched|free|abort|__assert_fail)\$" |
        grep -Ev "^($passed)\$" |
        while read -r name; do
            grep -qx -e "-Wl,--wrap=$name" "$wraps" || printf '%s\n' "$name"
        done
)
if [ -z "$called" ]; then
    echo "check_wraps: no object in $*" >&2
    exit 1
fi
if [ -n "$bad" ]; then
    echo "check_wraps: reports would stop the survive build; wrap them in harnesses/support/survive_*.c:" >&2
    printf '%s\n' "$bad" >&2
    exit 1
fi
