"""Where inputs go that engines found to fail: a folder of files named after their content.

A file appears there whole or not at all, and is never written again; what is found twice is one."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO


def content_hash(content: bytes) -> str:
    """SHA-1, as libFuzzer names its files: an identifier, not a protection."""
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()


@contextlib.contextmanager
def writing_whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write into, which then takes the place of `path`: a reader sees all of it or none,
    whatever happens in between."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(prefix=".writing-", dir=path.parent)
    try:
        os.fchmod(descriptor, 0o644)
        with os.fdopen(descriptor, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
    sync_folder(path.parent)


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file so that a reader sees all of it or none."""
    with writing_whole(path) as file:
        file.write(content)


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder last."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@dataclass(frozen=True)
class Crash:
    """An input that failed, safe in a spool."""

    path: Path
    size: int
    new: bool  # the spool did not have it


class Spool:
    """One target's spool."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, kind: str, content: bytes) -> Crash:
        """Keeps an input that failed; `kind` says how (crash, timeout, …)."""
        path = self.folder / f"{kind}-{content_hash(content)}"
        new = not path.exists()
        if new:
            write_whole(path, content)
        return Crash(path, len(content), new)

    def take(self, kind: str, file: Path) -> Crash:
        """Keeps a file that an engine is done with, and removes the original."""
        crash = self.add(kind, file.read_bytes())
        file.unlink()
        return crash
