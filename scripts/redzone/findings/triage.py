"""From inputs that fail to findings: judged, verified, minimized, stored, announced.

Every step can be repeated: what was judged is known by its content, what is stored by its key. So
whatever is killed at whatever moment, the next run goes on, and nothing is stored twice."""

from __future__ import annotations

import datetime
import hashlib
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Callable, Optional

from redzone import machine, process
from redzone.findings import judge
from redzone.findings.record import Hit, Record
from redzone.findings.store import Finding, Store, content_of
from redzone.project import Project

CONFIRMATIONS = 4  # runs that must agree for a finding to be stable
MOST_RUNS = 20  # of one that does not always fail
STEADY = 0.9  # share of runs that must fail for an input to be minimized
SECONDS = 30.0  # for one minimization
SLOW_CLASSES = ("timeout", "memory", "leak")  # each execution is slow, or needs a fresh process


class News(Enum):
    """What an input was to the store."""

    NEW = "NEW"
    SMALLER = "SMALLER"
    KNOWN = "KNOWN"
    REOPENED = "REOPENED"
    GONE = "GONE"  # runs clean in the judge


@dataclass
class Event:
    """Something to tell about an input."""

    news: News
    target: str
    path: Path
    finding: Optional[Finding] = None


@dataclass
class Suspect:
    """An input that failed somewhere."""

    path: Path
    target: str
    engine: str = ""


@dataclass
class Triage:
    """One triage. Hold the store's lock while it works."""

    project: Project
    store: Store
    tell: Callable[[Event], None]
    commit: str = ""
    today: str = field(default_factory=lambda: datetime.date.today().isoformat())
    jobs: int = field(default_factory=lambda: len(machine.cores()))
    seconds: float = SECONDS
    counts: dict[News, int] = field(default_factory=dict)

    def take(self, suspects: Iterable[Suspect]) -> None:
        """Triages inputs: all of a target at a time, the smallest of a bug first."""
        by_target: dict[str, list[Suspect]] = {}
        seen: set[tuple[str, str]] = set()
        for suspect in suspects:
            digest = hashlib.sha256(suspect.path.read_bytes()).hexdigest()
            if (suspect.target, digest) not in seen:
                seen.add((suspect.target, digest))
                by_target.setdefault(suspect.target, []).append(suspect)
        for target, group in by_target.items():
            self.take_target(target, group)

    def take_target(self, target: str, suspects: Sequence[Suspect]) -> None:
        """Judges the inputs of a target, then settles one bug after the other."""
        engines = {suspect.path: suspect.engine for suspect in suspects}
        by_key: dict[str, list[tuple[Path, Hit]]] = {}
        paths = sorted(engines, key=lambda path: (path.stat().st_size, path.name))
        for verdict in judge.explain(self.project, target, paths, jobs=self.jobs):
            if verdict.first is None:
                self.announce(Event(News.GONE, target, verdict.path))
            else:
                by_key.setdefault(verdict.first.key, []).append((verdict.path, verdict.first))
        for examples in by_key.values():
            path, hit = examples[0]
            self.settle(target, path, hit, engines[path])
            for other, _ in examples[1:]:
                self.announce(Event(News.KNOWN, target, other, self.store.find(hit.key)))

    def announce(self, event: Event) -> None:
        """Counts and tells."""
        self.counts[event.news] = self.counts.get(event.news, 0) + 1
        self.tell(event)

    def settle(self, target: str, path: Path, hit: Hit, engine: str) -> None:
        """Brings the store up to date with the smallest input of a bug."""
        content = path.read_bytes()
        known = self.store.find(hit.key)
        if known is None:
            finding = self.add(target, content, hit, engine)
            self.announce(Event(News.NEW, target, path, finding))
            return
        news = News.KNOWN
        if known.record.state == "fixed":
            known.record.state, known.record.fixed, known.record.refused = "open", None, None
            news = News.REOPENED
            self.store.update(known)
        if target not in known.record.targets:
            known.record.targets = sorted({*known.record.targets, target})
            self.store.update(known)
        if len(content) < known.record.input["size"] and known.record.targets[0] == target:
            known = self.improve(known, target, content, hit)
            news = News.SMALLER if news is News.KNOWN else news
        self.announce(Event(news, target, path, known))

    def verify(self, target: str, content: bytes, key: str) -> tuple[int, int]:
        """How many of how many fresh runs hit the key first."""
        with self.scratch(content) as path:
            failed = self.count(target, [path] * CONFIRMATIONS, key)
            if failed == CONFIRMATIONS:
                return failed, CONFIRMATIONS
            failed += self.count(target, [path] * (MOST_RUNS - CONFIRMATIONS), key)
            return failed, MOST_RUNS

    def count(self, target: str, paths: Sequence[Path], key: str) -> int:
        """How many runs hit the key first."""
        verdicts = judge.explain(self.project, target, paths, jobs=self.jobs)
        return sum(1 for verdict in verdicts if verdict.first and verdict.first.key == key)

    def scratch(self, content: bytes) -> "ScratchFile":
        """A file with the content, for as long as it is needed."""
        return ScratchFile(self.project.work, content)

    def minimize(self, target: str, content: bytes, hit: Hit) -> Optional[judge.Minimized]:
        """The smallest input that the judge agrees on, None when there is no smaller one."""
        slow = hit.texts["class"] in SLOW_CLASSES
        for preset in (judge.SURVIVE, judge.JUDGE):
            if slow and preset == judge.SURVIVE:
                continue  # it looks for no leaks
            if not judge.workbench(self.project, target, preset).is_file():
                continue
            made = judge.minimize(
                self.project, target, content, hit.key, preset, self.seconds
            )
            if made is None:
                continue
            with self.scratch(made.content) as path:
                if self.count(target, [path], hit.key) == 1:
                    return made
        return None

    def add(self, target: str, content: bytes, hit: Hit, engine: str) -> Finding:
        """Stores a new finding."""
        failed, runs = self.verify(target, content, hit.key)
        record = Record(hit, [target], content_of(content), content_of(content))
        record.verification = {"runs": runs, "failed": failed}
        record.engine, record.commit, record.found = engine, self.commit, self.today
        record.sanitizer = "address,undefined"
        if failed < runs:
            record.state = "flaky"
        harvested: dict[str, bytes] = {}
        if failed >= STEADY * runs:
            made = self.minimize(target, content, hit)
            if made is not None:
                content = made.content
                record.minimization = {"executions": made.executions, "complete": made.complete}
                harvested = made.harvested
                self.explain_again(record, target, content)
        finding = self.store.put(record, content)
        for key, other in sorted(harvested.items()):
            self.take_harvest(target, key, other, engine)
        return finding

    def explain_again(self, record: Record, target: str, content: bytes) -> None:
        """The record speaks of the reproducer, not of the input that it was made from."""
        with self.scratch(content) as path:
            for verdict in judge.explain(self.project, target, [path]):
                if verdict.first and verdict.first.key == record.key:
                    record.hit = verdict.first
            if judge.workbench(self.project, target, judge.SURVIVE).is_file():
                for verdict in judge.explain(self.project, target, [path], judge.SURVIVE):
                    record.also = sorted({hit.key for hit in verdict.hits} - {record.key})

    def take_harvest(self, target: str, key: str, content: bytes, engine: str) -> None:
        """What a minimization slipped into is a suspect like any other."""
        if self.store.find(key) is not None:
            return
        with self.scratch(content) as path:
            for verdict in judge.explain(self.project, target, [path]):
                if verdict.first is not None and self.store.find(verdict.first.key) is None:
                    self.settle(target, path, verdict.first, engine)

    def improve(self, known: Finding, target: str, content: bytes, hit: Hit) -> Finding:
        """A smaller input of a known bug takes the place of the stored one."""
        record = known.record
        made = self.minimize(target, content, hit)
        best = made.content if made is not None and len(made.content) <= len(content) else content
        if made is not None:
            record.minimization = {"executions": made.executions, "complete": made.complete}
        self.explain_again(record, target, best)
        return self.store.put(record, best)


class ScratchFile:
    """A file that is there while it is needed."""

    def __init__(self, folder: Path, content: bytes) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = tempfile.TemporaryDirectory(prefix="judge-", dir=folder)
        self.path = Path(self.folder.name) / "input"
        self.path.write_bytes(content)

    def __enter__(self) -> Path:
        return self.path

    def __exit__(self, *_: object) -> None:
        self.folder.cleanup()


def current_commit(project: Project) -> str:
    """The commit that is checked out, `-dirty` behind it with changes; empty without git."""
    found = process.capture(["git", "-C", str(project.root), "describe", "--always", "--dirty"])
    return found or ""
