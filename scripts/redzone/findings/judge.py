"""Asks workbenches about inputs. Only what the judge confirms, in a fresh process, is a finding."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional

from redzone import machine
from redzone.findings.record import Hit, RecordError
from redzone.outcome import Exit, Failure
from redzone.project import Project

CHUNK = 256  # inputs for one process
JUDGE = "asan"
SURVIVE = "survive"


@dataclass
class Verdict:
    """What became of an input."""

    path: Path
    outcome: str  # clean, hit, unreadable
    hits: list[Hit] = field(default_factory=list)

    @property
    def first(self) -> Optional[Hit]:
        """What the judge halts at."""
        return self.hits[0] if self.hits else None


def environment() -> dict[str, str]:
    """What the sanitizers of a workbench are told, whatever this process was told."""
    values = dict(os.environ)
    symbolizer = machine.symbolizer()
    if symbolizer:
        values["ASAN_SYMBOLIZER_PATH"] = symbolizer
    values["ASAN_OPTIONS"] = (
        "detect_leaks=1:allocator_may_return_null=0:quarantine_size_mb=16:handle_abort=0:"
        "max_allocation_size_mb=2048"
    )
    values["UBSAN_OPTIONS"] = "print_stacktrace=0"
    return values


def workbench(project: Project, target: str, preset: str = JUDGE) -> Path:
    """The program of a target in a tree."""
    return project.build / preset / "bin" / target


def start(command: Sequence[str], cwd: Path) -> "subprocess.Popen[bytes]":
    """Starts a workbench, whose stdout is read."""
    try:
        return subprocess.Popen(
            list(command),
            cwd=cwd,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise Failure(f"cannot run {command[0]}: {error.strerror}", Exit.MISSING_TOOL) from None


def read_verdict(line: bytes) -> Verdict:
    """One line of `explain --json`."""
    try:
        value: Any = json.loads(line)
        hits = [Hit.read(hit) for hit in value["hits"]]
        return Verdict(Path(value["file"]), str(value["outcome"]), hits)
    except (ValueError, KeyError, TypeError, RecordError) as error:
        raise Failure(f"cannot read what a workbench says: {error}: {line[:200]!r}") from None


def explain(
    project: Project,
    target: str,
    paths: Sequence[Path],
    preset: str = JUDGE,
    jobs: int = 1,
    timeout: float = 10.0,
) -> Iterator[Verdict]:
    """Verdicts on inputs, in their order, from `jobs` processes at a time."""
    program = str(workbench(project, target, preset))
    command = [program, "explain", "--json", "--timeout", f"{timeout:g}", "--"]
    size = max(1, min(CHUNK, (len(paths) + jobs - 1) // max(1, jobs)))
    chunks = [list(paths[at : at + size]) for at in range(0, len(paths), size)]
    running: list[subprocess.Popen[bytes]] = []
    try:
        for number, chunk in enumerate(chunks):
            while len(running) < min(len(chunks), number + jobs):
                next_chunk = chunks[len(running)]
                running.append(start([*command, *map(str, next_chunk)], project.root))
            yield from collect(running[number], chunk)
    finally:
        for process in running:
            if process.poll() is None:
                process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


def collect(process: "subprocess.Popen[bytes]", chunk: Sequence[Path]) -> Iterator[Verdict]:
    """The verdicts that a process prints on a chunk, one for each."""
    assert process.stdout is not None
    for path in chunk:
        line = process.stdout.readline()
        if not line:
            raise Failure(f"the workbench ended before it came to {path}")
        verdict = read_verdict(line)
        verdict.path = path
        yield verdict


@dataclass
class Minimized:
    """What came of a minimization."""

    content: bytes
    executions: int
    complete: bool
    harvested: dict[str, bytes]  # inputs of other bugs, by key


def minimize(
    project: Project, target: str, content: bytes, key: str, preset: str, seconds: float
) -> Optional[Minimized]:
    """Minimizes an input; None when this build does not see the bug."""
    with tempfile.TemporaryDirectory(prefix="minimize-", dir=project.work) as scratch:
        folder = Path(scratch)
        harvest = folder / "harvest"
        harvest.mkdir()
        (folder / "input").write_bytes(content)
        command = [
            *[str(workbench(project, target, preset)), "minimize", "--json", "--key", key],
            *["--seconds", f"{seconds:g}", "--harvest", str(harvest)],
            *["--output", str(folder / "output"), str(folder / "input")],
        ]
        process = start(command, project.root)
        try:
            said, _ = process.communicate()
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        if process.returncode != 0 or not (folder / "output").is_file():
            return None
        value = json.loads(said)
        others = {path.name: path.read_bytes() for path in harvest.iterdir() if path.is_file()}
        return Minimized(
            (folder / "output").read_bytes(), int(value["executions"]), bool(value["complete"]),
            others,
        )  # fmt: skip
