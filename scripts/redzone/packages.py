"""Which packages a command needs, what each is for, which are missing, and how they get here.

A package counts as present when what it brings can be used, wherever that came from, so that other
systems than Debian work too. Names and policies stand here and nowhere else."""

from __future__ import annotations

import argparse
import enum
import os
import shlex
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

from redzone import machine, process
from redzone.outcome import Exit, Failure

Probe = Callable[[], bool]


def tool(*names: str) -> Probe:
    """Present when all the programs are in PATH."""
    return lambda: all(shutil.which(name) for name in names)


def library(module: str) -> Probe:
    """Present when pkg-config knows it."""
    return lambda: process.capture(["pkg-config", "--exists", module]) is not None


def file(path: str) -> Probe:
    """Present when this file is."""
    return Path(path).exists


def runtime(compiler: str, *names: str) -> Probe:
    """Present when the compiler has these sanitizer run-times."""

    def present() -> bool:
        folder = process.capture([compiler, "-print-resource-dir"])
        if folder is None:
            return False
        libraries = [path.name for path in Path(folder).glob("lib/*/*.a")]
        return all(any(f".{name}" in library for library in libraries) for name in names)

    return present


def llvm() -> bool:
    """Whether there is a symbolizer, and what reads coverage."""
    readers = (machine.llvm_tool(name) for name in ("llvm-cov", "llvm-profdata"))
    return bool(machine.symbolizer()) and all(readers)


@dataclass(frozen=True)
class Package:
    """A Debian package, what it is for, and how to tell that it is there."""

    name: str
    why: str
    present: Probe


ALL = (
    Package("cmake", "configures the build trees", tool("cmake", "ctest")),
    Package("ninja-build", "builds them", tool("ninja")),
    Package("pkg-config", "finds libraries", tool("pkg-config")),
    Package("libyaml-dev", "reads Sigma rules", library("yaml-0.1")),
    Package("libjansson-dev", "reads events", library("jansson")),
    Package("libpcre2-dev", "second opinion on regular expressions", library("libpcre2-8")),
    Package("libcmocka-dev", "unit tests", library("cmocka")),
    Package("gcc", "compiles the release build", tool("gcc")),
    Package("libc6-dev", "headers of the C library", file("/usr/include/stdio.h")),
    Package("clang-19", "compiles everything else", tool("clang-19")),
    Package(
        "libclang-rt-19-dev",
        "clang's sanitizers and libFuzzer",
        runtime("clang-19", "asan", "fuzzer"),
    ),
    Package("llvm-19", "names the lines in sanitizer reports, reads coverage", llvm),
    Package("afl++", "the engine AFL++ and its compiler", tool("afl-fuzz", "afl-clang-fast")),
    Package(
        "libclang-rt-14-dev", "sanitizers of AFL++'s compiler", runtime("afl-clang-fast", "asan")
    ),
    Package("valgrind", "looks for reads of what was never written", tool("valgrind")),
    Package("clang-14", "a second clang", tool("clang-14")),
    Package(
        "gcc-12-multilib",
        "compiles for 32 bits",
        file("/usr/lib/gcc/x86_64-linux-gnu/12/32/libgcc.a"),
    ),
    Package("libc6-dev-i386", "C library of 32 bits", file("/usr/lib32/crt1.o")),
    Package("gcc-12-s390x-linux-gnu", "compiles big-endian", tool("s390x-linux-gnu-gcc-12")),
    Package(
        "libc6-dev-s390x-cross",
        "C library of s390x",
        file("/usr/s390x-linux-gnu/include/stdio.h"),
    ),
    Package("qemu-user", "runs programs of s390x", tool("qemu-s390x")),
    Package("gcc-mingw-w64-x86-64", "compiles for Windows", tool("x86_64-w64-mingw32-gcc")),
    Package("wine64", "runs programs of Windows", file("/usr/lib/wine/wine64")),
    Package("clang-format-19", "checks the formatting", tool("clang-format-19")),
    Package("shellcheck", "checks shell scripts", tool("shellcheck")),
    Package("mypy", "checks the types of the scripts", tool("mypy")),
    Package("clang-tidy-19", "looks for bugs", tool("clang-tidy-19", "run-clang-tidy-19")),
)

BARE = ("cmake", "ninja-build", "libc6-dev")
TREE = (*BARE, "pkg-config", "libyaml-dev", "libjansson-dev")
CLANG = ("clang-19", "libclang-rt-19-dev", "llvm-19")
TESTS = ("libcmocka-dev", "libpcre2-dev")
PRESETS = {
    "dev": (*TREE, *CLANG, *TESTS),
    "release": (*TREE, "gcc", *TESTS),
    "asan": (*TREE, *CLANG, *TESTS),
    "survive": (*TREE, *CLANG),
    "coverage": (*TREE, *CLANG, *TESTS),
    "libfuzzer": (*TREE, *CLANG),
    "libfuzzer-heap": (*TREE, *CLANG),
    "afl": (*TREE, "afl++", "libclang-rt-14-dev", "llvm-19"),
    "survive-libfuzzer": (*TREE, *CLANG),
    "survive-afl": (*TREE, "afl++", "libclang-rt-14-dev", "llvm-19"),
    "afl-cmplog": (*TREE, "afl++"),
    "clang14": (*BARE, "clang-14"),
    "m32": (*BARE, "gcc-12-multilib", "libc6-dev-i386"),
    "s390x": (*BARE, "gcc-12-s390x-linux-gnu", "libc6-dev-s390x-cross"),
    "msan": (*BARE, *CLANG),
    "local-bounds": (*BARE, *CLANG),
    "mingw": (*BARE, "gcc-mingw-w64-x86-64"),
}
RUNNERS = ("valgrind", "qemu-user", "wine64")  # what programs of other builds run under
CHECKS = ("clang-format-19", "shellcheck", "mypy", "clang-tidy-19")
LIBRARIES = {"yaml": "libyaml-dev", "jansson": "libjansson-dev", "pcre2": "libpcre2-dev"}


def for_presets(presets: Iterable[str]) -> list[str]:
    """The packages that these presets build with."""
    return sorted({name for preset in presets for name in PRESETS.get(preset, ())})


def for_needs(needs: Iterable[str]) -> list[str]:
    """The packages behind `needs=` of harnesses/targets.txt."""
    return sorted({LIBRARIES[need] for need in needs if need in LIBRARIES})


def missing(names: Iterable[str]) -> list[Package]:
    """Those of the named packages that are not here, in the table's order."""
    wanted = set(names)
    return [package for package in ALL if package.name in wanted and not package.present()]


class Decision(enum.Enum):
    """What to do about missing packages."""

    NAME = "name them"
    ASK = "ask"
    INSTALL = "install them"


@dataclass(frozen=True)
class Policy:
    """What decides: who runs this, where, and what was asked for."""

    terminal: bool
    root: bool
    ci: bool
    apt: bool
    sudo: bool
    yes: bool = False
    no_install: bool = False

    def decide(self) -> Decision:
        """On a terminal it is asked, `yes` answers; elsewhere root and CI install."""
        if self.no_install or not self.apt or not (self.root or self.sudo):
            return Decision.NAME
        if self.terminal:
            return Decision.INSTALL if self.yes else Decision.ASK
        return Decision.INSTALL if self.root or self.ci else Decision.NAME

    def as_root(self, command: list[str]) -> list[str]:
        """The command as this person runs it; sudo asks for a password on a terminal only."""
        if self.root:
            return command
        return ["sudo", *([] if self.terminal else ["-n"]), *command]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What each verb takes that may install packages."""
    parser.add_argument("--yes", action="store_true", help="install missing packages unasked")
    parser.add_argument(
        "--no-install", action="store_true", help="name missing packages instead (exit code 4)"
    )


def policy_of(arguments: argparse.Namespace) -> Policy:
    """The policy for this process and its arguments."""
    return Policy(
        terminal=sys.stdin.isatty() and sys.stderr.isatty(),
        root=os.geteuid() == 0,
        ci=os.environ.get("CI") == "true",
        apt=shutil.which("apt-get") is not None,
        sudo=shutil.which("sudo") is not None,
        yes=arguments.yes,
        no_install=arguments.no_install,
    )


def install_command(names: Iterable[str]) -> list[str]:
    """Installs packages without asking, waiting for another apt to finish."""
    options = ["-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300"]
    return ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", *options, *names]


def hint(lacking: Iterable[Package]) -> str:
    """The command for a person to type."""
    names = " ".join(package.name for package in lacking)
    return f"sudo apt-get install -y --no-install-recommends {names}"


def ensure(names: Iterable[str], policy: Policy) -> None:
    """Makes sure that the named packages are here, or is a Failure with the command for it."""
    wanted = list(names)
    lacking = missing(wanted)
    if not lacking:
        return
    for package in lacking:
        process.say(f"missing: {package.name} ({package.why})")
    decision = policy.decide()
    if decision is Decision.ASK:
        decision = ask("Install them with apt-get? [y/N] ")
    if decision is not Decision.INSTALL:
        raise Failure(f"packages are missing; install them: {hint(lacking)}", Exit.MISSING_TOOL)
    install([package.name for package in lacking], policy)
    machine.symbolizer.cache_clear()
    still = missing(wanted)
    if still:
        raise Failure(
            f"installed, and yet not usable: {' '.join(package.name for package in still)}; "
            f"try: {hint(still)}",
            Exit.MISSING_TOOL,
        )


def ask(question: str) -> Decision:
    """One question on the terminal; anything but yes is a no."""
    print(question, end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline().strip().lower()
    return Decision.INSTALL if answer in ("y", "yes") else Decision.NAME


def install(names: list[str], policy: Policy) -> None:
    """Installs packages; fetches the lists of packages first where there are none, or old ones."""
    command = policy.as_root(install_command(names))
    update = policy.as_root(["apt-get", "update"])
    have_lists = any(Path("/var/lib/apt/lists").glob("*_Packages*"))
    if have_lists and process.run_here(command) == 0:
        return
    process.run_here(update)
    if process.run_here(command) != 0:
        raise Failure(f"cannot install packages; try: {shlex.join(command)}", Exit.MISSING_TOOL)
