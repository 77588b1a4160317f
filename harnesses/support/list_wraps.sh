#!/bin/sh
# Writes the linker options that put the wrappers of a library in place: list_wraps.sh LIBRARY OUTPUT
set -eu

nm "$1" | sed -n 's/^.* T __wrap_\(.*\)$/-Wl,--wrap=\1/p' | sort -u >"$2"
if [ ! -s "$2" ]; then
    echo "list_wraps: $1 has no wrapper" >&2
    exit 1
fi
