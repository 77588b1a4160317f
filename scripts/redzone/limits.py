"""Limits that this process runs under, and versions that are known to misbehave: what `doctor` looks
at beyond programs and packages. Reads settings only; each function says what it cannot read by
returning None."""

from __future__ import annotations

import re
import resource
import subprocess
from pathlib import Path
from typing import Optional

from redzone import machine

CGROUP = Path("/sys/fs/cgroup")
AFL_CLANG_MAX = 14  # what Debian's AFL++ 4.04 is built on; its pass crashes newer compilers
MIB = 2**20
OVERCOMMIT_NEVER = "2"
UNLIMITED = 2**60  # what version 1 of control groups calls no limit is a number like this


def address_space() -> Optional[int]:
    """MiB of addresses that a process may use (`ulimit -v`); None without a limit."""
    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    return None if soft == resource.RLIM_INFINITY else soft // MIB


def overcommit() -> str:
    """Whether the kernel promises more memory than there is; empty where it does not say."""
    return machine.read_setting("/proc/sys/vm/overcommit_memory")


def number_in(path: Path) -> Optional[int]:
    """The number that a file of the kernel holds; None for `max`, other words, and no file."""
    text = machine.read_setting(str(path)).split(" ")[0]
    return int(text) if text.isdigit() else None


def cgroup_of(text: str) -> str:
    """This process's group from /proc/self/cgroup, version 2; the root where there is none."""
    for line in text.splitlines():
        if line.startswith("0::"):
            return line[len("0::") :].strip("/")
    return ""


def groups(root: Path, inner: str) -> list[Path]:
    """The folders of a group and of all around it; each of them may hold a limit."""
    folder = root / inner
    return [folder, *(above for above in folder.parents if above == root or root in above.parents)]


def group_memory(root: Path = CGROUP, inner: Optional[str] = None) -> Optional[int]:
    """MiB that the control groups leave this process; None without a limit."""
    own = cgroup_of(machine.read_setting("/proc/self/cgroup")) if inner is None else inner
    limits = [number_in(group / "memory.max") for group in groups(root, own)]
    limits.append(number_in(root / "memory" / "memory.limit_in_bytes"))  # version 1
    found = [limit for limit in limits if limit is not None and limit < UNLIMITED]
    return min(found) // MIB if found else None


def group_cores(root: Path = CGROUP, inner: Optional[str] = None) -> Optional[float]:
    """Cores' worth of time that the control groups leave this process; None without a limit."""
    own = cgroup_of(machine.read_setting("/proc/self/cgroup")) if inner is None else inner
    found = []
    for group in groups(root, own):
        words = machine.read_setting(str(group / "cpu.max")).split()
        if len(words) == 2 and all(word.isdigit() for word in words) and int(words[1]) > 0:
            found.append(int(words[0]) / int(words[1]))
    return min(found) if found else None


def governors() -> set[str]:
    """How the cores choose their clock; empty where the kernel does not say."""
    folder = Path("/sys/devices/system/cpu")
    files = folder.glob("cpu[0-9]*/cpufreq/scaling_governor")
    return {word for word in (machine.read_setting(str(file)) for file in files) if word}


def afl_banner() -> str:
    """How AFL++'s compiler introduces itself. It has no option for that, and ends with code 1."""
    try:
        done = subprocess.run(
            ["afl-clang-fast"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=30,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    lines = done.stdout.decode(errors="replace").splitlines()
    return lines[0] if lines else ""


def afl_mismatch(afl_said: str, clang_said: str) -> bool:
    """Whether this is AFL++ up to 4.04 with a compiler newer than it knows."""
    afl = re.search(r"afl[^\n]*?\+\+(\d+)\.(\d+)", afl_said)
    clang = re.search(r"clang version (\d+)\.", clang_said)
    if afl is None or clang is None:
        return False
    old = (int(afl.group(1)), int(afl.group(2))) <= (4, 4)
    return old and int(clang.group(1)) > AFL_CLANG_MAX
