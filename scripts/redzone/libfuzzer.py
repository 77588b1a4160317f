"""libFuzzer: how it is run, and what it says.

A process ends at its first crash and is started again, with all that the corpus has learned. Its
own fork mode (-fork=1 -ignore_crashes=1) runs about as many executions on a target that crashes
often, prints less, and leaves folders in /tmp when it is killed."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from redzone import engine, machine, process
from redzone.spool import Crash

# `#1024  NEW    cov: 40 ft: 51 corp: 3/12b … exec/s: 512 …`
STATUS = re.compile(r"^#(\d+)\s+([A-Za-z_-]+)(.*)$")
EXECUTIONS = re.compile(r"^stat::number_of_executed_units:\s*(\d+)")
KINDS = ("crash", "leak", "timeout", "oom")
FRUITLESS_MAX = 3  # starts that end in a crash before fuzzing, one after the other


def number_after(key: str, text: str) -> int:
    """The number behind `key: ` in a status line; 0 without one."""
    found = re.search(rf"\b{re.escape(key)}: (\d+)", text)
    return int(found.group(1)) if found else 0


def environment() -> dict[str, str]:
    """What its sanitizers need to be told by the environment."""
    asan = "quarantine_size_mb=16:allocator_may_return_null=1:strict_memcmp=1"
    values = {
        "ASAN_OPTIONS": engine.join_options(
            asan, "detect_stack_use_after_return=1", os.environ.get("ASAN_OPTIONS", "")
        ),
        "UBSAN_OPTIONS": engine.join_options(
            "print_stacktrace=1", os.environ.get("UBSAN_OPTIONS", "")
        ),
    }
    symbolizer = machine.symbolizer()
    if symbolizer:
        values["ASAN_SYMBOLIZER_PATH"] = symbolizer
    return values


@dataclass
class LibFuzzerJob(engine.Job):
    """A libFuzzer process."""

    engine_name: ClassVar[str] = "libfuzzer"
    # The first makes it print its final statistics.
    stop_signals: ClassVar[Sequence[int]] = (signal.SIGUSR1, *process.LADDER)
    executions_before: int = 0  # of processes that have ended
    executions_now: int = 0
    fuzzing: bool = False  # this process has read its start inputs
    done: bool = False  # it says that it has run all it was to run
    fruitless: int = 0
    fresh: list[tuple[str, Crash]] = field(default_factory=list)  # of the process that ended last

    @property
    def staged(self) -> Path:
        """This job's copy of the start inputs."""
        return self.own_folder("start")

    @property
    def incoming(self) -> Path:
        """Where libFuzzer writes what crashed; from here files are moved into the spool."""
        return self.own_folder("spool/.incoming")

    def prepare(self) -> None:
        engine.stage_inputs(self.assignment.starts, self.staged)
        self.assignment.place.corpus.mkdir(parents=True, exist_ok=True)
        self.incoming.mkdir(parents=True, exist_ok=True)
        self.take_incoming(self.incoming.parent.glob("*/*"))  # an interrupted campaign's, too

    def command(self, seconds: float) -> list[str]:
        project, target = self.assignment.project, self.assignment.target
        dictionary = project.dictionary(target)
        return [
            project.inside(self.program),
            *([f"-dict={project.inside(dictionary)}"] if dictionary.is_file() else []),
            f"-artifact_prefix={project.inside(self.incoming)}/",
            f"-max_total_time={engine.seconds_up(seconds)}",
            f"-max_len={engine.INPUT_MAX}",
            f"-timeout={engine.INPUT_SECONDS}",
            "-rss_limit_mb=2560",
            "-print_final_stats=1",
            *self.assignment.flags,
            project.inside(self.assignment.place.corpus),
            project.inside(self.staged),
        ]

    def environment(self) -> Mapping[str, str]:
        return {**environment(), **self.spool_setting()}

    def start(self, seconds: float) -> None:
        self.executions_before += self.executions_now
        self.executions_now = 0
        self.fuzzing = self.done = False
        super().start(seconds)

    def observe(self, final: bool) -> None:
        for line in self.new_log().splitlines():
            self.read_line(line)
        self.stats.executions = self.executions_before + self.executions_now
        if final:
            self.take_incoming(self.incoming.iterdir())

    def read_line(self, line: str) -> None:
        """Learns from a line of the log."""
        executed = EXECUTIONS.match(line)
        if executed:
            self.executions_now = int(executed.group(1))
        self.done = self.done or line.startswith("Done ")
        status = STATUS.match(line)
        if status:
            self.executions_now = max(self.executions_now, int(status.group(1)))
            self.fuzzing = self.fuzzing or status.group(2) == "INITED"
            said = status.group(3)
            self.stats.edges = max(self.stats.edges, number_after("cov", said))
            self.stats.features = max(self.stats.features, number_after("ft", said))
            self.stats.corpus = number_after("corp", said) or self.stats.corpus
            self.stats.rate = float(number_after("exec/s", said)) or self.stats.rate

    def take_incoming(self, files: Iterable[Path]) -> None:
        """Moves what a process that ended has left into the spool."""
        self.fresh = []
        for path in sorted(files):
            kind = path.name.partition("-")[0]
            crash = self.spool.take(kind, path)
            if kind in KINDS:  # a slow unit is kept, and is no crash
                self.fresh.append((kind, crash))
        self.crashes += [crash for _, crash in self.fresh]

    def consider_end(self, code: int) -> None:
        if self.fresh:
            self.after_crash()
        elif code == 0 and self.done:
            self.ended = True
        else:
            self.failure = f"{self.title} ended by itself: {process.describe_exit(code)}"

    def after_crash(self) -> None:
        """A start input that crashes would end each process before it fuzzes: it is left out."""
        if self.fuzzing:
            self.fruitless = 0
            return
        self.fruitless += 1
        inputs = [self.staged, self.assignment.place.corpus]
        for _, crash in self.fresh:
            if engine.remove_content(inputs, crash.path.read_bytes()):
                self.fruitless = 0
        if self.fruitless == FRUITLESS_MAX:
            self.failure = f"{self.title} crashes before it fuzzes"
