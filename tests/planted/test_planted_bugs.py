"""Each planted bug by itself, and all at once: explained with the right class and function, under
one key in the judge and in the survive build; minimized to little more than the smallest input by
hand; red in replay, and green where nothing is planted."""

from __future__ import annotations

import unittest
from pathlib import Path
from typing import Dict, List, Sequence

import by_hand
import trees
from bugs import BUGS, Bug
from trees import Explained, planted

JUDGED = tuple(bug for bug in BUGS if bug.build == "asan")
TARGETS = sorted({bug.target for bug in JUDGED})


def reproducers(bug: Bug) -> List[Path]:
    return [trees.FOLDER / bug.name / name for name in ("smallest", "reproducer")]


class Planted(planted.PlantedCase):
    """What the tests ask of an explanation."""

    def assert_explained(self, bug: Bug, said: Sequence[Explained]) -> str:
        """All explanations agree with the table and with each other; returns the key."""
        for one in said:
            self.assertEqual(one.outcome, "hit")
            self.assertEqual(one.hits[0]["class"], bug.crash_class)
            if bug.function:
                self.assertEqual(one.hits[0]["function"], bug.function)
        self.assertEqual({one.key for one in said}, {said[0].key})
        return said[0].key


class Reproducers(unittest.TestCase):
    def test_are_what_the_program_beside_them_writes(self) -> None:
        for bug in BUGS:
            for path in reproducers(bug):
                with self.subTest(path=path):
                    made = by_hand.smallest(bug.name)
                    if path.name == "reproducer":
                        made = by_hand.padded(bug.name, by_hand.REPRODUCER_SIZE)
                        self.assertLessEqual(len(made), by_hand.REPRODUCER_SIZE)
                        self.assertGreater(len(made), by_hand.REPRODUCER_SIZE - 64)
                    self.assertEqual(path.read_bytes(), made)

    def test_each_bug_has_a_line_in_the_readme(self) -> None:
        lines = (trees.FOLDER / "README.md").read_text(encoding="utf-8").splitlines()
        for bug in BUGS:
            self.assertTrue(any(line.startswith(f"| `{bug.name}` |") for line in lines), bug.name)


class OneAtATime(Planted):
    """A copy in which one bug after the other is planted: what is compiled anew is its object."""

    def test_red_with_its_bug_alone_and_green_without(self) -> None:
        keys: Dict[str, str] = {}
        with trees.alone("one") as source:
            for bug in JUDGED:
                with self.subTest(bug=bug.name):
                    source.plant([bug])
                    program = source.build("asan", [bug.target]) / bug.target
                    paths = reproducers(bug)
                    said = trees.explain(program, paths, bug.seconds)
                    keys[bug.name] = self.assert_explained(bug, said)
                    if bug.crash_class == "timeout":
                        continue  # the replay's own limit: minutes
                    replayed = trees.replay(program, paths)
                    self.assertEqual(replayed.returncode, 1, replayed.stderr)
                    self.assertEqual(trees.failed_files(replayed.stdout), [str(p) for p in paths])
            source.plant([])
            bin = source.build("asan", TARGETS)
            for bug in JUDGED:
                with self.subTest(bug=bug.name, planted=False):
                    replayed = trees.replay(bin / bug.target, reproducers(bug))
                    self.assertEqual(replayed.returncode, 0, replayed.stderr)
        self.assertEqual(len(set(keys.values())), len(JUDGED), keys)

    def test_seen_by_memory_sanitizer(self) -> None:
        """What ASan and UBSan do not see; without the bug MSan sees nothing, either."""
        for bug in BUGS:
            if bug.build != "msan":
                continue
            with self.subTest(bug=bug.name), trees.alone("one") as source:
                for present in (True, False):
                    source.plant([bug] if present else [])
                    program = source.build("msan", [bug.target]) / bug.target
                    replayed = trees.replay(program, reproducers(bug))
                    self.assertEqual(replayed.returncode, int(present), replayed.stderr)
                    self.assertEqual(b"use-of-uninitialized-value" in replayed.stderr, present)


class AllTogether(Planted):
    """Every bug that ASan or UBSan sees, in one copy."""

    judge: Path
    survive: Path

    @classmethod
    def setUpClass(cls) -> None:
        with trees.alone("all") as source:
            source.plant(JUDGED)
            cls.judge = source.build("asan", TARGETS)
            cls.survive = source.build("survive", TARGETS)

    def test_judge_and_survive_build_agree_on_class_function_and_key(self) -> None:
        keys = set()
        for bug in JUDGED:
            with self.subTest(bug=bug.name):
                said = [
                    one
                    for bin in (self.judge, self.survive)
                    for one in trees.explain(bin / bug.target, reproducers(bug), bug.seconds)
                ]
                keys.add(self.assert_explained(bug, said))
        self.assertEqual(len(keys), len(JUDGED))

    def test_minimized_under_the_same_key_to_little_more_than_by_hand(self) -> None:
        for bug in JUDGED:
            with self.subTest(bug=bug.name):
                original = reproducers(bug)[1]
                key = trees.explain(self.judge / bug.target, [original], bug.seconds)[0].key
                output = self.folder / bug.name
                result = trees.minimize(self.survive / bug.target, original, output, bug.seconds)
                self.assertEqual(result.key, key)
                self.assertEqual(
                    trees.explain(self.judge / bug.target, [output], bug.seconds)[0].key, key
                )
                self.assertLessEqual(result.size, bug.most * len(by_hand.smallest(bug.name)))


if __name__ == "__main__":
    planted.main()
