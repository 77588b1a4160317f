"""Scratch copies of the sources with bugs in them, and build trees of these.

A copy is brought up to date file by file, so that what is compiled anew when another bug is planted
are the objects that it touches. Relies on harnesses/planted.py beside this folder for presets and
processes.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Iterable, Iterator, List, Mapping, Optional, Sequence

from bugs import Bug, planted_texts

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "harnesses"))
import planted as planted  # noqa: E402

ROOT = planted.ROOT
FOLDER = Path(__file__).resolve().parent
PARTS = ("CMakeLists.txt", "cmake", "parser", "compiler", "harnesses")
BUILD_SECONDS = 900
QUICK = {"REDZONE_TESTS": "OFF", "REDZONE_WERROR": "OFF"}


def working_folder() -> Path:
    """Where copies and build trees go; they are kept from run to run."""
    return Path(os.environ["REDZONE_BINARY"]) / "planted-bugs"


def source_files(parts: Sequence[str]) -> List[str]:
    """The files of the project below `parts` of it."""
    names: List[str] = []
    for part in parts:
        path = ROOT / part
        found = [path] if path.is_file() else sorted(path.rglob("*"))
        names += [str(file.relative_to(ROOT)) for file in found if file.is_file()]
    return names


def write_if_changed(path: Path, content: bytes) -> None:
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def lengthened(text: str, lines: int) -> str:
    """The same source with `lines` lines more at its beginning."""
    return "/* unrelated */\n" * lines + text


@dataclass
class Source:
    """A copy of parts of the project in which bugs are planted."""

    name: str
    parts: Sequence[str] = PARTS

    @property
    def folder(self) -> Path:
        return working_folder() / self.name / "src"

    def plant(self, bugs: Iterable[Bug], more_lines: int = 0) -> None:
        """Brings the copy up to date. `more_lines` stand above all else in files with bugs."""
        texts = planted_texts(ROOT, bugs)
        names = source_files(self.parts)
        for name in names:
            if name not in texts:
                write_if_changed(self.folder / name, (ROOT / name).read_bytes())
                shutil.copymode(ROOT / name, self.folder / name)
        for name, text in texts.items():
            write_if_changed(self.folder / name, lengthened(text, more_lines).encode())
        for old in set(self.present()) - set(names):
            (self.folder / old).unlink()

    def present(self) -> List[str]:
        """The files of the copy, but what is built in it."""
        names = [f.relative_to(self.folder) for f in self.folder.rglob("*") if f.is_file()]
        return [str(name) for name in names if name.parts[0] != "build"]

    def build(
        self,
        preset: str,
        targets: Sequence[str],
        options: Optional[Mapping[str, str]] = None,
        name: Optional[str] = None,
    ) -> Path:
        """Builds `targets` as `preset` does, but for `options`; returns the programs' folder."""
        variables = {**planted.preset_variables(preset), **QUICK, **(options or {})}
        compiler = variables.get("CMAKE_C_COMPILER")
        planted.need("cmake", "ninja", *([compiler] if compiler else []))
        tree = self.folder.parent / (name or preset)
        definitions = [f"-D{key}={value}" for key, value in sorted(variables.items())]
        commands = [["cmake", "--build", str(tree), "--target", *targets]]
        if not (tree / "build.ninja").is_file():
            commands.insert(
                0, ["cmake", "-G", "Ninja", "-S", str(self.folder), "-B", str(tree), *definitions]
            )
        for command in commands:
            result = planted.run(command, seconds=BUILD_SECONDS)
            if result.returncode != 0:
                raise AssertionError((result.stdout + result.stderr).decode(errors="replace"))
        return tree / "bin"


@contextmanager
def alone(name: str) -> Iterator[Source]:
    """A copy by name that nobody else builds at the same time."""
    working_folder().mkdir(parents=True, exist_ok=True)
    with open(working_folder() / f"{name}.lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield Source(name)


@dataclass(frozen=True)
class Explained:
    """What `explain` says of an input: its hits, the first first."""

    outcome: str
    hits: List[Dict[str, Any]]

    @property
    def key(self) -> str:
        """Of the first hit; empty when there is none."""
        return str(self.hits[0]["key"]) if self.hits else ""


def explain(
    program: Path, inputs: Sequence[Path], seconds: float = 10, patience: float = 600
) -> List[Explained]:
    """What a workbench says of each input."""
    command = [str(program), "explain", "--json", "--timeout", str(seconds)]
    result = planted.run([*command, *map(str, inputs)], seconds=patience)
    said = [json.loads(line) for line in result.stdout.splitlines()]
    if len(said) != len(inputs):
        what = f"{len(said)} of {len(inputs)} explained, exit code {result.returncode}"
        raise AssertionError(f"{program}: {what}: {result.stderr!r}")
    return [Explained(one["outcome"], one["hits"]) for one in said]


@dataclass(frozen=True)
class Minimized:
    """The closing line of `minimize`, and the bytes."""

    key: str
    size: int
    executions: int
    milliseconds: float
    content: bytes


def minimize(program: Path, source: Path, output: Path, seconds: float = 10) -> Minimized:
    """Minimizes `source` into `output`."""
    command = [str(program), "minimize", "--json", "--timeout", str(seconds)]
    result = planted.run([*command, "--output", str(output), str(source)], seconds=BUILD_SECONDS)
    if result.returncode != 0:
        raise AssertionError(f"{source}: {result.stderr.decode(errors='replace')[-2000:]}")
    said = json.loads(result.stdout)
    return Minimized(
        said["key"], said["to"], said["executions"], said["milliseconds"], output.read_bytes()
    )


def replay(program: Path, inputs: Sequence[Path]) -> "subprocess.CompletedProcess[bytes]":
    """Replays inputs as ctest does."""
    return planted.run([str(program), "replay", *map(str, inputs)], seconds=600)


def failed_files(said: bytes) -> List[str]:
    """The inputs that a replay named as failing."""
    return re.findall(r"^FAIL (.*?): ", said.decode(errors="replace"), re.MULTILINE)
