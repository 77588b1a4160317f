"""Asks workbenches about inputs. Only what the judge confirms, in a fresh process, is a finding.

All that is asked can be cancelled from another thread: the workbenches are killed, and whoever waits
for them gets a Cancelled."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Optional

from redzone import machine, process
from redzone.findings.record import Hit, RecordError
from redzone.outcome import Exit, Failure
from redzone.project import Project

HASH = re.compile(r"\t[0-9a-f]{16}$")
CHUNK = 256  # inputs for one process
JUDGE = "asan"
SURVIVE = "survive"
SECONDS = 10.0  # processor time that an input may take; what engines allow it, too
SHOWMAP_CRASH = (1, 2)  # how afl-showmap ends after a timeout, and after a crash
SET_PIPE_SIZE = 1031  # F_SETPIPE_SZ of Linux, which Python 3.9 does not name
PIPE_SIZE = 1024 * 1024  # a chunk's verdicts: no workbench waits until they are read


class Cancelled(Exception):
    """Somebody wants no answer any more."""


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


@dataclass
class Minimized:
    """What came of a minimization."""

    content: bytes
    executions: int
    milliseconds: float
    complete: bool
    harvested: dict[str, bytes]  # inputs of other bugs, by key


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
    values.pop("REDZONE_SPOOL", None)  # it is for engines
    return values


def workbench(project: Project, target: str, preset: str = JUDGE) -> Path:
    """The program of a target in a tree."""
    return project.build / preset / "bin" / target


def read_verdict(line: bytes, path: Path) -> Verdict:
    """One line of `explain --json`, about this path."""
    try:
        value: Any = json.loads(line)
        hits = [Hit.read(hit) for hit in value["hits"]]
        return Verdict(path, str(value["outcome"]), hits)
    except (ValueError, KeyError, TypeError, RecordError) as error:
        raise Failure(f"cannot read what a workbench says: {error}: {line[:200]!r}") from None


class Judge:
    """Asks the workbenches of a checkout, several at a time."""

    def __init__(self, project: Project, jobs: Optional[int] = None) -> None:
        self.project = project
        self.jobs = jobs or len(machine.cores())
        self.lock = threading.Lock()
        self.running: list[subprocess.Popen[bytes]] = []
        self.cancelled = False

    def cancel(self) -> None:
        """Ends all that is asked, and all that will be."""
        with self.lock:
            self.cancelled = True
            for child in self.running:
                kill(child)

    def has(self, target: str, preset: str) -> bool:
        """Whether the workbench of a target is built."""
        return workbench(self.project, target, preset).is_file()

    def start(self, command: Sequence[str], stdin: Optional[IO[bytes]] = None) -> "Running":
        """Starts a workbench, whose stdout is read."""
        with self.lock:
            if self.cancelled:
                raise Cancelled
            try:
                child = subprocess.Popen(
                    list(command),
                    cwd=self.project.root,
                    env=environment(),
                    stdin=stdin or subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
            except OSError as error:
                reason = f"cannot run {command[0]}: {error.strerror}"
                raise Failure(reason, Exit.MISSING_TOOL) from None
            self.running.append(child)
        return Running(self, child)

    def explain(
        self, target: str, paths: Sequence[Path], preset: str = JUDGE
    ) -> Iterator[Verdict]:
        """Verdicts on inputs, in their order, from several processes at a time."""
        program = str(workbench(self.project, target, preset))
        command = [program, "explain", "--json", "--timeout", f"{SECONDS:g}", "--"]
        size = max(1, min(CHUNK, -(-len(paths) // self.jobs)))
        chunks = [list(paths[at : at + size]) for at in range(0, len(paths), size)]
        with contextlib.ExitStack() as stack:
            started: list[Running] = []
            for number, chunk in enumerate(chunks):
                while len(started) < min(len(chunks), number + self.jobs):
                    words = [*command, *map(str, chunks[len(started)])]
                    started.append(stack.enter_context(self.start(words)))
                yield from self.collect(started[number], chunk, command)
                started[number].end()

    def collect(
        self, running: "Running", chunk: Sequence[Path], command: Sequence[str]
    ) -> Iterator[Verdict]:
        """The verdicts that a process prints on a chunk, one for each. Where it ends before its
        time, the input that it was at cannot be read, and another process goes on behind it."""
        for number, path in enumerate(chunk):
            line = running.line()
            if line:
                yield read_verdict(line, path)
                continue
            if number == 0 and process.capture([command[0], "--help"]) is None:
                raise Failure(f"{command[0]} does not run")
            yield Verdict(path, "unreadable")
            rest = chunk[number + 1 :]
            if rest:
                with self.start([*command, *map(str, rest)]) as another:
                    yield from self.collect(another, rest, command)
            return

    def digest(self, target: str, path: Path) -> Optional[str]:
        """What the target says of an input that runs clean, as on every platform; None when it
        does not run clean."""
        program = str(workbench(self.project, target))
        with self.start([program, "replay", "--digest", str(path)]) as running:
            said = running.everything()
        if running.child.returncode != 0:
            return None
        _, tab, rest = said.decode(errors="replace").rstrip("\n").partition("\t")
        return refusal(rest) if tab else None

    def fails_under_afl(self, target: str, path: Path) -> Optional[bool]:
        """Whether an input fails in AFL++'s plain build, another compiler's; None without one."""
        program = self.project.engine_program(target, "afl")
        showmap = shutil.which("afl-showmap")
        if showmap is None or not program.is_file():
            return None
        command = [*machine.without_randomization(), showmap, "-q", "-t", f"{SECONDS * 1000:g}"]
        command += ["-o", os.devnull, "--", str(program)]
        with open(path, "rb") as file, self.start(command, file) as running:
            running.everything()
        return running.child.returncode in SHOWMAP_CRASH

    def minimize(
        self, target: str, path: Path, key: str, preset: str, seconds: float
    ) -> Optional[Minimized]:
        """Minimizes an input; None when this build does not see the bug first."""
        with tempfile.TemporaryDirectory(prefix="minimize-", dir=path.parent) as scratch:
            folder = Path(scratch)
            harvest, output = folder / "harvest", folder / "output"
            harvest.mkdir()
            command = [
                *[str(workbench(self.project, target, preset)), "minimize", "--json"],
                *["--key", key, "--seconds", f"{seconds:g}", "--timeout", f"{SECONDS:g}"],
                *["--harvest", str(harvest), "--output", str(output), str(path)],
            ]
            with self.start(command) as running:
                said = running.everything()
            if running.child.returncode != 0 or not output.is_file():
                return None
            others = {file.name: file.read_bytes() for file in sorted(harvest.iterdir())}
            return read_minimized(said, output.read_bytes(), others)


def read_minimized(said: bytes, content: bytes, harvested: dict[str, bytes]) -> Minimized:
    """The closing line of `minimize --json`."""
    try:
        value = json.loads(said)
        return Minimized(
            content,
            int(value["executions"]),
            float(value["milliseconds"]),
            bool(value["complete"]),
            {name: other for name, other in harvested.items() if not name.startswith(".")},
        )
    except (ValueError, KeyError, TypeError) as error:
        raise Failure(f"cannot read what a workbench says: {error}: {said[:200]!r}") from None


def refusal(said: str) -> str:
    """What a line of a digest says of an input, without the hash at its end, which also stands for
    what changes with every other change of the target."""
    return HASH.sub("", said)


def kill(child: "subprocess.Popen[bytes]") -> None:
    """Ends a workbench that runs, with all that it started."""
    if child.poll() is None:
        process.signal_group(child, signal.SIGKILL)


class Running:
    """A workbench at work. As a context it is dead at the end."""

    def __init__(self, judge: Judge, child: "subprocess.Popen[bytes]") -> None:
        self.judge = judge
        self.child = child
        assert child.stdout is not None
        self.stdout: IO[bytes] = child.stdout
        with contextlib.suppress(OSError):
            fcntl.fcntl(self.stdout, SET_PIPE_SIZE, PIPE_SIZE)

    def __enter__(self) -> "Running":
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """Ends it, in any case; once is enough."""
        with self.judge.lock:
            if self.child in self.judge.running:
                self.judge.running.remove(self.child)
                kill(self.child)
        self.child.wait()
        self.stdout.close()

    def line(self) -> bytes:
        """Its next line; empty at its end."""
        line = self.stdout.readline()
        if self.judge.cancelled:
            raise Cancelled
        return line

    def everything(self) -> bytes:
        """All that it prints until it ends by itself."""
        said = self.stdout.read()
        self.child.wait()
        if self.judge.cancelled:
            raise Cancelled
        return said
