"""The whole chain on a real bug, July 19: both engines find it in a copy of this checkout; it is judged,
minimized, stored and announced while they run; the tests are red, and green again without the bug.

Builds by the project's own presets below REDZONE_BINARY, and keeps the trees for the next time. A test
whose tools are missing is skipped, and counted as skipped."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import unittest
from pathlib import Path
from typing import Any

from schema import faults
from support import ROOT

from redzone.checks import source_files
from redzone.project import Project

sys.path.insert(0, str(ROOT / "tests" / "planted"))
from bugs import bug_named, planted_texts  # noqa: E402

SKIPPED = 77  # ctest's SKIP_RETURN_CODE
SECONDS = 1500  # for one command, builds included
TARGET = "interpreter"
TOOLS = ("cmake", "ninja", "clang-19", "afl-fuzz", "afl-clang-fast")


class JulyNineteen(unittest.TestCase):
    """One story, told in order."""

    folder: Path

    @classmethod
    def setUpClass(cls) -> None:
        lacking = [tool for tool in TOOLS if shutil.which(tool) is None]
        if lacking:
            raise unittest.SkipTest(f"not installed: {', '.join(lacking)}")
        cls.folder = Path(os.environ["REDZONE_BINARY"]) / "whole-chain"
        cls.copy({})
        for kept in ("seeds/regressions", "build/work", "build/triage"):
            shutil.rmtree(cls.folder / kept, ignore_errors=True)

    @classmethod
    def copy(cls, changed: dict[str, str]) -> None:
        """Brings the copy up to date with this checkout, but for changed files."""
        stored = ROOT / "seeds" / "regressions"
        for source in source_files(Project(ROOT)):
            if stored in source.parents:
                continue
            name = str(source.relative_to(ROOT))
            text = changed.get(name)
            content = source.read_bytes() if text is None else text.encode()
            path = cls.folder / name
            if not path.is_file() or path.read_bytes() != content:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                shutil.copymode(source, path)

    def run_in(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Runs a command in the copy."""
        return subprocess.run(
            words,
            cwd=self.folder,
            env={**os.environ, "XDG_STATE_HOME": str(self.folder / "build" / "state")},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            timeout=SECONDS,
            check=False,
        )

    def fuzz(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Runs the command line of the copy."""
        return self.run_in("./scripts/fuzz", *words, "--no-install")

    def records(self) -> list[dict[str, Any]]:
        """What is stored."""
        paths = sorted((self.folder / "seeds" / "regressions").glob("*/*.json"))
        return [json.loads(path.read_text(encoding="utf-8")) for path in paths]

    def replayed(self) -> "subprocess.CompletedProcess[str]":
        """What ctest runs on the regressions of the target."""
        return self.run_in(
            *[sys.executable, "scripts/redzone/findings/regressions.py", f"build/asan/bin/{TARGET}"],
            *[f"seeds/regressions/{TARGET}", "--judge"],
        )

    def test_from_out_of_bounds_read_to_regression_seed(self) -> None:
        bug = bug_named("july-19")
        self.copy(planted_texts(ROOT, [bug]))
        done = self.fuzz("run", "--time", "20s", TARGET)
        self.assertEqual(done.returncode, 1, done.stderr)
        (record,) = self.records()
        self.assertEqual((record["class"], record["function"]), (bug.crash_class, bug.function))
        self.assertEqual(faults(record, self.schema()), [])
        self.assertRegex(record["context"], r"^instance \d+, criterion \d+ reads input \d+ of \d+$")
        self.assertIn(f"NEW       {TARGET}: {bug.crash_class} in {bug.function} at parser/", done.stderr)
        rows = [line.split() for line in done.stdout.splitlines() if line.startswith(TARGET + "  ")]
        self.assertEqual([(row[1], row[-1]) for row in rows], [("libfuzzer", "0"), ("afl", "0")])
        spool = self.folder / "build" / "work" / TARGET / "spool"
        for engine in ("libfuzzer", "afl"):
            self.assertTrue(list((spool / engine).glob("hit-*")), f"{engine} has found nothing")

        with self.subTest("the next run knows it"):
            self.assertEqual(self.fuzz("run", "--time", "4s", TARGET).returncode, 0)
            self.assertEqual(len(self.records()), 1)
        with self.subTest("it can be repeated, and the tests are red"):
            done = self.fuzz("repro", record["key"])
            self.assertEqual(done.returncode, 1, done.stderr)
            self.assertIn(record["context"], done.stdout)
            self.assertEqual(self.replayed().returncode, 1)
        with self.subTest("without the bug it is fixed, and the tests are green"):
            self.copy({})
            self.assertEqual(self.fuzz("repro", record["key"]).returncode, 0)
            self.assertEqual(self.fuzz("findings", "refresh").returncode, 0)
            (fixed,) = self.records()
            self.assertEqual(fixed["state"], "fixed")
            self.assertIsNotNone(fixed["refused"])
            done = self.replayed()
            self.assertEqual(done.returncode, 0, done.stdout)

    def schema(self) -> Any:
        """Of the record."""
        return json.loads((ROOT / "docs" / "finding.schema.json").read_text(encoding="utf-8"))


if __name__ == "__main__":
    program = unittest.main(exit=False)
    if program.result.skipped and not program.result.failures + program.result.errors:
        sys.exit(SKIPPED)
    sys.exit(not program.result.wasSuccessful())
