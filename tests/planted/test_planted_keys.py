"""The key of a bug is the same whatever compiler built the program that ran into it, and after
lines were added above it; it is another one when its line changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Dict, Iterable

import trees
from bugs import BUGS, Bug, Edit
from trees import planted

JUDGED = tuple(bug for bug in BUGS if bug.build == "asan")
TARGETS = sorted({bug.target for bug in JUDGED})
MORE_LINES = 50


def keys_of(bin: Path, bugs: Iterable[Bug]) -> Dict[str, str]:
    """The key of each bug's reproducer, as one build sees it."""
    return {
        bug.name: trees.explain(
            bin / bug.target, [trees.FOLDER / bug.name / "reproducer"], bug.seconds
        )[0].key
        for bug in bugs
    }


class Keys(planted.PlantedCase):
    judged: Dict[str, str]

    @classmethod
    def setUpClass(cls) -> None:
        with trees.alone("all") as source:
            source.plant(JUDGED)
            cls.judged = keys_of(source.build("asan", TARGETS), JUDGED)

    def test_same_for_other_compilers(self) -> None:
        for compiler in ("clang-14", "gcc-12"):
            with self.subTest(compiler=compiler), trees.alone("all") as source:
                source.plant(JUDGED)
                options = {"CMAKE_C_COMPILER": compiler}
                bin = source.build("asan", TARGETS, options, f"asan-{compiler}")
                self.assertEqual(keys_of(bin, JUDGED), self.judged)

    def test_same_with_unrelated_lines_above(self) -> None:
        with trees.alone("moved") as source:
            source.plant(JUDGED, MORE_LINES)
            bin = source.build("asan", TARGETS)
            self.assertEqual(keys_of(bin, JUDGED), self.judged)

    def test_another_when_the_line_changes(self) -> None:
        bug = next(bug for bug in JUDGED if bug.name == "july-19")
        edit = bug.edits[0]
        changed = Edit(edit.file, edit.old, edit.new.replace("input = ", "input = /* another */ "))
        with trees.alone("moved") as source:
            source.plant([replace(bug, edits=(changed,))])
            keys = keys_of(source.build("asan", [bug.target]), [bug])
        self.assertNotEqual(keys[bug.name], "")
        self.assertNotEqual(keys[bug.name], self.judged[bug.name])


if __name__ == "__main__":
    planted.main()
