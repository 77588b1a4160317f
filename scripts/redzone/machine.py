"""What this machine is like, as far as engines care: cores, kernel settings, memory, symbolizer."""

from __future__ import annotations

import os
import shutil
from functools import lru_cache
from pathlib import Path
from typing import Optional

from redzone import process

SYMBOLIZERS = ("/usr/lib/llvm-19/bin/llvm-symbolizer", "llvm-symbolizer-19", "llvm-symbolizer")
# The run-time of clang 14's ASan dies at some starts when the kernel randomizes more bits.
RANDOM_BITS_MAX = 28


def cores() -> list[int]:
    """The cores that this process may use."""
    return sorted(os.sched_getaffinity(0))


def read_setting(path: str) -> str:
    """A file of /proc, without the line's end; empty where it cannot be read."""
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def core_pattern() -> str:
    """Where the kernel writes core dumps. With a leading | it is a program: crashes wait for it."""
    return read_setting("/proc/sys/kernel/core_pattern")


def random_bits() -> int:
    """How many bits of addresses the kernel randomizes; 0 where it does not say."""
    bits = read_setting("/proc/sys/vm/mmap_rnd_bits")
    return int(bits) if bits.isdigit() else 0


def randomization_hurts() -> bool:
    """Whether the kernel's address randomization kills sanitizers of old compilers."""
    off = read_setting("/proc/sys/kernel/randomize_va_space") == "0"
    return not off and random_bits() > RANDOM_BITS_MAX


@lru_cache(maxsize=None)
def without_randomization() -> tuple[str, ...]:
    """What a command of an old sanitizer begins with: `setarch -R` where it is needed and works."""
    prefix = ("setarch", "-R")
    works = randomization_hurts() and process.capture([*prefix, "true"]) is not None
    return prefix if works else ()


@lru_cache(maxsize=None)
def symbolizer() -> Optional[str]:
    """The program that turns addresses of all reports into lines: clang 19's where there is one."""
    found = (shutil.which(name) for name in SYMBOLIZERS)
    return next((path for path in found if path), None)


def llvm_tool(name: str) -> Optional[str]:
    """A tool that reads what clang 19 writes; tools of other versions may not."""
    return shutil.which(f"{name}-19") or shutil.which(f"/usr/lib/llvm-19/bin/{name}")


def memory_available() -> int:
    """MiB that can be had without swapping; 0 where the kernel does not say."""
    for line in read_setting("/proc/meminfo").splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) // 1024
    return 0
