"""A campaign: engines on fuzz targets for a given time, round after round.

Nothing that was found is lost when it ends early: Ctrl-C stops the engines one signal after the
other, then what they left goes to the spool."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Optional

from redzone import machine, process
from redzone.afl import AflJob
from redzone.engine import Assignment, Job, Stats, Workplace
from redzone.findings.announce import Announcer
from redzone.findings.worker import Worker
from redzone.libfuzzer import LibFuzzerJob
from redzone.live import LiveLine, compose, plural
from redzone.outcome import Exit
from redzone.plan import Pair, Plan, Round
from redzone.project import Project
from redzone.spool import Crash

TICK = 0.1  # seconds between two looks at the engines
JOBS: dict[str, type[Job]] = {"libfuzzer": LibFuzzerJob, "afl": AflJob}


@dataclass(frozen=True)
class Setup:
    """What all rounds of a campaign share."""

    project: Project
    work: Path  # the folder of all targets' workplaces
    corpora: tuple[Path, ...] = ()  # folders of start inputs beside the seeds
    flags: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by engine
    presets: dict[str, str] = field(default_factory=dict)  # by engine; plain where none is named


def merge(crashes: dict[Path, Crash], crash: Crash) -> None:
    """Adds a crash that may have been found before; who found it first found it new."""
    if crash.new or crash.path not in crashes:
        crashes[crash.path] = crash


@dataclass
class Result:
    """What a pair did in the whole campaign."""

    pair: Pair
    stats: Stats = field(default_factory=Stats)
    seconds: float = 0.0  # of engine time: two jobs count twice
    crashes: dict[Path, Crash] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def add(self, job: Job, seconds: float) -> None:
        """Adds a job that was finished."""
        self.seconds += seconds
        self.stats.executions += job.stats.executions
        self.stats.edges = max(self.stats.edges, job.stats.edges)
        self.stats.features = max(self.stats.features, job.stats.features)
        self.stats.corpus = max(self.stats.corpus, job.stats.corpus)
        for crash in job.crashes:
            merge(self.crashes, crash)
        if job.failure:
            self.failures.append(job.failure)


class Campaign:
    """Runs a plan."""

    def __init__(
        self,
        setup: Setup,
        plan: Plan,
        live: Optional[LiveLine] = None,
        worker: Optional[Worker] = None,
    ) -> None:
        self.setup = setup
        self.plan = plan
        self.live = live or LiveLine()
        self.worker = worker
        self.announce = Announcer(setup.project)
        self.patience = process.PATIENCE
        self.interruptions = 0
        self.results: dict[Pair, Result] = {}

    def run(self) -> list[Result]:
        """Runs all rounds, or those until it is interrupted, and returns what came of them."""
        with process.handled(self.interrupt), self.triaging():
            begin: Optional[float] = None
            for number, each in enumerate(self.plan.rounds, start=1):
                jobs = self.make_jobs(each)
                begin = time.monotonic() if begin is None else begin
                self.run_round(jobs, begin + number * self.plan.seconds)
                if self.interruptions:
                    break
        return list(self.results.values())

    @contextlib.contextmanager
    def triaging(self) -> Iterator[None]:
        """While it lasts the worker is at work. At the end it finishes, unless it is interrupted."""
        if self.worker is None:
            yield
            return
        self.worker.start()
        try:
            yield
        except BaseException:
            self.worker.cancel()
            raise
        finally:
            self.worker.drain()
            while self.worker.is_alive():
                if self.interruptions:
                    self.worker.cancel()
                self.worker.join(TICK)
                self.tell()
            self.tell()

    def tell(self) -> None:
        """Says what the worker has found."""
        if self.worker is not None:
            self.worker.tell(self.live.clear, self.announce)

    def interrupt(self) -> None:
        """Ctrl-C: once ends the campaign, again makes it hurry."""
        self.interruptions += 1

    @property
    def crash_count(self) -> int:
        """Different inputs that failed, of rounds that are over."""
        return len({path for result in self.results.values() for path in result.crashes})

    def make_jobs(self, each: Round) -> list[Job]:
        """The jobs of a round, ready to start."""
        cores = machine.cores()
        jobs: list[Job] = []
        for pair, count in each.jobs:
            for number in range(count):
                starts = (self.setup.project.seeds(pair.target), *self.setup.corpora)
                assignment = Assignment(
                    self.setup.project,
                    pair.target,
                    number,
                    Workplace(self.setup.work / pair.target),
                    starts,
                    self.setup.flags.get(pair.engine, ()),
                    cores[len(jobs) % len(cores)],
                    self.setup.presets.get(pair.engine, ""),
                )
                jobs.append(JOBS[pair.engine](assignment))
        for job in jobs:
            job.prepare()
        return jobs

    def run_round(self, jobs: Sequence[Job], deadline: float) -> None:
        """Runs jobs until the deadline, until none is left, or until it is interrupted."""
        begin = time.monotonic()
        try:
            for job in jobs:
                if not self.interruptions:
                    job.start(deadline - time.monotonic())
            self.watch(jobs, deadline)
        finally:
            self.live.clear()
            self.stop(jobs)
            for job in jobs:
                pair = Pair(job.assignment.target, job.engine_name)
                result = self.results.setdefault(pair, Result(pair))
                result.add(job, time.monotonic() - begin)

    def watch(self, jobs: Sequence[Job], deadline: float) -> None:
        """Looks after running jobs."""
        told: set[str] = set()
        while not self.interruptions and time.monotonic() < deadline:
            left = deadline - time.monotonic()
            for job in jobs:
                job.poll(left)
                if job.failure and job.title not in told:
                    told.add(job.title)
                    self.live.clear()
                    report_failure(job)
            if not any(job.running for job in jobs):
                break
            self.tell()
            self.live.update(compose(jobs, self.found(jobs), left))
            time.sleep(TICK)

    def found(self, jobs: Sequence[Job]) -> str:
        """What was found so far: bugs where there is a worker, else inputs."""
        if self.worker is not None:
            return plural(self.worker.found, "finding")
        crashes = self.crash_count + len({c.path for job in jobs for c in job.crashes})
        return plural(crashes, "crash", "crashes")

    def stop(self, jobs: Sequence[Job]) -> None:
        """Stops what runs, whatever it takes, and takes in what it has found."""
        heard = self.interruptions
        if heard:
            process.say("stopping the engines; what they found is kept")
        children = [(job.child, job.stop_signals) for job in jobs if job.child is not None]
        process.stop(children, lambda: self.interruptions > max(heard, 1), self.patience)
        for job in jobs:
            job.finish()


def report_failure(job: Job) -> None:
    """Says that an engine is of no use, and what it said last."""
    process.say(f"{job.failure}; the end of {job.log}:")
    for line in job.log_tail():
        process.say(f"    {line}")


def verdict(
    results: Sequence[Result], worker: Optional[Worker] = None
) -> tuple[Exit, list[str]]:
    """The exit code for what came of a campaign, and why it is not clean. Where inputs that fail are
    triaged, findings count that are new."""
    reasons = [failure for result in results for failure in result.failures]
    if worker is not None:
        reasons = worker.reasons() + reasons
    else:
        crashes = len({path for result in results for path in result.crashes})
        if crashes:
            reasons.insert(0, f"{crashes} inputs failed" if crashes > 1 else "an input failed")
    if reasons:
        return Exit.FINDING, reasons
    idle = [result.pair for result in results if result.stats.executions == 0]
    if idle or not results:
        names = ", ".join(f"{pair.target} under {pair.engine}" for pair in idle) or "at all"
        return Exit.NOTHING_TESTED, [f"nothing was tested: {names}"]
    return Exit.CLEAN, []
