"""docs/targets.md describes each fuzz target, and no other."""

from __future__ import annotations

import re
import unittest

from support import ROOT

from redzone.project import Project

ROW = re.compile(r"^\| \[(\w+)\]\(\.\./harnesses/(\w+)\.c\) \|(.*)\|$", re.MULTILINE)


class Page(unittest.TestCase):
    def setUp(self) -> None:
        page = (ROOT / "docs" / "targets.md").read_text(encoding="utf-8")
        self.rows = ROW.findall(page)
        self.listed = [target.name for target in Project(ROOT).targets()]

    def test_each_target_has_one_row(self) -> None:
        self.assertEqual(sorted(name for name, _, _ in self.rows), sorted(self.listed))

    def test_each_row_links_its_target_and_says_three_things(self) -> None:
        for name, linked, rest in self.rows:
            with self.subTest(name):
                self.assertEqual(name, linked)
                self.assertEqual(len([cell for cell in rest.split(" | ") if cell.strip()]), 3)


if __name__ == "__main__":
    unittest.main()
