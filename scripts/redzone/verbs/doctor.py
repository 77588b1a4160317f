"""`doctor`: what is wrong with this machine, and the command that mends it."""

from __future__ import annotations

import argparse
import enum
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from redzone import limits, machine, packages, process
from redzone.outcome import Exit
from redzone.project import Project

HELP = "say what is wrong with this machine"
DESCRIPTION = """Looks at compilers, engines, libraries and the kernel's settings. For all that is
wrong it prints the command that mends it. Changes nothing."""
CMAKE_MIN = (3, 25)
MEMORY_MIN = 2048  # MiB; two engines with sanitizers
SHM_MIN = 256  # MiB; AFL++'s shared memory and corpora on it
ADDRESSES_MIN = 64 * 2**20  # MiB; ASan maps 16 to 20 TiB of shadow
DISK_MIN = 2048  # MiB; all build trees and a corpus
PROBE = "int main(void) { return 0; }\n"


class Grade(enum.Enum):
    """How a thing is."""

    GOOD = "ok"
    WEAK = "weak"  # works, with less speed or comfort
    BAD = "BAD"


@dataclass(frozen=True)
class Diagnosis:
    """A thing, how it is, and what mends it."""

    thing: str
    grade: Grade
    detail: str
    mend: str = ""


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """What `doctor` takes: nothing."""


def first_line(command: Sequence[str]) -> str:
    """What a tool says about itself."""
    said = process.capture(command) or ""
    return said.splitlines()[0] if said else "does not say its version"


def cmake() -> Diagnosis:
    """CMake is new enough for the presets."""
    said = first_line(["cmake", "--version"])
    numbers = tuple(int(part) for part in said.split()[-1].split(".")[:2] if part.isdigit())
    if numbers >= CMAKE_MIN:
        return Diagnosis("cmake", Grade.GOOD, said)
    wanted = ".".join(map(str, CMAKE_MIN))
    return Diagnosis(
        "cmake", Grade.BAD, f"{said}; needs {wanted}", "sudo apt-get install -y cmake"
    )


def package(each: packages.Package) -> Diagnosis:
    """A package is there."""
    if each.present():
        return Diagnosis(each.name, Grade.GOOD, each.why)
    checker = each.name in packages.CHECKS
    grade = Grade.WEAK if checker else Grade.BAD
    why = f"missing; {each.why}" + (" (for `test --all`)" if checker else "")
    return Diagnosis(each.name, grade, why, packages.hint([each]))


def sanitizer(compiler: str, prefix: Sequence[str]) -> Diagnosis:
    """A program that the compiler makes with ASan and UBSan starts."""
    thing = f"sanitizers of {compiler}"
    with tempfile.TemporaryDirectory() as folder:
        source, program = Path(folder, "probe.c"), Path(folder, "probe")
        source.write_text(PROBE, encoding="utf-8")
        make = [compiler, "-fsanitize=address,undefined", str(source), "-o", str(program)]
        if process.capture(make) is None:
            return Diagnosis(thing, Grade.BAD, "does not link", shown_reinstall(compiler))
        if starts([*prefix, str(program)]):
            return Diagnosis(thing, Grade.GOOD, "a program starts")
        if starts(["env", "ASAN_OPTIONS=detect_leaks=0", *prefix, str(program)]):
            detail = "a program starts, and dies when leaks are looked for: that takes ptrace"
            return Diagnosis(thing, Grade.BAD, detail, "docker run --cap-add=SYS_PTRACE …")
    mend = f"sudo sysctl vm.mmap_rnd_bits={machine.RANDOM_BITS_MAX}"
    return Diagnosis(thing, Grade.BAD, "a program does not start", mend)


def starts(command: Sequence[str]) -> bool:
    """Whether it does so each time: randomization kills some starts only."""
    return all(process.capture(command) is not None for _ in range(10))


def shown_reinstall(compiler: str) -> str:
    """What brings a compiler's run-time."""
    runtime = "libclang-rt-19-dev" if compiler == "clang-19" else "libclang-rt-14-dev"
    return f"sudo apt-get install -y --reinstall {runtime}"


def compilers() -> Iterator[Diagnosis]:
    """Compilers that are there: their versions, and whether their programs run."""
    for compiler in ("gcc", "clang-19", "afl-clang-fast"):
        if shutil.which(compiler) is not None:
            yield Diagnosis(compiler, Grade.GOOD, first_line([compiler, "--version"]))
            if compiler != "gcc":
                prefix = machine.without_randomization() if compiler.startswith("afl") else ()
                yield sanitizer(compiler, prefix)


def core_pattern() -> Diagnosis:
    """Crashes do not wait for a program that reads core dumps."""
    pattern = machine.core_pattern()
    if not pattern.startswith("|"):
        return Diagnosis("core_pattern", Grade.GOOD, pattern or "not readable")
    return Diagnosis(
        "core_pattern",
        Grade.WEAK,
        "dumps go to a program, which slows down each crash under AFL++",
        "sudo sysctl kernel.core_pattern=core",
    )


def randomization() -> Diagnosis:
    """Old sanitizers start under the kernel's address randomization."""
    thing, bits = "address randomization", machine.random_bits()
    mend = f"sudo sysctl vm.mmap_rnd_bits={machine.RANDOM_BITS_MAX}"
    if not machine.randomization_hurts():
        return Diagnosis(thing, Grade.GOOD, f"vm.mmap_rnd_bits={bits}")
    if machine.without_randomization():
        return Diagnosis(
            thing, Grade.WEAK, f"vm.mmap_rnd_bits={bits}; AFL++ runs under setarch -R", mend
        )
    return Diagnosis(
        thing, Grade.BAD, f"vm.mmap_rnd_bits={bits} kills sanitizers; setarch -R is refused", mend
    )


def afl_version() -> Iterator[Diagnosis]:
    """AFL++ is not older than the compiler that it is used with."""
    if shutil.which("afl-clang-fast") is None:
        return
    afl = limits.afl_banner().partition(" by ")[0] or "an unknown AFL++"
    clang = first_line(["afl-clang-fast", "--version"])
    if limits.afl_mismatch(afl, clang):
        yield Diagnosis(
            "AFL++ and its compiler",
            Grade.BAD,
            f"{afl} with {clang}: its passes do not know compilers newer than "
            f"clang {limits.AFL_CLANG_MAX}",
            f"export AFL_CC=clang-{limits.AFL_CLANG_MAX}",
        )
    else:
        yield Diagnosis("AFL++ and its compiler", Grade.GOOD, f"{afl} with {clang}")


def afl_place() -> Iterator[Diagnosis]:
    """AFL++'s compiler and its fuzzer belong together: what one builds, another may not run."""
    tools = ("afl-clang-fast", "afl-fuzz")
    found = [Path(path).resolve().parent for path in map(shutil.which, tools) if path]
    if len(set(found)) > 1:
        places = " and ".join(f"{tool} in {place}" for tool, place in zip(tools, found))
        mend = f'export PATH="{found[1]}:$PATH"'
        yield Diagnosis("AFL++ from one place", Grade.WEAK, places, mend)


def overcommit() -> Diagnosis:
    """The kernel promises more memory than there is, which is how sanitizers map their shadow."""
    mode = limits.overcommit()
    if mode != limits.OVERCOMMIT_NEVER:
        return Diagnosis("overcommit", Grade.GOOD, f"vm.overcommit_memory={mode or 'not readable'}")
    detail = f"vm.overcommit_memory={mode}: sanitizers map terabytes and do not start"
    return Diagnosis("overcommit", Grade.BAD, detail, "sudo sysctl vm.overcommit_memory=0")


def governor() -> Diagnosis:
    """The clock does not wait for load."""
    thing, found = "clock", sorted(limits.governors())
    if all(name == "performance" for name in found):
        return Diagnosis(thing, Grade.GOOD, ", ".join(found) or "the kernel does not say")
    mend = "echo performance | sudo tee /sys/devices/system/cpu/cpu*/cpufreq/scaling_governor"
    return Diagnosis(thing, Grade.WEAK, f"governor {', '.join(found)} slows down short runs", mend)


def shared_memory(folder: Path = Path("/dev/shm")) -> Diagnosis:
    """There is room for what engines share."""
    mend = f"sudo mount -o remount,size={4 * SHM_MIN}M {folder}"
    try:
        free = shutil.disk_usage(folder).free // 2**20
    except OSError as error:
        return Diagnosis(str(folder), Grade.WEAK, error.strerror or "is not there", mend)
    if free >= SHM_MIN:
        return Diagnosis(str(folder), Grade.GOOD, f"{free} MiB free")
    return Diagnosis(str(folder), Grade.WEAK, f"{free} MiB free; wants {SHM_MIN}", mend)


def address_space() -> Diagnosis:
    """ASan can map its shadow."""
    thing, most = "ulimit -v", limits.address_space()
    if most is None or most >= ADDRESSES_MIN:
        return Diagnosis(thing, Grade.GOOD, "unlimited" if most is None else f"{most} MiB")
    detail = f"{most} MiB: sanitizers map terabytes of addresses and do not start"
    return Diagnosis(thing, Grade.BAD, detail, "ulimit -v unlimited")


def control_groups() -> Iterator[Diagnosis]:
    """Control groups leave enough memory and time."""
    memory, share = limits.group_memory(), limits.group_cores()
    if memory is not None:
        enough = memory >= MEMORY_MIN
        yield Diagnosis(
            "memory of the control group",
            Grade.GOOD if enough else Grade.WEAK,
            f"{memory} MiB" + ("" if enough else f"; wants {MEMORY_MIN}"),
            "" if enough else "./scripts/fuzz run --jobs 1",
        )
    cores = len(machine.cores())
    if share is not None and share < cores:
        jobs = max(1, int(share))
        yield Diagnosis(
            "time of the control group",
            Grade.WEAK,
            f"{share:.1f} of {cores} cores; more engines than that slow each other down",
            f"./scripts/fuzz run --jobs {jobs}",
        )


def resources(project: Project) -> Iterator[Diagnosis]:
    """Cores, memory and disk."""
    cores = len(machine.cores())
    yield Diagnosis(
        "cores", Grade.GOOD if cores > 1 else Grade.WEAK, f"{cores}; as many engines run at a time"
    )
    memory = machine.memory_available()
    enough = memory == 0 or memory >= MEMORY_MIN
    yield Diagnosis(
        "memory",
        Grade.GOOD if enough else Grade.WEAK,
        f"{memory} MiB available" + ("" if enough else f"; wants {MEMORY_MIN}"),
        "" if enough else "./scripts/fuzz run --jobs 1",
    )
    disk = shutil.disk_usage(project.root).free // 2**20
    enough = disk >= DISK_MIN
    yield Diagnosis(
        "disk",
        Grade.GOOD if enough else Grade.BAD,
        f"{disk} MiB free" + ("" if enough else f"; needs {DISK_MIN}"),
        "" if enough else f"du -sh {project.build}/*",
    )


def examine(project: Project) -> Iterator[Diagnosis]:
    """Everything."""
    needed = {name for names in packages.PRESETS.values() for name in names}
    needed |= set(packages.for_needs(need for each in project.targets() for need in each.needs))
    for each in packages.ALL:
        if each.name in needed or each.name in packages.CHECKS:
            yield package(each)
    if shutil.which("cmake") is not None:
        yield cmake()
    yield from compilers()
    yield Diagnosis(
        "symbolizer",
        Grade.GOOD if machine.symbolizer() else Grade.WEAK,
        machine.symbolizer() or "missing: reports name no lines",
        "" if machine.symbolizer() else "sudo apt-get install -y llvm-19",
    )
    yield from afl_version()
    yield from afl_place()
    yield core_pattern()
    yield randomization()
    yield overcommit()
    yield governor()
    yield shared_memory()
    yield address_space()
    yield from control_groups()
    yield from resources(project)


def run(project: Project, _arguments: argparse.Namespace, _flags: Sequence[str]) -> Exit:
    """Does it."""
    bad: list[str] = []
    for diagnosis in examine(project):
        print(f"{diagnosis.grade.value:<4}  {diagnosis.thing}: {diagnosis.detail}", flush=True)
        if diagnosis.mend and diagnosis.grade is not Grade.GOOD:
            print(f"      mend: {diagnosis.mend}", flush=True)
        if diagnosis.grade is Grade.BAD:
            bad.append(diagnosis.thing)
    if bad:
        process.say(f"fuzz: doctor: to be mended: {', '.join(bad)}")
    return Exit.FINDING if bad else Exit.CLEAN
