"""The store of findings: seeds/regressions/<target>/, a reproducer and its record side by side.

Files appear whole or not at all. The reproducer is written first: a record never stands alone, and
`unrecorded` and `outdated` name what a triage that was killed between the two has left. Who writes
holds the lock; the kernel takes it back from the dead."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from redzone.findings.record import FIXED, Record, RecordError, read_object
from redzone.outcome import Exit, Failure
from redzone.project import Project, inputs_below
from redzone.spool import write_whole

RECORD_MAX = 1024 * 1024
NAME = re.compile(r".+-(?P<key>[0-9a-f]{16})")  # of a reproducer


def content_of(content: bytes) -> dict[str, Any]:
    """What a record says of an input."""
    return {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def record_path_of(path: Path) -> Path:
    """Where the record of a reproducer stands."""
    return path.with_name(path.name + ".json")


@dataclass
class Finding:
    """A stored finding."""

    path: Path  # of the reproducer
    record: Record

    @property
    def record_path(self) -> Path:
        """Of its record."""
        return record_path_of(self.path)


def load(path: Path, shown: str) -> Optional[Finding]:
    """The finding with a record at `path`; None for the record of a guard. What is damaged is a
    Failure that says where."""
    reproducer = path.with_name(path.name[: -len(".json")])
    try:
        if path.stat().st_size > RECORD_MAX:
            raise RecordError("is too large")
        content = path.read_bytes()
        if read_object(content).get("kind") == "guard":
            return None
        record = Record.read(content)
        if not reproducer.is_file():
            raise RecordError("stands without its reproducer")
    except RecordError as error:
        raise Failure(f"{shown}: {error}") from None
    return Finding(reproducer, record)


class Store:
    """All findings of a checkout; with `private`, new ones go to that folder instead."""

    def __init__(self, project: Project, private: Optional[Path] = None) -> None:
        self.project = project
        self.public = project.root / "seeds" / "regressions"
        self.private = private
        self.place = project.build / "triage"
        self.known: dict[str, Finding] = {}  # by key

    @property
    def roots(self) -> list[Path]:
        """Where findings stand."""
        places = [self.public, outside_folder(self.project), self.private]
        return list(dict.fromkeys(place for place in places if place is not None))

    @property
    def lock(self) -> Path:
        """Who writes holds it."""
        return self.place / ".lock"

    @property
    def journal(self) -> Path:
        """Which inputs were triaged."""
        return self.place / "journal"

    @property
    def scratch(self) -> Path:
        """Where whoever holds the lock keeps what is needed for a moment."""
        return self.place / "scratch"

    def forget(self) -> None:
        """Others may have written: what is known is read anew."""
        self.known.clear()

    def all(self) -> Iterator[Finding]:
        """Every finding, in the order of paths."""
        for root in self.roots:
            for path in sorted(root.glob("*/*.json")):
                finding = load(path, self.project.shown(path))
                if finding is not None:
                    yield finding

    def find(self, key: str) -> Optional[Finding]:
        """The finding of a key."""
        if key in self.known:
            return self.known[key]
        for root in self.roots:
            for path in sorted(root.glob(f"*/*-{key}.json")):
                finding = load(path, self.project.shown(path))
                if finding is not None and finding.record.key == key:
                    self.known[key] = finding
                    return finding
        return None

    def named(self, beginning: str) -> Finding:
        """The one finding whose key begins so."""
        found = [each for each in self.all() if each.record.key.startswith(beginning)]
        if len(found) != 1:
            count = len(found) or "no"
            plural = "finding has a key" if len(found) == 1 else "findings have a key"
            reason = f"{beginning}: {count} {plural} that begins so; see `findings list`"
            raise Failure(reason, Exit.WRONG_USE)
        return found[0]

    def put(self, record: Record, content: bytes) -> Finding:
        """Stores a finding, in place of what was stored of its key."""
        record.input = content_of(content)
        old = self.find(record.key)
        folder = (self.private or self.public) / record.targets[0]
        path = old.path if old else folder / record.name
        if not (path.is_file() and path.read_bytes() == content):
            write_whole(path, content)
        finding = Finding(path, record)
        self.update(finding)
        return finding

    def update(self, finding: Finding) -> None:
        """Writes a changed record."""
        write_whole(finding.record_path, finding.record.write())
        self.known[finding.record.key] = finding

    def unrecorded(self) -> list[Path]:
        """Reproducers without a record: a triage was killed before it could write that. A file that
        somebody dropped there under a name of his own is none."""
        found = []
        for root in self.roots:
            for path in inputs_below(root):
                if NAME.fullmatch(path.name) and not record_path_of(path).is_file():
                    found.append(path)
        return found

    def outdated(self) -> list[Finding]:
        """Findings whose record speaks of another input: of the one that stood there before."""
        return [
            finding
            for finding in self.all()
            if finding.record.input != content_of(finding.path.read_bytes())
        ]


def replayable(project: Project, target: str) -> list[Path]:
    """What is stored for a target and must run clean: everything but findings that are not fixed. The
    folder, where that is all of it."""
    stored = inputs_below(project.regressions(target))
    found = []
    for path in stored:
        record = record_path_of(path)
        finding = load(record, project.shown(record)) if record.is_file() else None
        if finding is None or finding.record.state == FIXED:
            found.append(path)
    return [project.regressions(target)] if found and found == stored else found


def outside_folder(project: Project) -> Optional[Path]:
    """Where findings stay that other people's inputs led to; None where there is no such place."""
    with contextlib.suppress(Failure):
        return project.outside() / "findings"
    return None


def private_folder(project: Project, folder: Optional[Path]) -> Optional[Path]:
    """The folder that `--private` names. Inside the checkout somebody would commit it."""
    if folder is None:
        return None
    path = folder.resolve()
    if path == project.root or project.root in path.parents:
        raise Failure(f"--private: {folder} is inside the checkout", Exit.WRONG_USE)
    return path
