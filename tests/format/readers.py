"""What the tests of the second reader share: the seeds, and parser/, the first reader, asked
through the `channel` tool."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import Dict, List

from second_container import split_trailer
from second_reader import read

CHANNEL = Path(os.environ["CHANNEL"])
ROOT = Path(__file__).resolve().parent.parent.parent
TIMEOUT = 60.0

Completed = subprocess.CompletedProcess[bytes]


def run(*arguments: object) -> Completed:
    command = [str(CHANNEL), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, timeout=TIMEOUT, check=False)


def seeds(target: str) -> Dict[str, bytes]:
    """The files among the seeds of a fuzz target, without their trailers."""
    folder = ROOT / "seeds"
    paths = sorted(path for path in (folder / target).rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): split_trailer(path.read_bytes())[0] for path in paths
    }


def accepted_seeds() -> Dict[str, bytes]:
    """Those of both targets that break no rule."""
    files = {**seeds("channel_file"), **seeds("interpreter")}
    return {name: data for name, data in files.items() if not read(data)[1]}


class ReadersCase(unittest.TestCase):
    """A folder for what parser/ reads, and the comparison of both verdicts."""

    def setUp(self) -> None:
        holder = tempfile.TemporaryDirectory(prefix="second-reader-")
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name)
        self.file = self.folder / "file.rz"

    def verdict(self, data: bytes) -> List[str]:
        """The names of the errors that parser/ gives, in its order."""
        self.file.write_bytes(data)
        result = run("inspect", self.file)
        said = result.stderr.decode(errors="replace")
        self.assertIn(result.returncode, (0, 1), said)
        names = re.findall(r"\[([A-Z0-9_]+)\]$", said, re.MULTILINE)
        self.assertEqual(result.returncode, 1 if names else 0, said)
        return names

    def compare(self, data: bytes, label: str) -> str:
        """Both verdicts are one. Of several broken rules parser/ may name any first, but no other:
        of a file that breaks exactly one, both name the same. Returns the name, or nothing."""
        names, broken = self.verdict(data), read(data)[1]
        self.assertEqual(bool(names), bool(broken), f"{label}: {names}, {broken}: {data.hex()}")
        if not names:
            return ""
        self.assertIn(names[0], broken, f"{label}: {data.hex()}")
        return names[0]


if __name__ == "__main__":
    raise SystemExit("this module is imported by the tests")
