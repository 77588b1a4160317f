"""clang-tidy as a stage: clean, with a finding, and when it looked at nothing."""

from __future__ import annotations

import os
import unittest
from unittest import mock

from support import FolderCase

from redzone import checks
from redzone.outcome import Failure
from redzone.project import Project
from redzone.stages import Count


class Tidy(FolderCase):
    def tidy(self, said: str, code: int) -> Count:
        """Runs the stage over a fake that says this."""
        self.script("tools/run-clang-tidy-19", f"printf '{said}'; exit {code}")
        path = f"{self.folder / 'tools'}:{os.environ['PATH']}"
        with mock.patch.dict(os.environ, {"PATH": path}):
            return checks.tidy(Project(self.folder))

    def test_each_outcome_counts_as_what_it_is(self) -> None:
        with self.assertRaises(Failure):
            self.tidy("", 0)  # no tree is configured
        self.write("build/dev/compile_commands.json", "[]")
        self.assertEqual(self.tidy("[1/2][0.1s] clang-tidy a.c\\n", 0), Count(passed=1))
        self.assertEqual(self.tidy("[1/2][0.1s] clang-tidy a.c\\na.c:1: error: x\\n", 1),
                         Count(failed=1))  # fmt: skip
        with self.assertRaises(Failure):
            self.tidy("Running clang-tidy for 0 files\\n", 0)


if __name__ == "__main__":
    unittest.main()
