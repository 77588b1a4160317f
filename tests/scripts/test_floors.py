"""Floors: how the list is read, and what counts as missed."""

from __future__ import annotations

import re
import unittest

from support import ROOT, FolderCase

from redzone import floors
from redzone.floors import Floor
from redzone.outcome import Failure
from redzone.project import Project, Target

LISTED = [Target("one"), Target("two")]


class Reading(FolderCase):
    def test_reads_lines_and_passes_over_comments(self) -> None:
        text = "# head\n\none\tcheck_accepted\t45\none\twalk\t1\n"
        self.assertEqual(
            floors.parse(text, "list"),
            [Floor("one", "check_accepted", 45), Floor("one", "walk", 1)],
        )

    def test_refuses_a_bad_line_with_its_place(self) -> None:
        for line in (
            "one check 1", "one\tcheck", "one\tcheck\t0", "one\tcheck\t-1", "one\tcheck\tsome",
            "one\t\t1", "one\tcheck\t1\tmore", "two\tgood\t2",
        ):  # fmt: skip
            with self.subTest(line), self.assertRaisesRegex(Failure, "^the/list:3: "):
                floors.parse(f"# head\ntwo\tgood\t1\n{line}\n", "the/list")

    def test_a_missing_list_is_a_failure_with_its_path(self) -> None:
        with self.assertRaisesRegex(Failure, "floors.tsv"):
            floors.load(Project(self.folder))


class Judging(unittest.TestCase):
    def test_a_floor_that_is_reached_is_silent(self) -> None:
        self.assertEqual(floors.missed([Floor("one", "f", 3)], {"one": {"f": 3}}), [])

    def test_a_floor_that_is_missed_says_what_was_wanted_and_what_came(self) -> None:
        found = floors.missed([Floor("one", "f", 3)], {"one": {"f": 2}})
        self.assertEqual(found, ["one: f: wanted 3 calls, 2 came"])

    def test_a_function_that_is_gone_is_no_floor_reached(self) -> None:
        (found,) = floors.missed([Floor("one", "f", 3)], {"one": {"g": 9}})
        self.assertIn("no such function", found)

    def test_targets_that_were_not_measured_are_not_judged(self) -> None:
        self.assertEqual(floors.missed([Floor("two", "f", 3)], {"one": {}}), [])

    def test_a_target_without_a_floor_fails(self) -> None:
        self.assertEqual(floors.unfounded([Floor("two", "f", 1)], LISTED), ["one: no floor"])

    def test_floors_of_a_target_that_is_gone_fail(self) -> None:
        every = [Floor(name, "f", 1) for name in ("one", "two", "three")]
        self.assertEqual(
            floors.unfounded(every, LISTED), ["three: floors for a target that is not listed"]
        )


class Real(unittest.TestCase):
    def test_each_target_has_floors(self) -> None:
        project = Project(ROOT)
        self.assertEqual(floors.unfounded(floors.load(project), project.targets()), [])

    def test_each_floor_is_about_a_function_that_there_is(self) -> None:
        folders = ("parser", "compiler", "harnesses")
        paths = [path for folder in folders for path in (ROOT / folder).rglob("*.[ch]")]
        text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
        called = set(re.findall(r"\b(\w+)\(", text))
        named = {floor.function.rpartition(":")[2] for floor in floors.load(Project(ROOT))}
        self.assertEqual(sorted(named - called), [])


if __name__ == "__main__":
    unittest.main()
