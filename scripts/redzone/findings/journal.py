"""Which inputs were triaged: an append-only list of content hashes, so that a triage that is ended
goes on where it was, and an input that is found twice is looked at once."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


def content_key(target: str, content: bytes) -> str:
    """Identifies an input of a target."""
    return f"{hashlib.sha256(content).hexdigest()} {target}"


class Journal:
    """A file of lines: hash, target, outcome. A torn last line counts as none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.done: set[str] = set()
        try:
            lines = path.read_text(encoding="utf-8", errors="replace").split("\n")[:-1]
        except FileNotFoundError:
            lines = []
        self.done = {" ".join(line.split(" ")[:2]) for line in lines if line.count(" ") == 2}

    def __contains__(self, key: str) -> bool:
        return key in self.done

    def add(self, key: str, outcome: str) -> None:
        """Notes an input, for good."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        torn = self.path.is_file() and not self.path.read_bytes()[-1:] in (b"", b"\n")
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(("\n" if torn else "") + f"{key} {outcome}\n")
            file.flush()
            os.fsync(file.fileno())
        self.done.add(key)
