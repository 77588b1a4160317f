"""The list of targets, and what counts as an input."""

from __future__ import annotations

import unittest

from support import ROOT, FolderCase

from redzone.outcome import Exit, Failure
from redzone.project import Project, Target, inputs_below, parse_targets


class ParseTargets(unittest.TestCase):
    def test_reads_names_and_attributes(self) -> None:
        text = "# a comment\n\nplain\n  sigma needs=yaml,pcre2 subject=channel\n"
        text += "other subject=x needs=yaml\n"
        self.assertEqual(
            parse_targets(text, "list"),
            [
                Target("plain"),
                Target("sigma", ("yaml", "pcre2"), "channel"),
                Target("other", ("yaml",), "x"),
            ],
        )

    def test_refuses_a_bad_line_with_its_place(self) -> None:
        lines = (
            "Upper", "-dash", "a-b", "1st", "a needs=", "a needs=x,", "a needs", "a nedds=yaml",
            "a subject=Channel", "a needs=yaml needs=pcre2", "a channel", "good",
        )  # fmt: skip
        for line in lines:
            with self.subTest(line), self.assertRaises(Failure) as refused:
                parse_targets(f"good\n# note\n{line}\n", "the/list")
            self.assertTrue(str(refused.exception).startswith("the/list:3: "))

    def test_the_real_list_can_be_read(self) -> None:
        self.assertTrue(Project(ROOT).targets())


class Choosing(FolderCase):
    def setUp(self) -> None:
        super().setUp()
        self.write("harnesses/targets.txt", "a\nb\nc\n")
        self.project = Project(self.folder)

    def test_keeps_the_lists_order(self) -> None:
        names = [target.name for target in self.project.choose(["c", "a", "c"])]
        self.assertEqual(names, ["a", "c"])

    def test_no_name_is_all(self) -> None:
        self.assertEqual(len(self.project.choose([])), 3)

    def test_an_unknown_name_is_wrong_use(self) -> None:
        with self.assertRaises(Failure) as refused:
            self.project.choose(["a", "d"])
        self.assertEqual(refused.exception.code, Exit.WRONG_USE)
        self.assertIn("d; there are: a, b, c", str(refused.exception))

    def test_a_missing_list_is_a_failure_with_its_path(self) -> None:
        (self.folder / "harnesses" / "targets.txt").unlink()
        with self.assertRaisesRegex(Failure, "targets.txt"):
            self.project.targets()


class Inputs(FolderCase):
    def test_notes_and_dot_files_are_no_inputs(self) -> None:
        for name in ("b", "a", "deep/c.bin", "a.json", "README.md", ".hidden", ".folder/d"):
            self.write(f"in/{name}")
        folder = self.folder / "in"
        found = [str(path.relative_to(folder)) for path in inputs_below(folder)]
        self.assertEqual(found, ["a", "b", "deep/c.bin"])

    def test_a_missing_folder_has_none(self) -> None:
        self.assertEqual(inputs_below(self.folder / "nowhere"), [])


if __name__ == "__main__":
    unittest.main()
