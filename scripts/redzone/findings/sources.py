"""Where inputs that failed come from: spools of ours, AFL++ output folders, libFuzzer artifacts,
test cases of OSS-Fuzz and ClusterFuzz, single files. Names are hostile; contents are only read."""

from __future__ import annotations

import os
import re
import shlex
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Optional

from redzone.outcome import Exit, Failure
from redzone.project import ENGINES, Project

UNPACK = (
    (".tar.gz", "tar xzf"),
    (".tgz", "tar xzf"),
    (".tar.xz", "tar xJf"),
    (".tar.bz2", "tar xjf"),
    (".tar.zst", "tar --zstd -xf"),
    (".tar", "tar xf"),
    (".zip", "unzip"),
    (".gz", "gunzip -k"),
    (".xz", "unxz -k"),
    (".bz2", "bunzip2 -k"),
    (".zst", "unzstd"),
    (".7z", "7z x"),
)
NOTES = (".json", ".md", ".txt", ".log", ".dict", ".options", ".summary")
ENGINE_SUFFIXES = ("_fuzzer", "_afl")
TESTCASE = re.compile(r"(?:clusterfuzz|oss-fuzz)-testcase(?:-minimized)?-(?P<name>[A-Za-z0-9_]+?)-\d+")
KINDS = re.compile(r"(?:crash|leak|timeout|oom|slow-unit)-[0-9a-f]{40}")
LARGEST = 65 * 1024 * 1024  # bytes of an input; what the workbench takes


def is_note(name: str) -> bool:
    """Whether a file stands beside inputs and is none."""
    return name.startswith(".") or name.endswith(NOTES)


def unpacking(name: str) -> Optional[str]:
    """What unpacks an archive of this name; None for other files."""
    found = (command for ending, command in UNPACK if name.lower().endswith(ending))
    return next(found, None)


def refuse_archive(path: Path) -> None:
    """Archives are not unpacked here: what is in them is not ours to lay out."""
    command = unpacking(path.name)
    if command is not None:
        what = f"{path} is an archive; unpack it first: {command} {shlex.quote(str(path))}"
        raise Failure(what, Exit.WRONG_USE)


def afl_inputs(folder: Path) -> Iterator[Path]:
    """Crashes and hangs below AFL++'s output folder of one process."""
    for kind in ("crashes*", "hangs*"):
        for found in sorted(folder.glob(kind)):
            yield from (path for path in sorted(found.glob("id:*")) if path.is_file())


def inputs_in(folder: Path) -> Iterator[Path]:
    """Inputs that failed, in a folder and below. Of AFL++'s folders its queue is left out, which
    holds inputs that did not. Links are not followed."""
    if (folder / "fuzzer_stats").is_file() or (folder / "fuzzer_setup").is_file():
        yield from afl_inputs(folder)
        return
    for entry in sorted(os.scandir(folder), key=lambda each: each.name):
        if is_note(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from inputs_in(Path(entry.path))
        elif entry.is_file(follow_symlinks=False):
            refuse_archive(Path(entry.path))
            yield Path(entry.path)


def named(arguments: Sequence[str], stdin: Iterable[str]) -> Iterator[Path]:
    """The inputs that a command line names; `-` takes one path a line from stdin."""
    for argument in arguments:
        lines = [line.rstrip("\n") for line in stdin] if argument == "-" else [argument]
        for name in filter(None, lines):
            path = Path(name)
            if path.is_dir():
                yield from inputs_in(path)
            elif path.is_file():
                refuse_archive(path)
                yield path
            else:
                raise Failure(f"{name}: no such file or folder", Exit.WRONG_USE)


def target_of(path: Path, targets: Sequence[str]) -> Optional[str]:
    """The fuzz target that a path speaks of: a test case's own name, or a folder of its name."""
    found = TESTCASE.match(path.name)
    names = [found.group("name")] if found else []
    names += [part for part in reversed(path.parts)]
    for name in names:
        for suffix in ENGINE_SUFFIXES:
            name = name[: -len(suffix)] if name.endswith(suffix) else name
        if name in targets:
            return name
    return None


def engine_of(path: Path) -> str:
    """The engine that an input's name or folder speaks of; empty where none is named."""
    if path.parent.name in ENGINES:
        return path.parent.name
    if path.parent.name == "spool":
        return ""  # both engines name files there alike
    if re.search(r"/(?:crashes|hangs)[^/]*/id:", str(path)):
        return "afl"
    return "libfuzzer" if KINDS.fullmatch(path.name) else ""


def is_fit(path: Path) -> bool:
    """Whether a file can be an input: a larger one than the workbench takes is none."""
    status = path.stat()
    return stat.S_ISREG(status.st_mode) and status.st_size <= LARGEST


def spool_files(work: Path, target: str) -> list[Path]:
    """Inputs in a target's spool: what halted engines, then what each engine's survive build wrote."""
    spool = work / target / "spool"
    found: list[Path] = []
    for folder in (spool, *(spool / engine for engine in ENGINES)):
        if folder.is_dir():
            entries = (entry for entry in os.scandir(folder) if entry.name[0] != ".")
            names = (entry.name for entry in entries if entry.is_file(follow_symlinks=False))
            found += [folder / name for name in sorted(names)]
    return found


def spools(project: Project, work: Path) -> Iterator[tuple[str, Path]]:
    """Inputs in the spools of a work folder, with their targets."""
    for target in project.targets():
        for path in spool_files(work, target.name):
            yield target.name, path
