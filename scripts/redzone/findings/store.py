"""The store of findings: seeds/regressions/<target>/, a reproducer and its record side by side.

Files appear whole or not at all. The reproducer is written first: a record never stands alone, and
a reproducer without one is replayed like any other input and gets its record at the next triage."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from redzone.findings.record import Record, RecordError
from redzone.outcome import Failure
from redzone.project import Project
from redzone.spool import write_whole

RECORD_MAX = 1024 * 1024


def content_of(content: bytes) -> dict[str, Any]:
    """What a record says of an input."""
    return {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


@dataclass
class Finding:
    """A stored finding."""

    path: Path  # of the reproducer
    record: Record

    @property
    def record_path(self) -> Path:
        """Of its record."""
        return record_path_of(self.path)


def record_path_of(path: Path) -> Path:
    """Where the record of a reproducer stands."""
    return path.with_name(path.name + ".json")


class Store:
    """All findings of a checkout; with `private`, new ones go to that folder instead."""

    def __init__(self, project: Project, private: Optional[Path] = None) -> None:
        self.project = project
        self.public = project.root / "seeds" / "regressions"
        self.private = private

    @property
    def roots(self) -> list[Path]:
        """Where findings stand."""
        return [self.public] + ([self.private] if self.private else [])

    @property
    def lock(self) -> Path:
        """Who writes holds it."""
        return self.project.work / ".triage.lock"

    def all(self) -> Iterator[Finding]:
        """Every finding, in the order of paths; what is damaged is a Failure with its name."""
        for root in self.roots:
            for path in sorted(root.glob("*/*.json")):
                finding = self.load(path)
                if finding is not None:
                    yield finding

    def load(self, path: Path) -> Optional[Finding]:
        """The finding with a record at `path`; None for the record of a guard."""
        reproducer = path.with_name(path.name[: -len(".json")])
        try:
            if path.stat().st_size > RECORD_MAX:
                raise RecordError("is too large")
            content = path.read_bytes()
            if b'"kind": "guard"' in content:
                return None
            record = Record.read(content)
            if not reproducer.is_file():
                raise RecordError("stands without its reproducer")
        except (OSError, RecordError) as error:
            raise Failure(f"{self.project.shown(path)}: {error}") from None
        return Finding(reproducer, record)

    def find(self, key: str) -> Optional[Finding]:
        """The finding of a key."""
        for root in self.roots:
            for path in sorted(root.glob(f"*/*-{key}.json")):
                finding = self.load(path)
                if finding is not None and finding.record.key == key:
                    return finding
        return None

    def put(self, record: Record, content: bytes) -> Finding:
        """Stores a finding, in place of what was stored of its key."""
        record.input = content_of(content)
        old = self.find(record.key)
        folder = (self.private or self.public) / record.targets[0]
        path = old.path if old else folder / record.name
        if not (old and path.read_bytes() == content):
            write_whole(path, content)
        write_whole(record_path_of(path), record.write())
        return Finding(path, record)

    def update(self, finding: Finding) -> None:
        """Writes a changed record."""
        write_whole(finding.record_path, finding.record.write())
