"""From inputs that fail to findings: judged, verified, minimized, stored, announced.

Every step can be repeated: what was judged is known by its content, what is stored by its key. So
whatever is killed at whatever moment, the next triage goes on, and nothing is stored twice."""

from __future__ import annotations

import contextlib
import datetime
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Callable, Optional

from redzone import process
from redzone.engine import Workplace
from redzone.findings import leftovers
from redzone.findings.journal import CLEAN, Journal, input_hash, program_hash
from redzone.findings.judge import JUDGE, SURVIVE, Judge, Minimized, Verdict, workbench
from redzone.findings.record import BUILD_DEPENDENT, FIXED, FLAKY, OPEN, Hit, Record
from redzone.findings.store import NAME, Finding, Store, content_of
from redzone.project import Project
from redzone.spool import Spool

CONFIRMATIONS = 4  # runs that must agree for a finding to be stable
MOST_RUNS = 20  # of one that does not always fail
STEADY = 0.9  # share of runs that must fail for an input to be minimized
SECONDS = 30.0  # for one minimization
SLOW_CLASSES = ("timeout", "memory", "leak")  # the survive build does not look for them
LOOK_AGAIN = 100  # inputs that run clean, of one triage and target, that get more chances


class News(Enum):
    """What an input was to the store."""

    NEW = "NEW"
    REOPENED = "REOPENED"
    SMALLER = "SMALLER"
    KNOWN = "KNOWN"
    CLEAN = "CLEAN"  # in the judge, now
    UNREADABLE = "UNREADABLE"


@dataclass
class Event:
    """Something to tell about an input."""

    news: News
    target: str
    path: Path
    finding: Optional[Finding] = None


@dataclass(frozen=True)
class Suspect:
    """An input that failed somewhere."""

    path: Path
    target: str
    engine: str = ""


def today() -> str:
    """The date."""
    return datetime.date.today().isoformat()


@dataclass
class Triage:
    """One triage. Its work is done inside `holding`."""

    project: Project
    store: Store
    judge: Judge
    tell: Callable[[Event], None]
    commit: str = ""
    today: str = field(default_factory=today)
    seconds: float = SECONDS
    work: Optional[Path] = None  # where the spools are, for what minimizing comes by
    counts: dict[News, int] = field(default_factory=dict)
    seen: int = 0  # inputs that were passed over

    def __post_init__(self) -> None:
        self.journal = Journal(self.store.journal)
        self.judges: dict[str, str] = {}  # what the judge of a target is known by
        self.harvest: list[Suspect] = []
        self.inputs: dict[Path, str] = {}  # hashes of those at hand

    @contextlib.contextmanager
    def holding(self, busy: str) -> Iterator[None]:
        """While it lasts nobody else triages. When somebody does, it is a Failure that says `busy`."""
        with process.locked(self.store.lock, busy):
            leftovers.clean_store(self.store)
            self.store.forget()
            self.journal.reload()
            self.store.scratch.mkdir(parents=True)
            try:
                yield
            finally:
                leftovers.clean_store(self.store)

    def take(self, suspects: Iterable[Suspect], again: bool = False) -> None:
        """Triages inputs, each content once, and what their minimization came by. Those whose outcome
        is known and stands are passed over, unless they are to be looked at `again`."""
        self.judges.clear()
        waiting = list(suspects)
        while waiting:
            for target, group in self.by_target(waiting, again).items():
                self.take_target(target, group)
            waiting, self.harvest = self.harvest, []

    def by_target(
        self, suspects: Iterable[Suspect], again: bool
    ) -> dict[str, list[Suspect]]:
        """Those to look at, by their targets."""
        found: dict[str, list[Suspect]] = {}
        contents: set[tuple[str, str]] = set()
        for suspect in suspects:
            content = input_hash(suspect.path.read_bytes())
            self.inputs[suspect.path] = content
            if (suspect.target, content) in contents or (not again and self.stands(suspect)):
                self.seen += 1
                continue
            contents.add((suspect.target, content))
            found.setdefault(suspect.target, []).append(suspect)
        return found

    def judge_of(self, target: str) -> str:
        """What the judge of a target is known by."""
        if target not in self.judges:
            self.judges[target] = program_hash(workbench(self.project, target))
        return self.judges[target]

    def stands(self, suspect: Suspect) -> bool:
        """Whether this very judge has seen the input, and what came of it is still there."""
        content = self.inputs[suspect.path]
        outcome = self.journal.outcome(content, suspect.target, self.judge_of(suspect.target))
        if outcome is None or outcome == CLEAN:
            return outcome == CLEAN
        known = self.store.find(outcome)
        return known is not None and known.record.state != FIXED

    def take_target(self, target: str, suspects: Sequence[Suspect]) -> None:
        """Judges inputs of a target, the smallest first, so that it stands for its bug."""
        engines = {suspect.path: suspect.engine for suspect in suspects}
        paths = sorted(engines, key=lambda path: (path.stat().st_size, path.name))
        settled: set[str] = set()
        clean: list[Path] = []
        for verdict in self.judge.explain(target, paths):
            if verdict.outcome == "unreadable":
                self.announce(Event(News.UNREADABLE, target, verdict.path))
            elif verdict.first is None:
                clean.append(verdict.path)
            else:
                self.meet(target, verdict, engines[verdict.path], settled)
        self.take_clean(target, clean, engines, settled)

    def meet(self, target: str, verdict: Verdict, engine: str, settled: set[str]) -> None:
        """An input that hits something: the first one of a bug is settled, others are more of it."""
        hit = verdict.hits[0]
        if hit.key in settled:
            known = self.store.find(hit.key)
            self.announce(Event(News.KNOWN, target, verdict.path, known))
        else:
            settled.add(hit.key)
            self.settle(target, verdict.path, hit, engine)

    def announce(self, event: Event) -> None:
        """Counts, notes and tells what is settled."""
        self.counts[event.news] = self.counts.get(event.news, 0) + 1
        if event.news is not News.UNREADABLE:
            outcome = event.finding.record.key if event.finding else CLEAN
            content = self.inputs.get(event.path)
            if content is not None:
                self.journal.add(content, event.target, self.judge_of(event.target), outcome)
        self.tell(event)

    def settle(self, target: str, path: Path, hit: Hit, engine: str) -> None:
        """Brings the store up to date with an input of a bug."""
        content = path.read_bytes()
        known = self.store.find(hit.key)
        if known is None:
            finding = self.add(target, content, hit, engine)
            self.announce(Event(News.NEW, target, path, finding))
            return
        news = self.reopen(known, target)
        first = known.record.targets[0] == target
        if first and len(content) < known.record.input["size"]:
            known = self.improve(known, target, content, hit)
            news = News.SMALLER if news is News.KNOWN else news
        self.announce(Event(news, target, path, known))

    def reopen(self, known: Finding, target: str) -> News:
        """A finding that the judge sees again is open; a target that is new to it is noted."""
        record, news = known.record, News.KNOWN
        before = record.write()
        if record.state == FIXED:
            record.state, record.fixed, record.refused = OPEN, None, None
            news = News.REOPENED
        elif record.state == BUILD_DEPENDENT:
            record.state = OPEN
            record.verification["judge"] = True
        if target not in record.targets:
            record.targets = [record.targets[0], *sorted({*record.targets[1:], target})]
        if record.write() != before:
            self.store.update(known)
        return news

    def add(self, target: str, content: bytes, hit: Hit, engine: str) -> Finding:
        """Stores a new finding."""
        record = self.new_record(target, content, hit, engine)
        failed, runs = self.verify(target, content, hit)
        record.verification = {"runs": runs, "failed": failed, "judge": True, "afl": None}
        if failed < runs:
            record.state = FLAKY
        best = content
        if failed >= STEADY * runs:
            best = self.make_smallest(record, target, content)
        with self.scratch_file(best) as path:
            record.verification["afl"] = self.judge.fails_under_afl(target, path)
        return self.store.put(record, best)

    def new_record(self, target: str, content: bytes, hit: Hit, engine: str) -> Record:
        """A record that knows of an input what there is to know without running it again."""
        record = Record(hit, [target], content_of(content), content_of(content))
        record.engine, record.commit, record.found = engine, self.commit, self.today
        record.sanitizer = "address,undefined"
        return record

    def verify(self, target: str, content: bytes, hit: Hit) -> tuple[int, int]:
        """How many of how many runs hit the key first. The one that was judged is the first."""
        with self.scratch_file(content) as path:
            failed = 1 + len(self.hits_of(target, path, hit.key, CONFIRMATIONS - 1))
            if failed == CONFIRMATIONS:
                return failed, CONFIRMATIONS
            failed += len(self.hits_of(target, path, hit.key, MOST_RUNS - CONFIRMATIONS))
            return failed, MOST_RUNS

    def hits_of(self, target: str, path: Path, key: str, runs: int) -> list[Hit]:
        """The hits of those of so many runs that hit the key first."""
        verdicts = self.judge.explain(target, [path] * runs)
        found = (verdict.first for verdict in verdicts)
        return [hit for hit in found if hit is not None and hit.key == key]

    def make_smallest(self, record: Record, target: str, content: bytes) -> bytes:
        """Minimizes an input; the record then speaks of the result. What the judge does not confirm
        as often as the input itself is no result."""
        for made in self.minimizations(target, content, record):
            with self.scratch_file(made.content) as path:
                hits = self.hits_of(target, path, record.key, CONFIRMATIONS)
                if len(hits) == CONFIRMATIONS:
                    record.hit = hits[0]
                    record.also = self.others(target, path, record.key)
                    counts = {"executions": made.executions, "complete": made.complete}
                    record.minimization = counts
                    self.keep_harvest(target, made, record)
                    return made.content
        return content

    def minimizations(self, target: str, content: bytes, record: Record) -> Iterator[Minimized]:
        """Minimizes by the fast build, then, if that is no use, by the judge."""
        slow = record.hit.texts["class"] in SLOW_CLASSES
        for preset in (JUDGE,) if slow else (SURVIVE, JUDGE):
            if self.judge.has(target, preset):
                with self.scratch_file(content) as path:
                    made = self.judge.minimize(target, path, record.key, preset, self.seconds)
                if made is not None and len(made.content) <= len(content):
                    yield made

    def others(self, target: str, path: Path, key: str) -> list[str]:
        """Other keys that an input hits, where the survive build goes on behind the first."""
        if not self.judge.has(target, SURVIVE):
            return []
        verdicts = self.judge.explain(target, [path], SURVIVE)
        return sorted({hit.key for verdict in verdicts for hit in verdict.hits} - {key})

    def keep_harvest(self, target: str, made: Minimized, record: Record) -> None:
        """What a minimization slipped into is a suspect like any other. It is in the spool before the
        finding is stored, so that nobody who is killed in between loses it."""
        spool = Spool(Workplace((self.work or self.project.work) / target).spool)
        for key, content in made.harvested.items():
            if self.store.find(key) is None and key != record.key:
                crash = spool.add("harvest", content)
                self.harvest.append(Suspect(crash.path, target, record.engine))

    def improve(self, known: Finding, target: str, content: bytes, hit: Hit) -> Finding:
        """A smaller input of a known bug takes the place of the stored one."""
        record = known.record
        record.hit = hit
        return self.store.put(record, self.make_smallest(record, target, content))

    def take_clean(
        self, target: str, paths: Sequence[Path], engines: dict[Path, str], settled: set[str]
    ) -> None:
        """Inputs that the judge runs clean get more chances: some fail now and then, some in another
        build alone."""
        chosen = list(paths[:LOOK_AGAIN])
        missed = set(paths)
        for verdict in self.judge.explain(target, chosen * (CONFIRMATIONS - 1)):
            if verdict.first is not None and verdict.path in missed:
                missed.remove(verdict.path)
                self.meet(target, verdict, engines[verdict.path], settled)
        if self.judge.has(target, SURVIVE):
            left = [path for path in chosen if path in missed]
            for verdict in self.judge.explain(target, left, SURVIVE):
                if verdict.first is not None:
                    missed.remove(verdict.path)
                    self.add_dependent(target, verdict, engines[verdict.path])
        for path in paths:
            if path in missed:
                self.announce(Event(News.CLEAN, target, path))

    def add_dependent(self, target: str, verdict: Verdict, engine: str) -> None:
        """Stores what the survive build alone sees."""
        hit = verdict.hits[0]
        known = self.store.find(hit.key)
        if known is None:
            content = verdict.path.read_bytes()
            record = self.new_record(target, content, hit, engine)
            record.state = BUILD_DEPENDENT
            record.verification = {"runs": 1, "failed": 0, "judge": False, "afl": None}
            finding = self.store.put(record, content)
            self.announce(Event(News.NEW, target, verdict.path, finding))
        else:
            self.announce(Event(News.KNOWN, target, verdict.path, known))

    def mend(self) -> None:
        """Completes what a triage that was killed has left in the store: reproducers without a record,
        and records of a reproducer that was replaced."""
        for path in self.store.unrecorded():
            if self.judge.has(path.parent.name, JUDGE):
                self.mend_unrecorded(path)
        for finding in self.store.outdated():
            if self.judge.has(finding.record.targets[0], JUDGE):
                self.mend_outdated(finding)

    def mend_unrecorded(self, path: Path) -> None:
        """Gives a reproducer its record. One that fails no more, or at another place, was never
        announced: it is somebody's own file."""
        target = path.parent.name
        content = path.read_bytes()
        found = NAME.fullmatch(path.name)
        for verdict in self.judge.explain(target, [path]):
            if verdict.first is not None and found and verdict.first.key == found.group("key"):
                record = self.new_record(target, content, verdict.first, "")
                record.verification = {"runs": 1, "failed": 1, "judge": True, "afl": None}
                self.announce(Event(News.NEW, target, path, self.store.put(record, content)))

    def mend_outdated(self, finding: Finding) -> None:
        """Brings a record in step with its reproducer."""
        record = finding.record
        hits = self.hits_of(record.targets[0], finding.path, record.key, 1)
        record.hit = hits[0] if hits else record.hit
        self.store.put(record, finding.path.read_bytes())

    @contextlib.contextmanager
    def scratch_file(self, content: bytes) -> Iterator[Path]:
        """A file with the content, in a folder of its own, for as long as it is needed."""
        with tempfile.TemporaryDirectory(prefix="input-", dir=self.store.scratch) as folder:
            path = Path(folder) / "input"
            path.write_bytes(content)
            yield path


def current_commit(project: Project) -> str:
    """The commit that is checked out, `-dirty` behind it with changes; empty without git."""
    found = process.capture(["git", "-C", str(project.root), "describe", "--always", "--dirty"])
    return found or ""
