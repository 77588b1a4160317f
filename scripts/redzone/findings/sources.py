"""Where inputs that failed come from: spools of ours, AFL++ output folders, libFuzzer artifacts,
test cases of OSS-Fuzz and ClusterFuzz, single files. Names are hostile; contents are only read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Optional

from redzone.engine import INPUT_MAX
from redzone.outcome import Exit, Failure
from redzone.project import Project

UNPACK = {
    ".zip": "unzip",
    ".tar": "tar xf",
    ".gz": "tar xzf",
    ".tgz": "tar xzf",
    ".xz": "tar xJf",
    ".zst": "tar --zstd -xf",
    ".7z": "7z x",
}
NOTES = (".json", ".md", ".txt", ".log", ".dict", ".options")
ENGINE_SUFFIXES = ("_fuzzer", "_afl")
TESTCASE = re.compile(r"(?:clusterfuzz|oss-fuzz)-testcase(?:-minimized)?-(?P<name>[A-Za-z0-9_]+?)-\d+")
KINDS = re.compile(r"(?:crash|leak|timeout|oom|slow-unit|hit|hang)-[0-9a-z-]+")


def is_note(name: str) -> bool:
    """Whether a file stands beside inputs and is none."""
    return name.startswith(".") or name.endswith(NOTES)


def afl_inputs(folder: Path) -> Iterator[Path]:
    """Crashes and hangs below AFL++'s output folder of one process."""
    for kind in ("crashes*", "hangs*"):
        for found in sorted(folder.glob(kind)):
            yield from (path for path in sorted(found.glob("id:*")) if path.is_file())


def inputs_in(folder: Path) -> Iterator[Path]:
    """Inputs that failed, in a folder and below. Of AFL++'s folders its queue is left out, which
    holds inputs that did not."""
    if (folder / "fuzzer_stats").is_file() or (folder / "fuzzer_setup").is_file():
        yield from afl_inputs(folder)
        return
    entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_symlink() or is_note(entry.name):
            continue
        if entry.is_dir():
            yield from inputs_in(Path(entry.path))
        elif entry.is_file() and Path(entry.name).suffix not in UNPACK:
            yield Path(entry.path)


def refuse_archive(path: Path) -> None:
    """Archives are not unpacked here: what is in them is not ours to lay out."""
    command = UNPACK.get(path.suffix)
    if command is not None:
        raise Failure(f"{path} is an archive; unpack it first: {command} {path}", Exit.WRONG_USE)


def named(arguments: Sequence[str], stdin: Iterable[str]) -> Iterator[Path]:
    """The inputs that a command line names; `-` takes one path a line from stdin."""
    for argument in arguments:
        lines = [line.rstrip("\n") for line in stdin] if argument == "-" else [argument]
        for name in lines:
            path = Path(name)
            if path.is_dir():
                yield from inputs_in(path)
            elif path.is_file():
                refuse_archive(path)
                yield path
            elif name:
                raise Failure(f"{name}: no such file or folder")


def target_of(path: Path, targets: Sequence[str]) -> Optional[str]:
    """The fuzz target that a path speaks of: a folder of its name, or a test case's own name."""
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
    text = str(path)
    if "/afl/" in text or re.search(r"/(?:crashes|hangs)[^/]*/id:", text):
        return "afl"
    return "libfuzzer" if KINDS.match(path.name) and not path.name.startswith("hit-") else ""


def is_fit(path: Path) -> bool:
    """Whether a file can be an input: larger ones than engines make are none."""
    return path.stat().st_size <= max(INPUT_MAX, 65 * 1024 * 1024)


def spools(project: Project, work: Path) -> Iterator[tuple[str, Path]]:
    """Inputs in the spools of a work folder, with their targets."""
    for target in project.targets():
        folder = work / target.name / "spool"
        if not folder.is_dir():
            continue
        for entry in sorted(os.scandir(folder), key=lambda each: each.name):
            if entry.is_file() and not entry.name.startswith("."):
                yield target.name, Path(entry.path)
