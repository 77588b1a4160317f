"""scripts/fuzz and what a newcomer may write behind it: refused before anything is built."""

from __future__ import annotations

import subprocess
import sys
import unittest
from pathlib import Path
from typing import Dict

ROOT = Path(__file__).resolve().parents[2]
FUZZ = ROOT / "scripts" / "fuzz"
PACKAGE = ROOT / "scripts" / "redzone" / "__main__.py"

# Python code that stands in for the command line's module and is interrupted while it is imported.
INTERRUPTED = """import runpy, sys

class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == "redzone.cli":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupt())
runpy.run_path(sys.argv[1], run_name="__main__")
"""


def run(*words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        words,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


class FuzzOptions(unittest.TestCase):
    def test_wrong_use_is_code_2_and_one_line_without_a_traceback(self) -> None:
        wrong: Dict[str, str] = {"": "VERB", "bogus": "bogus", "run nope": "nope"}
        for time in ("0", "-5s", "abc", "1e3", "nan", "inf", "٣s", "٣", "367d", "9" * 20 + "h"):
            wrong[f"run --time {time}"] = "--time"
        for jobs in ("0", "-1", "x", "1025", "٣"):
            wrong[f"run --jobs {jobs}"] = "--jobs"
        wrong.update({"run --corpus /nonexistent": "--corpus", "build nope": "nope"})
        wrong.update({"list x": "x", "test nope": "nope", "list -- -runs=1": "list"})
        for line, word in wrong.items():
            with self.subTest(line):
                result = run(str(FUZZ), *line.split())
                self.assertEqual(result.returncode, 2, result.stderr)
                self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr)
                self.assertIn(word, result.stderr)
                self.assertEqual(result.stdout, "")

    def test_ctrl_c_while_it_starts_is_code_130_and_one_line(self) -> None:
        result = run(sys.executable, "-c", INTERRUPTED, str(PACKAGE))
        self.assertEqual(result.returncode, 130, result.stderr)
        self.assertEqual(result.stderr, "fuzz: interrupted\n")


if __name__ == "__main__":
    unittest.main()
