"""AFL++: how it is run, and what its files say."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from redzone import engine, machine, process
from redzone.project import PROGRAM_SUFFIX, inputs_below
from redzone.spool import content_hash

COMPARISONS = "afl-cmplog"  # preset of the programs for afl-fuzz -c
FOUND = {"crashes": "crash", "hangs": "timeout"}
SETTLED = 2.0  # seconds after which AFL++ is done with a file that it writes
FOUND_AT = re.compile(r",execs:(\d+)")
DRY_RUN = "Attempting dry run with"
LOOK_EVERY = 1.0  # seconds between two looks at the queue, which may have thousands of files
CRASHING_START = re.compile(r"Test case '.*,orig:([0-9a-z]+)' results in a crash")
# AFL++'s own defaults, which it drops when there is an ASAN_OPTIONS, and a small quarantine.
SANITIZER = (
    "abort_on_error=1:symbolize=0:allocator_may_return_null=1:malloc_context_size=0:"
    "handle_segv=0:handle_sigbus=0:handle_abort=0:handle_sigfpe=0:handle_sigill=0"
)
ASAN = "detect_leaks=0:detect_odr_violation=0:quarantine_size_mb=16"
UBSAN = "halt_on_error=1"


def read_stats(path: Path) -> dict[str, str]:
    """AFL++'s fuzzer_stats, `key : value` a line; empty where there is none."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {}
    pairs = (line.partition(":") for line in text.splitlines())
    return {key.strip(): value.strip() for key, _, value in pairs}


def newest_find(queue: Path) -> tuple[int, int]:
    """How many executions there were at AFL++'s newest find, and how many files its queue has.

    The names say it; fuzzer_stats is a minute old, and plot_data stays in a buffer until the end."""
    try:
        finds = [name for name in os.listdir(queue) if name.startswith("id:")]
    except OSError:
        return 0, 0
    executions = (FOUND_AT.search(name) for name in finds if ",orig:" not in name)
    return max((int(found.group(1)) for found in executions if found), default=0), len(finds)


def whole(values: Mapping[str, str], key: str) -> int:
    """A number of AFL++'s files; 0 where it is missing or none."""
    text = values.get(key, "")
    return int(text) if text.isdigit() else 0


@dataclass
class AflJob(engine.Job):
    """An afl-fuzz process with its fork server."""

    engine_name: ClassVar[str] = "afl"
    executions_at_start: int = 0
    seen: set[tuple[int, int]] = field(default_factory=set)  # files that are in the spool
    resumed: bool = False
    dry_runs: int = 0  # inputs of its queue that it has said it runs
    next_look: float = 0.0
    last: tuple[float, int] = (0.0, 0)  # when how many executions were first seen

    @property
    def staged(self) -> Path:
        """This job's copy of the start inputs."""
        return self.own_folder("start")

    @property
    def own(self) -> Path:
        """What this process writes."""
        return self.assignment.place.afl / f"job{self.assignment.number}"

    def prepare(self) -> None:
        engine.stage_inputs(self.assignment.starts, self.staged)
        self.offer_starts()
        self.take_found("job*", settled=0.0)  # also what an interrupted campaign left
        self.note_resumption()

    def note_resumption(self) -> None:
        """AFL++ goes on where it was; what it counted until then is not of this campaign."""
        self.resumed = any((self.own / "queue").glob("id:*"))
        self.executions_at_start = whole(read_stats(self.own / "fuzzer_stats"), "execs_done")
        self.last = (time.monotonic(), 0)

    def offer_starts(self) -> None:
        """Lays the start inputs beside AFL++'s queue, as if another fuzzer had found them: a job
        that goes on where it was does not look at its start folder, and would miss new ones."""
        queue = self.assignment.place.afl / "starts" / "queue"
        queue.mkdir(parents=True, exist_ok=True)
        offered = {content_hash(path.read_bytes()) for path in inputs_below(queue)}
        for path in inputs_below(self.staged):
            if path.name not in offered and content_hash(path.read_bytes()) not in offered:
                shutil.copyfile(path, queue / f"id:{len(offered):06},orig:{path.name}")
                offered.add(path.name)

    def command(self, seconds: float) -> list[str]:
        project, target = self.assignment.project, self.assignment.target
        dictionary = project.dictionary(target)
        flags = self.assignment.flags
        core = self.assignment.core
        # afl-fuzz and its target take turns: on one core they need not wake another one.
        pinned: list[str] = []
        if core is not None and shutil.which("taskset"):
            pinned = ["taskset", "-c", str(core)]
        limit = [] if "-V" in flags else ["-V", str(engine.seconds_up(seconds) + 5)]
        return [
            *pinned,
            *machine.without_randomization(),
            "afl-fuzz",
            *["-i", project.inside(self.staged)],
            *["-o", project.inside(self.assignment.place.afl), "-S", self.own.name],
            *(["-x", project.inside(dictionary)] if dictionary.is_file() else []),
            *self.comparisons(),
            *limit,
            *flags,
            "--",
            project.inside(self.program),
        ]

    def comparisons(self) -> list[str]:
        """One process of a target learns from the comparisons that it makes, where somebody built
        the program that notes them: scripts/fuzz build afl-cmplog."""
        project, target = self.assignment.project, self.assignment.target
        program = project.build / COMPARISONS / "bin" / (target + PROGRAM_SUFFIX[self.engine_name])
        if self.assignment.number != 0 or not program.is_file():
            return []
        return ["-c", project.inside(program)]

    def mutator(self) -> dict[str, str]:
        """Lets afl-fuzz load the library of the target's subject, where that mutates; its own havoc
        and the dictionary stay on. A path inside the checkout: AFL++ splits it at : ; and commas."""
        project, target = self.assignment.project, self.assignment.target
        subject = next((each.subject for each in project.targets() if each.name == target), "")
        tree = project.build / (self.assignment.preset or self.engine_name)
        library = tree / "lib" / f"mutator_{subject}.so"
        return {"AFL_CUSTOM_MUTATOR_LIBRARY": project.inside(library)} if library.is_file() else {}

    def environment(self) -> Mapping[str, str]:
        values = {
            **self.mutator(),
            **self.spool_setting(),
            "AFL_NO_UI": "1",
            "AFL_SKIP_CPUFREQ": "1",
            "AFL_NO_AFFINITY": "1",
            "AFL_AUTORESUME": "1",
            "AFL_IMPORT_FIRST": "1",
            "AFL_NO_CRASH_README": "1",
            "AFL_HANG_TMOUT": str(engine.INPUT_SECONDS * 1000),
            "ASAN_OPTIONS": engine.join_options(
                SANITIZER, ASAN, os.environ.get("ASAN_OPTIONS", "")
            ),
            "UBSAN_OPTIONS": engine.join_options(
                SANITIZER, UBSAN, os.environ.get("UBSAN_OPTIONS", "")
            ),
        }
        if machine.core_pattern().startswith("|"):
            values["AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES"] = "1"
        return values

    def observe(self, final: bool) -> None:
        if final or time.monotonic() >= self.next_look:
            self.next_look = time.monotonic() + LOOK_EVERY
            self.read_files()
        log = self.new_log()
        self.count_dry_runs(log)
        self.take_crashing_starts(log)
        self.take_found(self.own.name, settled=0.0 if final else SETTLED)

    def read_files(self) -> None:
        """Learns from AFL++'s statistics, exact ones at its end, and from its queue until then."""
        stats = read_stats(self.own / "fuzzer_stats")
        at_find, corpus = newest_find(self.own / "queue")
        total = max(whole(stats, "execs_done"), at_find)
        executions = max(0, total - self.executions_at_start)
        now = time.monotonic()
        if executions > self.last[1]:
            self.stats.rate = (executions - self.last[1]) / max(now - self.last[0], 0.001)
            self.last = (now, executions)
        self.stats.executions = max(self.stats.executions, executions)
        self.stats.edges = whole(stats, "edges_found")
        self.stats.corpus = corpus

    def count_dry_runs(self, log: str) -> None:
        """AFL++ counts nothing until it has been through a queue that it resumes; where its time
        ends before that, inputs were run all the same."""
        self.dry_runs += log.count(DRY_RUN)
        self.stats.executions = max(self.stats.executions, self.dry_runs)

    def take_crashing_starts(self, log: str) -> None:
        """AFL++ skips a start input that crashes, with a warning that nobody would see."""
        for name in CRASHING_START.findall(log):
            path = self.staged / name
            if path.is_file():
                self.crashes.append(self.spool.take("crash", path))

    def take_found(self, jobs: str, settled: float) -> None:
        """Copies into the spool what AFL++ found; what is AFL++'s is read, never deleted."""
        for folder, kind in FOUND.items():
            for path in sorted(self.assignment.place.afl.glob(f"{jobs}/{folder}*/id:*")):
                status = path.stat()
                if time.time() - status.st_mtime < settled:
                    continue
                identity = (status.st_dev, status.st_ino)  # the name changes when AFL++ resumes
                if identity not in self.seen:
                    self.seen.add(identity)
                    self.note(kind, path)

    def note(self, kind: str, path: Path) -> None:
        """Keeps one; before the start only what the spool has not seen counts as found."""
        crash = self.spool.add(kind, path.read_bytes())
        if crash.new or self.child is not None:
            self.crashes.append(crash)

    def consider_end(self, code: int) -> None:
        if self.resumed and self.stats.executions == 0 and code != 0:
            self.set_aside()
        elif code == 0 and self.stats.executions > 0:
            self.ended = True
        else:
            self.failure = f"{self.title} ended by itself: {process.describe_exit(code)}"

    def set_aside(self) -> None:
        """A folder that AFL++ cannot resume is kept under another name, and it starts afresh."""
        aside = self.own.with_name(f"{self.own.name}-unusable-{time.time_ns()}")
        self.own.rename(aside)
        process.say(f"{self.title} cannot go on where it was; starting afresh, see {aside}")
        self.note_resumption()
