"""What both engines have in common: a job, which is one engine process on one fuzz target, watched
through its log and its files. The engines' own ways are in libfuzzer.py and afl.py."""

from __future__ import annotations

import math
import os
import re
import shutil
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Optional

from redzone import process
from redzone.project import Project, inputs_below
from redzone.spool import Crash, Spool, content_hash

INPUT_MAX = 1024 * 1024  # bytes; what AFL++ caps inputs at, for both engines
INPUT_SECONDS = 10  # what one input may take; replay's limit, so that it confirms what is found
START_WORTH = 1.0  # seconds left for which an engine is started once more
SURVIVE = "survive-"  # what the presets of such builds begin with; the engine's name follows
LOG_TAIL = 12  # lines of a log that are shown when an engine dies
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@dataclass
class Stats:
    """What a job has done so far in this campaign."""

    executions: int = 0
    rate: float = 0.0  # executions per second, of late
    edges: int = 0
    features: int = 0  # what the engine counts beside edges; 0 where it counts nothing
    corpus: int = 0


@dataclass(frozen=True)
class Workplace:
    """Where a target's campaign keeps what it finds."""

    folder: Path

    @property
    def corpus(self) -> Path:
        """libFuzzer's corpus."""
        return self.folder / "corpus"

    @property
    def afl(self) -> Path:
        """AFL++'s output folder."""
        return self.folder / "afl"

    @property
    def spool(self) -> Path:
        """Inputs that failed."""
        return self.folder / "spool"


@dataclass(frozen=True)
class Assignment:
    """What a job is to fuzz, and with what."""

    project: Project
    target: str
    number: int  # of the job, among those of its engine and target
    place: Workplace
    starts: tuple[Path, ...]  # folders of start inputs
    flags: tuple[str, ...] = ()  # for the engine, from the command line
    core: Optional[int] = None  # where the engine had better stay
    preset: str = ""  # of the engine's programs; its own plain one where none is named


def stage_inputs(folders: Iterable[Path], staged: Path) -> None:
    """Copies start inputs, each content once, into a folder that the engine may have for itself.

    Notes beside the inputs stay behind, as do files over the engines' cap, which would be cut. No
    input at all becomes one of a single zero byte: AFL++ refuses an empty folder."""
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir(parents=True)
    contents: dict[str, bytes] = {}
    for folder in folders:
        for path in inputs_below(folder):
            if path.stat().st_size <= INPUT_MAX:
                content = path.read_bytes()
                contents.setdefault(content_hash(content), content)
    for name, content in sorted((contents or {"zero": b"\0"}).items()):
        (staged / name).write_bytes(content)


def remove_content(folders: Iterable[Path], content: bytes) -> bool:
    """Removes the files of exactly this content; whether there was one."""
    removed = False
    for folder in folders:
        for path in inputs_below(folder):
            if path.stat().st_size == len(content) and path.read_bytes() == content:
                path.unlink()
                removed = True
    return removed


def join_options(*parts: str) -> str:
    """Sanitizer options, later ones go before."""
    return ":".join(part for part in parts if part)


def seconds_up(seconds: float) -> int:
    """Whole seconds for an engine's own time limit, at least one."""
    return max(1, math.ceil(seconds))


@dataclass
class Job(ABC):
    """One engine process on one target; it is started again while that makes sense."""

    assignment: Assignment
    stats: Stats = field(default_factory=Stats)
    crashes: list[Crash] = field(default_factory=list)
    failure: str = ""  # why the engine is of no use; empty while it is
    ended: bool = False  # the engine needs no more time
    child: Optional["subprocess.Popen[bytes]"] = None
    engine_name: ClassVar[str] = ""
    stop_signals: ClassVar[Sequence[int]] = process.LADDER

    def __post_init__(self) -> None:
        self.spool = Spool(self.assignment.place.spool)
        self.log = self.own_folder("logs").with_suffix(".log")
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.log_read = 0
        self.log_begin = 0

    def own_folder(self, kind: str) -> Path:
        """A place that no other job of the target uses."""
        return self.assignment.place.folder / kind / f"{self.engine_name}-{self.assignment.number}"

    @property
    def survives(self) -> bool:
        """Whether its programs note what they hit and go on."""
        return self.assignment.preset.startswith(SURVIVE)

    def spool_setting(self) -> dict[str, str]:
        """Where programs that go on are to write what they hit: each engine in a folder of its own,
        so that a finding knows who found it."""
        if not self.survives:
            return {}
        folder = self.assignment.place.spool / self.engine_name
        folder.mkdir(parents=True, exist_ok=True)
        return {"REDZONE_SPOOL": self.assignment.project.inside(folder)}

    @property
    def program(self) -> Path:
        """What the engine runs."""
        assignment = self.assignment
        return assignment.project.engine_program(
            assignment.target, self.engine_name, assignment.preset
        )

    @property
    def title(self) -> str:
        """How people know the job."""
        return f"{self.assignment.target} under {self.engine_name}"

    @property
    def running(self) -> bool:
        """Whether its process is."""
        return self.child is not None and self.child.poll() is None

    @abstractmethod
    def prepare(self) -> None:
        """Before the first start: makes folders; takes what an interrupted campaign left."""

    @abstractmethod
    def command(self, seconds: float) -> list[str]:
        """What to run for at most so many seconds."""

    @abstractmethod
    def environment(self) -> Mapping[str, str]:
        """What the engine needs to be told by the environment."""

    @abstractmethod
    def observe(self, final: bool) -> None:
        """Brings `stats` and `crashes` up to date. `final`: the process has ended."""

    @abstractmethod
    def consider_end(self, code: int) -> None:
        """The process ended by itself: sets `failure` or `ended`, or it is started again."""

    def start(self, seconds: float) -> None:
        """Starts the engine. Says the command the first time."""
        command = self.command(seconds)
        environment = self.environment()
        if self.child is None:
            process.show(command, environment)
            self.log.write_bytes(b"")
        with open(self.log, "ab") as log:
            self.log_begin = self.log_read = log.tell()
            self.child = process.launch(
                command,
                cwd=self.assignment.project.root,
                environment=environment,
                output=log.fileno(),
            )

    def poll(self, seconds: float) -> None:
        """Looks after the job, which has so many seconds left."""
        if self.child is None or self.ended or self.failure:
            return
        code = self.child.poll()
        self.observe(final=code is not None)
        if code is not None:
            process.signal_group(self.child, process.LADDER[-1])
            self.consider_end(code)
            if not (self.ended or self.failure):
                self.start_again(seconds)

    def start_again(self, seconds: float) -> None:
        """Starts the engine once more, if that is worth its while."""
        if seconds >= START_WORTH:
            self.start(seconds)
        else:
            self.ended = True

    def finish(self) -> None:
        """After the process was stopped: takes what is left to take."""
        if self.child is not None and not (self.ended or self.failure):
            self.observe(final=True)
        self.stats.rate = 0.0

    def new_log(self) -> str:
        """The whole lines that the engine wrote since the last call."""
        with open(self.log, "rb") as log:
            log.seek(self.log_read)
            fresh = log.read()
        whole = fresh[: fresh.rfind(b"\n") + 1]
        self.log_read += len(whole)
        return ESCAPES.sub("", whole.decode(errors="replace"))

    def log_tail(self) -> list[str]:
        """The last lines that the engine wrote since its last start."""
        with open(self.log, "rb") as log:
            log.seek(max(self.log_begin, os.fstat(log.fileno()).st_size - 64 * 1024))
            text = log.read().decode(errors="replace")
        lines = [line.rstrip() for line in ESCAPES.sub("", text).splitlines()]
        return [line for line in lines if line][-LOG_TAIL:]
