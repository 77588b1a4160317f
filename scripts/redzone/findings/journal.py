"""Which inputs were triaged: an append-only list, so that a triage that is ended goes on where it
was, and an input that is found twice is looked at once.

What was seen holds for one build of the judge, and while the finding that it led to is stored: after
a change of the code the same input may fail again."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Optional

CLEAN = "-"  # the outcome of an input that ran clean
WORDS = 4  # of a line: the input's hash, its target, the judge's, and the key or CLEAN


def input_hash(content: bytes) -> str:
    """Identifies an input."""
    return hashlib.sha256(content).hexdigest()


def program_hash(path: Path) -> str:
    """Identifies a build of a workbench; empty where there is none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    except FileNotFoundError:
        return ""


class Journal:
    """A file of lines. A torn last line counts as none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.done: dict[tuple[str, str, str], str] = {}
        self.size = -1
        self.reload()

    def reload(self) -> None:
        """Reads what others have added."""
        size = self.path.stat().st_size if self.path.is_file() else 0
        if size == self.size:
            return
        text = self.path.read_text(encoding="utf-8", errors="replace") if size else ""
        self.size = size
        for line in text.split("\n")[:-1]:
            words = line.split(" ")
            if len(words) == WORDS:
                self.done[(words[0], words[1], words[2])] = words[3]

    def outcome(self, content: str, target: str, judge: str) -> Optional[str]:
        """What became of an input: a key, or CLEAN; None when nobody has looked."""
        return self.done.get((content, target, judge))

    def add(self, content: str, target: str, judge: str, outcome: str) -> None:
        """Notes an input. Call it when what it led to is stored: a line that is lost costs a second
        look, a line that is early costs a finding."""
        if self.done.get((content, target, judge)) == outcome:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with open(self.path, "a+b") as file:
            end = file.seek(0, 2)
            if end > 0:
                file.seek(end - 1)
                if file.read(1) != b"\n":
                    file.write(b"\n")
            file.write(f"{content} {target} {judge} {outcome}\n".encode())
            file.flush()
            self.size = file.tell()
        self.done[(content, target, judge)] = outcome
