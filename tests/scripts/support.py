"""What the tests of the command line share: the package's place, folders, fake programs.

Importing it makes `redzone` importable."""

from __future__ import annotations

import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))


class FolderCase(unittest.TestCase):
    """A test with a folder of its own, whose path has a space in it."""

    folder: Path

    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory(prefix="redzone scripts ")
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name).resolve()

    def write(self, name: str, content: str = "") -> Path:
        """Writes a text file below the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return path

    def script(self, name: str, body: str) -> Path:
        """Writes a shell script below the folder."""
        path = self.write(name, f"#!/bin/sh\n{body}\n")
        path.chmod(0o755)
        return path

    def names(self, name: str) -> list[str]:
        """The names in a folder below the folder, those with a dot apart."""
        return sorted(path.name for path in (self.folder / name).iterdir() if path.name[0] != ".")
