#!/bin/sh
# Fails when an object calls a report of a sanitizer that is not wrapped, or something that reports from
# inside the run-time: check_wraps.sh WRAPS OBJECT...
set -eu

wraps=$1
shift
# What reports: instrumentation, and the functions of the C library that parsers touch their input with.
# The others that ASan watches (text to print, system calls) halt, as in any build.
watched='mem(cpy|move|set|cmp|r?chr|mem)|bcmp|str(n?len|n?cmp|n?casecmp|n?cpy|r?chr)'
instrumented='__asan_report_.*|__asan_(load|store)[0-9N].*|__asan_mem.*|__ubsan_handle_.*'
ends='malloc|calloc|realloc|free|abort|__assert_fail'

called=$(nm -u "$@" | sed -n 's/^ *U //p' | sort -u)
bad=$(
    printf '%s\n' "$called" |
        grep -E "^($instrumented|$watched|$ends)\$" |
        while read -r name; do
            grep -qx -e "-Wl,--wrap=$name" "$wraps" || printf '%s\n' "$name"
        done
)
if [ -z "$called" ]; then
    echo "check_wraps: nothing is called in $*" >&2
    exit 1
fi
if [ -n "$bad" ]; then
    echo "check_wraps: reports would stop the survive build; wrap them in harnesses/support/survive_*.c:" >&2
    printf '%s\n' "$bad" >&2
    exit 1
fi
